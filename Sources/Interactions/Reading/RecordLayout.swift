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
