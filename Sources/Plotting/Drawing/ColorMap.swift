/// A colour for every density from 0 to 1, in even steps of perceived lightness.
package struct ColorMap: Hashable, Sendable {
    let stops: [Color]

    /// A map through evenly spaced control colours; there must be at least two.
    package init(_ stops: [Color]) {
        precondition(stops.count >= 2, "a colour map needs two colours or more")
        self.stops = stops
    }

    /// The colour of a density; what lies outside 0...1, or is not a number, takes the nearest end.
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

    /// From dark violet through green to yellow, after matplotlib's viridis.
    package static let viridis = ColorMap([
        Color(0x440154), Color(0x481A6C), Color(0x472F7D), Color(0x414487), Color(0x39568C),
        Color(0x31688E), Color(0x2A788E), Color(0x23888E), Color(0x1F988B), Color(0x22A884),
        Color(0x35B779), Color(0x54C568), Color(0x7AD151), Color(0xA5DB36), Color(0xD2E21B),
        Color(0xFDE725),
    ])
}
