import Foundation

/// Every number measured, with its reference if there is one, ordered by chapter.
package struct Scorecard: Sendable, Hashable {
    /// The rows: chapters ascending by name, and within a chapter in the order it measured.
    package private(set) var rows: [Row]

    /// Creates a scorecard from rows of any chapters; the rows of one chapter keep their order.
    package init(_ rows: [Row] = []) {
        let chapters = Dictionary(grouping: rows, by: \.chapter)
        self.rows = chapters.keys.sorted().flatMap { chapters[$0] ?? [] }
    }

    /// The rows whose measured value does not agree with the reference.
    package var failures: [Row] { rows.filter { $0.verdict == .fails } }

    /// How many comparisons hold, counted apart by what their reference is; nil where nothing was compared.
    ///
    /// What holds the kit against itself (its engine, its recordings, its claims) says nothing of the original.
    package var tally: String? {
        let compared = rows.filter { $0.verdict != .notCompared }
        if compared.isEmpty { return nil }
        func part(_ name: String, _ kinds: Set<Reference.Kind>) -> String {
            let own = compared.filter { $0.kind.map(kinds.contains) ?? false }
            return "\(name) \(own.count { $0.verdict == .holds }) of \(own.count)"
        }
        return [
            part("printed", [.printed]), part("implied", [.implied]), part("rerun", [.rerun]),
            part("the kit against itself", [.engine, .recorded, .claimed]),
        ].joined(separator: ", ")
    }

    /// This scorecard with one chapter's rows replaced and every other chapter's kept.
    package func replacing(_ chapter: String, with newRows: [Row]) -> Scorecard {
        Scorecard(rows.filter { $0.chapter != chapter } + newRows)
    }

    /// The rows that were compared as a Markdown table; a chapter is named, with a link to its page, on its first row.
    ///
    /// - Parameter titles: The chapters' titles; by default their names.
    package func comparisons(titles: [String: String] = [:]) -> String {
        let columns = ["Kind", "Reference", "Measured", "Tolerance", "Verdict"]
        return table(columns, of: rows.filter { $0.verdict != .notCompared }, titles) { row in
            let tolerance =
                switch row.tolerance {
                case .exactly: "exactly"
                case .within(let allowed, let reason): "within \(brief(allowed)): \(reason)"
                }
            let mark =
                switch row.verdict {
                case .holds: "✓ "
                case .fails: "✗ "
                case .notCompared: "– "
                }
            return [
                row.kind?.rawValue ?? "", row.reference?.text(row.tolerance) ?? "", row.measuredText, tolerance,
                mark + row.verdict.rawValue,
            ]
        }
    }

    /// The other rows, measured without anything to compare with, as a Markdown table in the same format.
    package func measurements(titles: [String: String] = [:]) -> String {
        table(["Measured"], of: rows.filter { $0.verdict == .notCompared }, titles) { [$0.measuredText] }
    }

    private func table(
        _ columns: [String], of rows: [Row], _ titles: [String: String], cells: (Row) -> [String]
    ) -> String {
        var lastChapter: String?
        let rows = rows.map { row in
            let isFirst = row.chapter != lastChapter
            lastChapter = row.chapter
            return [isFirst ? "[\(titles[row.chapter] ?? row.chapter)](\(row.chapter).md)" : "", row.name] + cells(row)
        }
        return Table(columns: ["Chapter", "Name"] + columns, rows: rows).markdown
    }

    /// The scorecard as JSON: a list with one object per row; the same rows give the same bytes.
    package func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try Array(encoder.encode(rows)) + Array("\n".utf8)
    }

    /// Reads a scorecard from what `json()` returned.
    ///
    /// - Parameters:
    ///   - json: The bytes of the file.
    ///   - file: The file's name, for the error message.
    /// - Throws: `ScorecardError` if the bytes are not a scorecard.
    package init(json: some Sequence<UInt8>, file: String) throws(ScorecardError) {
        do {
            self.init(try JSONDecoder().decode([Row].self, from: Data(json)))
        } catch {
            throw ScorecardError(file: file)
        }
    }
}

/// A file that should hold a scorecard and does not.
package struct ScorecardError: Error, Hashable, CustomStringConvertible {
    /// The file's name.
    package let file: String

    package var description: String {
        "\(file): expected a list of scorecard rows, found something else; delete it and run every chapter again"
    }
}
