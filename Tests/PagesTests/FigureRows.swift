import Pages
import Plotting

/// The lines of a figure's numbers as CSV, without their header.
func rows(_ figure: some Figure) -> [String] {
    String(decoding: figure.csv, as: UTF8.self).split(separator: "\n").dropFirst().map(String.init)
}
