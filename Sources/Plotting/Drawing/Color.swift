/// An sRGB colour with an opacity; all components are in 0...1.
package struct Color: Hashable, Sendable {
    package var red, green, blue, opacity: Double

    package init(red: Double, green: Double, blue: Double, opacity: Double = 1) {
        self.red = red
        self.green = green
        self.blue = blue
        self.opacity = opacity
    }

    /// Creates a colour from a hexadecimal literal such as `0x0072B2`.
    package init(_ hex: UInt32) {
        self.init(
            red: Double(hex >> 16 & 255) / 255, green: Double(hex >> 8 & 255) / 255,
            blue: Double(hex & 255) / 255)
    }

    /// The same colour with another opacity.
    package func opacity(_ opacity: Double) -> Color {
        var color = self
        color.opacity = opacity
        return color
    }

    /// The colour mixed in sRGB with a share of another.
    package func mixed(with other: Color, _ share: Double) -> Color {
        Color(
            red: red + (other.red - red) * share, green: green + (other.green - green) * share,
            blue: blue + (other.blue - blue) * share,
            opacity: opacity + (other.opacity - opacity) * share)
    }
}

/// The palette of Okabe and Ito (2008), which the colour-blind can tell apart.
extension Color {
    package static let blue = Color(0x0072B2)
    package static let vermilion = Color(0xD55E00)
    package static let green = Color(0x009E73)
    package static let orange = Color(0xE69F00)
    package static let purple = Color(0xCC79A7)
    package static let sky = Color(0x56B4E9)

    package static let black = Color(0x000000)
    package static let white = Color(0xFFFFFF)
    /// Titles and labels.
    package static let ink = Color(0x2B2F36)
    /// Tick labels, and other text in the background.
    package static let gray = Color(0x6B7079)
    /// Things that are not kept or not counted.
    package static let silver = Color(0xB4B9C1)
    /// The grid.
    package static let mist = Color(0xE6E8EB)

    /// The colours that series take in turn, without yellow, which is too pale for a line on white.
    package static let series: [Color] = [.blue, .vermilion, .green, .orange, .purple, .sky]
}
