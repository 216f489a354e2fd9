/// An sRGB colour with an opacity, every part in 0...1.
public struct Color: Hashable, Sendable {
    public var red, green, blue, opacity: Double

    public init(red: Double, green: Double, blue: Double, opacity: Double = 1) {
        self.red = red
        self.green = green
        self.blue = blue
        self.opacity = opacity
    }

    /// A colour from a hexadecimal literal such as `0x0072B2`.
    public init(_ hex: UInt32) {
        self.init(
            red: Double(hex >> 16 & 255) / 255, green: Double(hex >> 8 & 255) / 255,
            blue: Double(hex & 255) / 255)
    }

    /// The same colour with another opacity.
    public func opacity(_ opacity: Double) -> Color {
        var color = self
        color.opacity = opacity
        return color
    }

    /// The colour a share of the way to another, mixed in sRGB.
    public func mixed(with other: Color, _ share: Double) -> Color {
        Color(
            red: red + (other.red - red) * share, green: green + (other.green - green) * share,
            blue: blue + (other.blue - blue) * share,
            opacity: opacity + (other.opacity - opacity) * share)
    }
}

/// The palette of Okabe and Ito (2008), which the colour-blind can tell apart.
extension Color {
    public static let blue = Color(0x0072B2)
    public static let vermilion = Color(0xD55E00)
    public static let green = Color(0x009E73)
    public static let orange = Color(0xE69F00)
    public static let purple = Color(0xCC79A7)
    public static let sky = Color(0x56B4E9)
    public static let yellow = Color(0xF0E442)

    public static let black = Color(0x000000)
    public static let white = Color(0xFFFFFF)
    /// Titles and labels.
    public static let ink = Color(0x2B2F36)
    /// Tick labels and whatever should stay in the background but be read.
    public static let gray = Color(0x6B7079)
    /// Things not kept, not counted, or beside the point.
    public static let silver = Color(0xB4B9C1)
    /// The grid.
    public static let mist = Color(0xE6E8EB)

    /// The colours that series take in turn; yellow is left out, being too pale for a line on white.
    public static let series: [Color] = [.blue, .vermilion, .green, .orange, .purple, .sky]
}
