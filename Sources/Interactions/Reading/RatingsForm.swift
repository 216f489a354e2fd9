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
    /// How its records lie in it.
    package let layout: RecordLayout
    /// The number of fields of a record.
    package let fieldCount: Int
    /// The names of the columns; `nil` where the file has no header.
    package let header: [String]?
    /// The fields of the first rating, as errors quote them.
    package let firstFields: [String]
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
    package var isMovieLensDat: Bool { layout == .lines(.colons) && header == nil && isInOrder && !isChosen }

    /// Whether a line is as MovieLens publishes it: the file has to hold to it, and ids have to be whole numbers.
    var isMovieLens: Bool {
        isMovieLensDat
            || !isChosen && layout == .lines(.comma) && header == ["userId", "movieId", "rating", "timestamp"]
    }

    /// Whether a line has four fields, those of MovieLens in its order.
    var isInOrder: Bool {
        fieldCount == 4 && ColumnRole.allCases.enumerated().allSatisfy { columns[$1]?.place == $0 }
    }

    /// Whether the ratings' column has a name that is in use for other things too.
    package var hasLooseRating: Bool {
        !isChosen && (columns[.rating]?.name.map(ColumnRole.rating.isLoose) ?? false)
    }

    /// The columns that nothing is read from, as they are called on one line.
    package var ignored: [String] {
        let read = Set(columns.values.map(\.place))
        return (0..<fieldCount).filter { !read.contains($0) }.map(columnName)
    }

    /// A column's name in quotation marks, or its number where it has no name.
    package func columnName(_ place: Int) -> String {
        guard let name = header?[place], !name.isEmpty else { return "column \(place + 1)" }
        return quoted(name.utf8)
    }

    /// A record in words, for errors.
    var line: String {
        guard let separator = layout.separator else { return "a JSON object on each line" }
        let isInBlocks = layout == .blocks(separator)
        let roles = ColumnRole.allCases.filter { columns[$0] != nil && !(isInBlocks && $0 == .item) }
            .sorted { (columns[$0]?.place ?? 0) < (columns[$1]?.place ?? 0) }
        let names = header ?? (isChosen ? [] : roles.map(\.fieldName))
        let line = names.joined(separator: separator.text)
        let place = isInBlocks ? " below the movie's id and a colon" : ""
        guard separator != .tab, !names.isEmpty, line.utf8.count <= 60, quoted(line.utf8) == "\"\(line)\"" else {
            return "\(isInBlocks ? fieldCount - 1 : fieldCount) fields separated by \(separator.name)\(place)"
        }
        return line + place
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
