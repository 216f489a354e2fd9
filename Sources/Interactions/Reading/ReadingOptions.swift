/// What a reader may say about a ratings file that it does not say itself.
package struct ReadingOptions: Sendable, Hashable {
    /// The columns to read, where their names or places do not tell.
    package var columns: ColumnChoice?
    /// What becomes of a user's further ratings of a movie; they are an error where nothing is said.
    package var duplicates: DuplicateRule?

    /// Makes options.
    package init(columns: ColumnChoice? = nil, duplicates: DuplicateRule? = nil) {
        self.columns = columns
        self.duplicates = duplicates
    }
}

/// Which of a user's ratings of one movie is kept.
package enum DuplicateRule: String, Sendable, Hashable, CaseIterable {
    case first, last, highest
}

/// Columns chosen by hand, each by its name or by its number, the first of which is 1.
package struct ColumnChoice: Sendable, Hashable, CustomStringConvertible {
    /// A column's name or number by what it holds.
    let names: [ColumnRole: String]

    /// Reads a choice such as `user=reader,item=book,rating=3`.
    ///
    /// - Throws: `ColumnChoiceError`, which says what is wrong with the text.
    package init(_ text: String) throws(ColumnChoiceError) {
        var names: [ColumnRole: String] = [:]
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2, let role = ColumnRole(rawValue: String(sides[0])), !sides[1].isEmpty,
                names.updateValue(String(sides[1]), forKey: role) == nil
            else { throw ColumnChoiceError(found: text) }
        }
        self.names = names
    }

    /// Whether the choice says that no column has a role: `rating=none`, where no column is called so.
    func leavesOut(_ role: ColumnRole, of header: [String]) -> Bool {
        (role == .rating || role == .time) && names[role] == "none" && !header.contains("none")
    }

    /// The choice as it is written on the command line.
    package var description: String {
        ColumnRole.allCases.compactMap { role in names[role].map { "\(role.rawValue)=\($0)" } }.joined(separator: ",")
    }
}

/// A text that chooses no columns.
package struct ColumnChoiceError: Error, Hashable, Sendable, CustomStringConvertible {
    let found: String

    /// The error on one line.
    package var description: String {
        "expected columns such as user=NAME,item=NAME,rating=NAME,time=NAME, each once, by name or number, found "
            + quoted(found.utf8)
    }
}
