/// A colour for every density from 0 to 1, in even steps of perceived lightness.
package struct ColorMap: Hashable, Sendable {
    let stops: [Color]

    /// Creates a map through evenly spaced control colours, at least two.
    package init(_ stops: [Color]) {
        precondition(stops.count >= 2, "a colour map needs two colours or more")
        self.stops = stops
    }

    /// The colour of a density, limited to 0...1; NaN has the colour of 0.
    package func callAsFunction(_ density: Double) -> Color {
        let place = min(max(density.isNaN ? 0 : density, 0), 1) * Double(stops.count - 1)
        let below = min(Int(place), stops.count - 2)
        return stops[below].mixed(with: stops[below + 1], place - Double(below))
    }

    /// From white to the darkest blue, for densities that are mostly near zero.
    package static let blues = ColorMap([
        Color(0xFFFFFF), Color(0xEDF4FB), Color(0xDAE8F5), Color(0xC4DAEE), Color(0xA8CBE5),
        Color(0x87B9DB), Color(0x67A5D0), Color(0x4A90C4), Color(0x337BB6), Color(0x2166A6),
        Color(0x145291), Color(0x0B3F79), Color(0x082D5E),
    ])
}
