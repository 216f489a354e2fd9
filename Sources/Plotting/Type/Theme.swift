/// The sizes, weights and colours that all figures share.
enum Theme {
    static let title = TextStyle(14, weight: .bold)
    static let name = TextStyle(11.5)
    static let label = TextStyle(11)
    static let strongLabel = TextStyle(11, weight: .bold)
    static let tick = TextStyle(10.5, color: .gray)
    /// White space around a figure, in points.
    static let margin = 12.0
    static let line = 1.8
    static let markerRadius = 2.8
    static let dashes = [5.0, 4.0]
    static let spine = Color(0x8A9099)
}
