/// A table of texts with named columns and, as in pandas, optional row labels.
package struct Table: Sendable, Hashable {
    /// The columns' names.
    package let columns: [String]
    /// The cells, row by row, one for every column.
    package let rows: [[String]]
    /// A label for every row; `nil` for no labels.
    package let rowLabels: [String]?
    /// The name of the row labels, such as `movieId`.
    package let indexName: String?
    /// The name of the columns, such as `userId`.
    package let columnsName: String?

    /// Creates a table.
    ///
    /// - Precondition: every row has a cell for every column, and there are as many labels as rows if there are any.
    package init(
        columns: [String], rows: [[String]], rowLabels: [String]? = nil, indexName: String? = nil,
        columnsName: String? = nil
    ) {
        precondition(rows.allSatisfy { $0.count == columns.count }, "every row takes \(columns.count) cells")
        precondition(rowLabels.map { $0.count == rows.count } ?? true, "\(rows.count) rows take as many labels")
        self.columns = columns
        self.rows = rows
        self.rowLabels = rowLabels
        self.indexName = indexName
        self.columnsName = columnsName
    }

    /// The first rows; all of them if there are fewer.
    package func head(_ count: Int = 5) -> Table {
        Table(
            columns: columns, rows: Array(rows.prefix(count)), rowLabels: rowLabels.map { Array($0.prefix(count)) },
            indexName: indexName, columnsName: columnsName)
    }

    /// The table with its middle columns replaced by one column of dots, if there are more columns than a limit.
    ///
    /// Half of the limit is kept at either end: as in pandas, ten and ten for a limit of twenty.
    package func eliding(columnsBeyond limit: Int = 20) -> Table {
        guard columns.count > limit else { return self }
        func elide(_ cells: [String]) -> [String] {
            Array(cells.prefix(limit - limit / 2)) + [Self.dots] + Array(cells.suffix(limit / 2))
        }
        return Table(
            columns: elide(columns), rows: rows.map(elide), rowLabels: rowLabels, indexName: indexName,
            columnsName: columnsName)
    }

    private static let dots = "..."

    /// The table as Markdown without a line end after it; columns of numbers are aligned right.
    ///
    /// Named columns have pandas' two header lines: first the columns' name, then the labels' name.
    package var markdown: String {
        var header = columns
        var body = rows
        if let rowLabels {
            header.insert(columnsName ?? indexName ?? "", at: 0)
            body = zip(rowLabels, rows).map { [$0] + $1 }
        }
        let rules = header.indices.map { column in
            body.allSatisfy { Self.isNumeric($0[column]) } && !body.isEmpty ? "---:" : ":---"
        }
        if rowLabels != nil, columnsName != nil, let indexName {
            body.insert([indexName] + columns.map { _ in "" }, at: 0)
        }
        let lines = [header.map(Self.escaped), rules] + body.map { $0.map(Self.escaped) }
        return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    }

    private static func isNumeric(_ cell: String) -> Bool {
        if cell == dots { return true }
        // A number may group its thousands, show a percentage or be published with a sign in front.
        var digits = cell.filter { $0 != "," }
        if digits.hasSuffix("%") { digits.removeLast() }
        return Double(digits.drop { $0 == " " }) != nil
    }

    private static func escaped(_ cell: String) -> String {
        cell.split(whereSeparator: \.isNewline).joined(separator: " ").replacing("|", with: "\\|")
    }
}
