/// What stands between the fields of a line.
package enum Separator: Sendable, Hashable {
    case colons, tab, semicolon, comma, bar

    /// Those that a ratings file may have.
    static let ofRatings: [Separator] = [.colons, .tab, .semicolon, .comma]

    /// The byte, and how often it stands between two fields.
    var byte: (byte: UInt8, count: Int) {
        switch self {
        case .colons: (UInt8(ascii: ":"), 2)
        case .tab: (UInt8(ascii: "\t"), 1)
        case .semicolon: (UInt8(ascii: ";"), 1)
        case .comma: (UInt8(ascii: ","), 1)
        case .bar: (UInt8(ascii: "|"), 1)
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
        }
    }
}
