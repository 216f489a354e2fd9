/// What a ratings file turned out to be.
package struct RatingsForm: Sendable, Hashable {
    /// A column that is read.
    package struct Column: Sendable, Hashable {
        /// Its place, from 0.
        package let place: Int
        /// Its name, where the file names its columns.
        package let name: String?
    }

    /// The file's name, without its folder.
    package let file: String
    /// Whether the file is packed with gzip.
    package internal(set) var isPacked = false
    /// What stands between two fields.
    package let separator: Separator
    /// The number of fields on a line.
    package let fieldCount: Int
    /// The names of the columns; `nil` where the file has no header.
    package let header: [String]?
    /// The columns that are read; those of users and items are always among them.
    package let columns: [ColumnRole: Column]
    /// Whether they were chosen by hand.
    package let isChosen: Bool
    /// The roles of the columns of ids that are text rather than whole numbers.
    package internal(set) var textIDs: Set<ColumnRole> = []
    /// What was dropped of several ratings of one movie by one user.
    package internal(set) var dropped: Dropped?

    /// Lines that repeat a user and a movie, and were dropped.
    package struct Dropped: Sendable, Hashable {
        /// The rule that says which rating is kept.
        package let rule: DuplicateRule
        /// How many lines were dropped.
        package let lines: Int
    }

    /// Whether a line is `user::movie::rating::timestamp`, as in MovieLens 1M and 10M.
    package var isMovieLensDat: Bool { separator == .colons && header == nil && isInOrder && !isChosen }

    /// Whether a line is as MovieLens publishes it: the file has to hold to it, and ids have to be whole numbers.
    var isMovieLens: Bool {
        isMovieLensDat || !isChosen && separator == .comma && header == ["userId", "movieId", "rating", "timestamp"]
    }

    /// Whether a line has four fields, those of MovieLens in its order.
    var isInOrder: Bool {
        fieldCount == 4 && ColumnRole.allCases.enumerated().allSatisfy { columns[$1]?.place == $0 }
    }

    /// A line in words, for errors.
    var line: String {
        let names = header ?? (isChosen ? [] : ColumnRole.allCases.prefix(fieldCount).map(\.fieldName))
        let line = names.joined(separator: separator.text)
        guard separator != .tab, !names.isEmpty, line.utf8.count <= 60, quoted(line.utf8) == "\"\(line)\"" else {
            return "\(fieldCount) fields separated by \(separator.name)"
        }
        return line
    }

    /// What errors call the field of a role.
    func fieldName(_ role: ColumnRole) -> String {
        guard let name = columns[role]?.name, !name.isEmpty else { return role.fieldName }
        return String(quoted(name.utf8).dropFirst().dropLast())
    }

    /// The option that reads the ids of this file as text.
    var columnsOption: String {
        "--columns "
            + ColumnRole.allCases.prefix(3).compactMap { role in
                columns[role].map { "\(role.rawValue)=\($0.name ?? "\($0.place + 1)")" }
            }.joined(separator: ",")
    }
}
