import Plotting
import Weave

extension Page {
    /// Draws a figure, which the prose must show, and writes the numbers that it shows beside it as CSV.
    ///
    /// - Throws: `PNGError` where it cannot be drawn.
    package func figure(_ name: String, _ figure: @autoclosure () -> some Plotting.Figure, line: Int = #line) throws {
        guard !isSilent else { return }
        let figure = figure()
        try self.figure(name, figure.png(), csv: figure.numbers.isEmpty ? "" : figure.csv, line: line)
    }
}
