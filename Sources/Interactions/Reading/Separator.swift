/// What stands between the fields of a line.
package enum Separator: Sendable, Hashable {
    case colons, tab, semicolon, comma, bar, blanks

    /// Those that a ratings file may have, but for blanks, which divide only what nothing else does.
    static let ofRatings: [Separator] = [.colons, .tab, .semicolon, .comma, .bar]

    /// The byte, and how often it stands between two fields; blanks may also be more of them, and tabs.
    var byte: (byte: UInt8, count: Int) {
        switch self {
        case .colons: (UInt8(ascii: ":"), 2)
        case .tab: (UInt8(ascii: "\t"), 1)
        case .semicolon: (UInt8(ascii: ";"), 1)
        case .comma: (UInt8(ascii: ","), 1)
        case .bar: (UInt8(ascii: "|"), 1)
        case .blanks: (UInt8(ascii: " "), 1)
        }
    }

    /// The separator as it is written.
    var text: String {
        switch self {
        case .colons: "::"
        case .tab: "\t"
        case .semicolon: ";"
        case .comma: ","
        case .bar: "|"
        case .blanks: " "
        }
    }

    /// The separator in words: `two colons`.
    package var name: String {
        switch self {
        case .colons: "two colons"
        case .tab: "tabs"
        case .semicolon: "semicolons"
        case .comma: "commas"
        case .bar: "bars"
        case .blanks: "blanks"
        }
    }
}
