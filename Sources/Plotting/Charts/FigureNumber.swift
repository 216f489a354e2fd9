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

/// A number with all its digits; a whole one without a point.
package func plain(_ value: Double) -> String {
    Int(exactly: value).map { "\($0)" } ?? "\(value)"
}
