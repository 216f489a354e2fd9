import Formatting
import Plotting
import Weave

extension Page {
    /// Draws a figure, which the prose must show, and writes the numbers that it shows beside it as CSV.
    ///
    /// - Throws: `PNGError` where it cannot be drawn.
    package func figure(_ name: String, _ figure: @autoclosure () -> some Plotting.Figure, line: Int = #line) throws {
        guard !isSilent else { return }
        let figure = figure()
        try self.figure(name, figure.png(), csv: figure.numbers.isEmpty ? [] : figure.csv, line: line)
    }
}

extension Plotting.Figure {
    /// The numbers that the figure shows as CSV, at full precision; empty fields for those that are not finite.
    package var csv: [UInt8] {
        func number(_ value: Double?) -> String { value.map { $0.isFinite ? plain($0) : "" } ?? "" }
        return Formatting.csv(
            ["panel", "series", "x", "y", "lower", "upper"],
            numbers.map { [$0.panel, $0.series, $0.x, number($0.y), number($0.lower), number($0.upper)] })
    }
}
