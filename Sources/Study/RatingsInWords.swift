import Formatting
import Interactions

extension DataSet {
    /// What the ratings file turned out to be, as page 1 tells it.
    package var formInWords: String { ([columnsInWords] + exceptions + dropped).joined(separator: " ") }

    /// Which column holds what.
    private var columnsInWords: String {
        let contents: [(ColumnRole, String)] = [
            (.user, "the user's id"), (.item, "the movie's id"), (.rating, "the rating"), (.time, "the time"),
        ]
        let columns = contents.compactMap { role, content in
            // The place of a block's id is above it.
            form.columns[role].flatMap { isAboveBlock($0) ? nil : "\(content) in \(name(of: $0))" }
        }
        let list = columns.dropLast().joined(separator: ", ") + " and " + (columns.last ?? "")
        let file = code(form.file).map { "The ratings file, \($0)," } ?? "The ratings file"
        let packed = form.isPacked ? "is packed with gzip and " : ""
        let header = form.header == nil ? "has no header" : "names its columns in its first line"
        return switch form.layout {
        case .lines(let separator):
            "\(file) \(packed)\(header). A line holds \(list), separated by \(separator.name)."
        case .blocks(let separator):
            "\(file) \(packed)has blocks, each below the movie's id and a colon. A line holds \(list), separated by"
                + " \(separator.name)."
        case .objects: "\(file) \(packed)has a JSON object on each line, with \(list)."
        }
    }

    /// What the terminal tells of a file whose columns might have been understood in another way, a line each.
    package var remarks: [String] {
        guard !isSynthetic else { return [] }
        var remarks: [String] = []
        if form.header == nil, !form.isMovieLensDat {
            let columns = ColumnRole.allCases.compactMap { role in
                form.columns[role].map { "\(role) \(form.firstFields[$0.place])" }
            }
            remarks.append(
                "Columns by place, with the first value of each: \(columns.joined(separator: ", "));"
                    + " --columns user=NUMBER,item=NUMBER,… says otherwise.")
        }
        if form.hasLooseRating, let column = form.columns[.rating] {
            remarks.append(
                "Ratings are taken from \(form.columnName(column.place)); --columns rating=none makes every line a click."
            )
        }
        if !form.ignored.isEmpty { remarks.append("Ignored: \(form.ignored.joined(separator: ", ")).") }
        return remarks
    }

    /// What else a reader has to know to follow the study.
    private var exceptions: [String] {
        var sentences: [String] = []
        if form.columns[.rating] == nil { sentences.append("No column holds ratings: every line is a click.") }
        if form.columns[.time] == nil {
            sentences.append("No column holds a time, and nothing in the study needs one.")
        } else if ratings.timestamps == nil {
            sentences.append("The times are not whole seconds and are left out: nothing in the study needs them.")
        }
        switch (form.textIDs.contains(.user), form.textIDs.contains(.item)) {
        case (true, true): sentences.append("The ids are text.")
        case (true, false): sentences.append("The users' ids are text.")
        case (false, true): sentences.append("The movies' ids are text.")
        case (false, false): break
        }
        return sentences
    }

    private var dropped: [String] {
        guard let dropped = form.dropped else { return [] }
        let lines = dropped.lines == 1 ? "1 line repeats" : "\(decimal(dropped.lines)) lines repeat"
        return [
            "\(lines) a user and a movie: of each such pair `--duplicates \(dropped.rule.rawValue)` keeps one, and the lines"
                + " that are left are numbered anew."
        ]
    }

    private func isAboveBlock(_ column: RatingsForm.Column) -> Bool {
        if case .blocks = form.layout { column.place == form.fieldCount - 1 } else { false }
    }

    private func name(of column: RatingsForm.Column) -> String {
        column.name.flatMap(code) ?? "column \(column.place + 1)"
    }

    /// A name from a file as code; `nil` where it cannot stand so.
    private func code(_ name: String) -> String? {
        let isPlain = name.unicodeScalars.allSatisfy { $0 != "`" && $0 != "{" && !steersText($0) }
        return isPlain && 1...60 ~= name.count ? "`\(name)`" : nil
    }
}
