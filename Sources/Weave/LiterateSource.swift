/// A chapter's source, cut into cells of prose and of code.
///
/// - A line whose first non-blank characters are `//:` is Markdown: the mark and one space after it are dropped.
/// - The other lines of the file's one function are code. Its signature and its closing brace are not shown, nor is
///   anything else outside of it; a cell of code ends where prose begins or at a line that is `//-` alone.
/// - Lines between `//hide {` and `//}`, each alone on a line, belong to their cell but are not shown.
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

    /// Cuts a source.
    ///
    /// - Parameters:
    ///   - text: The source.
    ///   - file: The file's path, for errors alone.
    /// - Throws: `WeaveError` where a hidden block or the function does not end, or there is a second function.
    package init(_ text: String, file: String) throws(WeaveError) {
        lines = Self.lines(of: text)
        let body = try Self.body(of: lines, file: file)

        var cells: [Cell] = []
        var open = OpenCell()
        var block: Int?
        func close(openingNext kind: Kind) {
            cells += open.closed
            open = OpenCell(kind: kind)
        }
        for line in lines {
            let mark = Mark(line)
            if let block, mark != .unhide, mark != .none { throw .unclosedBlock(file: file, line: block) }
            switch mark {
            case .prose:
                if open.kind != .prose { close(openingNext: .prose) }
                open.add(Self.prose(line))
                continue
            case .split:
                close(openingNext: .code)
                continue
            case .hide: block = line.number
            case .unhide where block == nil: throw .strayBlockEnd(file: file, line: line.number)
            case .unhide, .none: break
            }
            if open.kind != .code || !body.contains(line.number) { close(openingNext: .code) }
            if body.contains(line.number) { open.add(line, isShown: block == nil && mark == .none) }
            if mark == .unhide { block = nil }
        }
        if let block { throw .unclosedBlock(file: file, line: block) }
        close(openingNext: .code)
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

    /// A text's lines, with their numbers counted from 1.
    static func lines(of text: String) -> [Line] {
        text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
            .enumerated().map { Line(number: $0 + 1, text: String($1)) }
    }

    /// The numbers of the lines between the braces of the one function at file level; none where there is no function.
    private static func body(of lines: [Line], file: String) throws(WeaveError) -> Range<Int> {
        let functions = lines.filter { $0.text.withoutAccess.hasPrefix("func ") }
        guard let function = functions.first else { return 0..<0 }
        if functions.count > 1 { throw .secondFunction(file: file, line: functions[1].number) }
        guard let opening = lines[(function.number - 1)...].first(where: { $0.text.trimmed.hasSuffix("{") }),
            let closing = lines[opening.number...].first(where: { $0.text.hasPrefix("}") })
        else { throw .unclosedFunction(file: file, line: function.number) }
        return opening.number + 1..<closing.number
    }

    private static func prose(_ line: Line) -> Line {
        let prose = line.text.drop(while: \.isWhitespace).dropFirst(3)
        return Line(number: line.number, text: String(prose.first == " " ? prose.dropFirst() : prose))
    }
}

/// What a line says about itself and those after it.
private enum Mark {
    case prose, split, hide, unhide, none

    init(_ line: LiterateSource.Line) {
        let text = line.text.trimmed
        self =
            switch text {
            case "//-": .split
            case "//hide {": .hide
            case "//}": .unhide
            default: text.hasPrefix("//:") ? .prose : .none
            }
    }
}

/// A cell whose end is not reached.
private struct OpenCell {
    var kind = LiterateSource.Kind.code
    private var extent: ClosedRange<Int>?
    private var shown: [LiterateSource.Line] = []
    private var isBlank = true
    private var isAfterHidden = false

    init(kind: LiterateSource.Kind = .code) { self.kind = kind }

    mutating func add(_ line: LiterateSource.Line, isShown: Bool = true) {
        extent = (extent?.lowerBound ?? line.number)...line.number
        let isBlankLine = line.text.trimmed.isEmpty
        isBlank = isBlank && isBlankLine && kind == .code
        // Hidden lines between two blank ones would leave a gap that shows that something is missing.
        let wouldDoubleGap = isAfterHidden && isBlankLine && shown.last?.text.trimmed.isEmpty == true
        if isShown, !wouldDoubleGap { shown.append(line) }
        isAfterHidden = !isShown
    }

    /// The cell; nothing where it has blank lines alone. One with hidden lines alone stays, as what it shows is placed there.
    var closed: [LiterateSource.Cell] {
        guard let extent, !isBlank else { return [] }
        let lines = shown.trimmingBlankEnds
        return [LiterateSource.Cell(kind: kind, extent: extent, lines: kind == .code ? lines.dedented : lines)]
    }
}

extension [LiterateSource.Line] {
    fileprivate var trimmingBlankEnds: [LiterateSource.Line] {
        let isBlank = { (line: LiterateSource.Line) in line.text.trimmed.isEmpty }
        return Array(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }

    /// The lines without the margin that all of them have.
    var dedented: [LiterateSource.Line] {
        let margins = filter { !$0.text.trimmed.isEmpty }.map { $0.text.prefix { $0 == " " || $0 == "\t" }.count }
        let margin = margins.min() ?? 0
        return map { line in
            LiterateSource.Line(
                number: line.number, text: line.text.trimmed.isEmpty ? "" : String(line.text.dropFirst(margin)))
        }
    }
}

extension StringProtocol {
    /// The text without white space at either end.
    var trimmed: String {
        let beginning = drop(while: \.isWhitespace)
        guard let last = beginning.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(beginning[...last])
    }

    /// A line of code without the word at its beginning that says who may use what it declares.
    var withoutAccess: String {
        let margin = prefix { $0 == " " }
        let words = ["public ", "package ", "internal ", "fileprivate ", "private "]
        let code = dropFirst(margin.count)
        guard let word = words.first(where: { code.hasPrefix($0) }) else { return String(self) }
        return String(margin) + String(code.dropFirst(word.count))
    }
}
