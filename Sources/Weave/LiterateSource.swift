/// A chapter's source, split into cells of prose and of code.
///
/// - A line whose first non-blank characters are `//:` is Markdown, without the mark and one space after it.
/// - The other lines of the file's one function are code. Its signature, its closing brace and everything outside the
///   function are not shown. A cell of code ends where prose begins.
/// - Lines between `//hide {` and `//}`, each on its own line, belong to their cell but are not shown.
/// - A cell with only blank lines is dropped.
///
/// Only the beginning of a line counts, so a multi-line string must not have a line that begins with `//:`.
package struct LiterateSource: Hashable {
    package enum Kind: Hashable {
        case prose
        case code
    }

    package struct Cell: Hashable {
        package let kind: Kind
        /// The range of the cell's lines in the source, counted from 1.
        package let extent: ClosedRange<Int>
        /// The lines to show, with their numbers; code is dedented, and blank lines at either end are removed.
        package let lines: [Line]
    }

    package struct Line: Hashable {
        package let number: Int
        package let text: String
    }

    package let cells: [Cell]
    private let lines: [Line]

    /// Splits a source into cells.
    ///
    /// - Parameters:
    ///   - text: The source.
    ///   - file: The file's path, for error messages.
    /// - Throws: `WeaveError` if a hidden block or the function does not end, or if there is a second function.
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

    /// The text of a line, counted from 1; `nil` beyond the end.
    package func text(line number: Int) -> String? {
        lines.indices.contains(number - 1) ? lines[number - 1].text : nil
    }

    /// The index in `cells` of the code cell that contains a line.
    package func codeCell(line number: Int) -> Int? {
        cells.firstIndex { $0.kind == .code && $0.extent.contains(number) }
    }

    /// A text's lines, with their numbers counted from 1.
    static func lines(of text: String) -> [Line] {
        text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
            .enumerated().map { Line(number: $0 + 1, text: String($1)) }
    }

    /// The lines between the braces of the only function at file level; empty without a function.
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

/// How a line's beginning affects the cells.
private enum Mark {
    case prose, hide, unhide, none

    init(_ line: LiterateSource.Line) {
        let text = line.text.trimmed
        self =
            switch text {
            case "//hide {": .hide
            case "//}": .unhide
            default: text.hasPrefix("//:") ? .prose : .none
            }
    }
}

/// A cell that is still being read.
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

    /// The finished cell; empty if it has only blank lines. A cell with only hidden lines is kept, because its outputs
    /// belong there.
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

    /// The lines without their common indentation.
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

    /// A line of code without an access modifier at its beginning.
    var withoutAccess: String {
        let margin = prefix { $0 == " " }
        let words = ["public ", "package ", "internal ", "fileprivate ", "private "]
        let code = dropFirst(margin.count)
        guard let word = words.first(where: { code.hasPrefix($0) }) else { return String(self) }
        return String(margin) + String(code.dropFirst(word.count))
    }
}
