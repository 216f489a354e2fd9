/// How the records of a text lie in it.
package enum RecordLayout: Sendable, Hashable {
    /// A record a line, its fields separated.
    case lines(Separator)
    /// The same in blocks, as in the Netflix Prize: the id above a block, `1:`, is the last field of its records.
    case blocks(Separator)
    /// A JSON object a line: a field is the value of a key, empty where it is missing or no single value.
    case objects(keys: [String])

    /// What stands between two fields of a line; `nil` for objects.
    package var separator: Separator? {
        switch self {
        case .lines(let separator), .blocks(let separator): separator
        case .objects: nil
        }
    }
}

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
