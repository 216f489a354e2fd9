/// A value that a figure shows: a row of the table of its numbers.
package struct FigureNumber: Hashable, Sendable {
    /// The title of the panel, where a figure has several.
    package var panel: String
    /// The name of the line, the group or the mark that it belongs to.
    package var series: String
    /// A number, or the label of a category.
    package var x: String
    package var y: Double?
    /// The ends of its interval or band.
    package var lower, upper: Double?

    package init(
        panel: String = "", _ series: String, x: String, y: Double? = nil,
        interval: (lower: Double, upper: Double)? = nil
    ) {
        self.panel = panel
        self.series = series
        self.x = x
        self.y = y
        lower = interval?.lower
        upper = interval?.upper
    }
}

extension Figure {
    /// The numbers that the figure shows as CSV, at full precision: `panel,series,x,y,lower,upper`.
    package var csv: String {
        func quoted(_ text: String) -> String {
            text.contains { "\",\n\r".contains($0) } ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
        }
        func number(_ value: Double?) -> String { value.map { $0.isFinite ? plain($0) : "" } ?? "" }
        let lines = numbers.map { value in
            [
                quoted(value.panel), quoted(value.series), quoted(value.x), number(value.y), number(value.lower),
                number(value.upper),
            ].joined(separator: ",")
        }
        return (["panel,series,x,y,lower,upper"] + lines).joined(separator: "\n") + "\n"
    }
}

/// A number with all its digits; a whole one without a point.
func plain(_ value: Double) -> String {
    Int(exactly: value).map { "\($0)" } ?? "\(value)"
}
