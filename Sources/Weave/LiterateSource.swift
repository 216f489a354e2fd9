/// A chapter's source, cut into cells of prose and of code.
///
/// - A line whose first non-blank characters are `//:` is Markdown: the mark and one space after it are dropped.
/// - Every other line is code; a cell of code ends where prose begins or at a line that is `//-` alone.
/// - A line that ends in `//hide` belongs to its cell but is not shown.
/// - A cell of blank lines alone vanishes.
///
/// Lines are told apart by their beginning alone, so a multi-line string may not have a line that begins with `//:`.
package struct LiterateSource: Hashable {
    package enum Kind: Hashable {
        case prose
        case code
    }

    package struct Cell: Hashable {
        package let kind: Kind
        /// The lines that the cell takes up in the source, counted from 1.
        package let extent: ClosedRange<Int>
        /// The lines to show with their numbers: code dedented, and no blank line at either end.
        package let lines: [Line]
    }

    package struct Line: Hashable {
        package let number: Int
        package let text: String
    }

    package let cells: [Cell]
    private let lines: [Line]

    package init(_ text: String) {
        lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
            .enumerated().map { Line(number: $0 + 1, text: String($1)) }

        var cells: [Cell] = []
        var open: [Line] = []
        var openKind = Kind.code
        func close() {
            cells += Self.cell(openKind, open)
            open = []
        }
        for line in lines {
            let trimmed = line.text.trimmed
            if trimmed == "//-" {
                close()
                continue
            }
            let kind = trimmed.hasPrefix("//:") ? Kind.prose : .code
            if kind != openKind { close() }
            openKind = kind
            open.append(line)
        }
        close()
        self.cells = cells
    }

    /// The text of a line counted from 1, or `nil` beyond the end.
    package func text(line number: Int) -> String? {
        lines.indices.contains(number - 1) ? lines[number - 1].text : nil
    }

    /// The position in `cells` of the cell of code that a line lies in.
    package func codeCell(line number: Int) -> Int? {
        cells.firstIndex { $0.kind == .code && $0.extent.contains(number) }
    }

    private static func cell(_ kind: Kind, _ lines: [Line]) -> [Cell] {
        guard let first = lines.first, let last = lines.last else { return [] }
        let shown =
            switch kind {
            case .prose: trimmingBlankEnds(lines.map(proseLine))
            case .code: dedented(trimmingBlankEnds(withoutHidden(lines)))
            }
        // A cell with hidden lines alone stays, as what it shows is placed there.
        guard lines.contains(where: { !$0.text.trimmed.isEmpty }) else { return [] }
        return [Cell(kind: kind, extent: first.number...last.number, lines: shown)]
    }

    private static func proseLine(_ line: Line) -> Line {
        let prose = line.text.drop(while: \.isWhitespace).dropFirst(3)
        return Line(number: line.number, text: String(prose.first == " " ? prose.dropFirst() : prose))
    }

    private static func withoutHidden(_ lines: [Line]) -> [Line] {
        var kept: [Line] = []
        var isAfterHidden = false
        for line in lines {
            if line.text.trimmed.hasSuffix("//hide") {
                isAfterHidden = true
                continue
            }
            // Hidden lines between two blank ones would leave a gap that shows that something is missing.
            let wouldDoubleGap = isAfterHidden && line.text.trimmed.isEmpty && kept.last?.text.trimmed.isEmpty == true
            if !wouldDoubleGap { kept.append(line) }
            isAfterHidden = false
        }
        return kept
    }

    private static func trimmingBlankEnds(_ lines: [Line]) -> [Line] {
        let isBlank = { (line: Line) in line.text.trimmed.isEmpty }
        let beginning = lines.drop(while: isBlank)
        return Array(beginning.reversed().drop(while: isBlank).reversed())
    }

    private static func dedented(_ lines: [Line]) -> [Line] {
        let margins = lines.filter { !$0.text.trimmed.isEmpty }.map { $0.text.prefix { $0 == " " || $0 == "\t" } }
        let margin = margins.min { $0.count < $1.count }?.count ?? 0
        return lines.map { line in
            Line(number: line.number, text: line.text.trimmed.isEmpty ? "" : String(line.text.dropFirst(margin)))
        }
    }
}

extension String {
    /// The text without white space at either end.
    fileprivate var trimmed: Substring {
        let beginning = drop(while: \.isWhitespace)
        guard let last = beginning.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return beginning[...last]
    }
}
