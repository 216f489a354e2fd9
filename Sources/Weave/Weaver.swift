/// Weaves a chapter's source and what it showed into Markdown.
///
/// Prose is copied, with every `{{name}}` (inside code spans too) replaced by the value noted under that name; `\{{`
/// gives the braces themselves. A line with nothing but empty notes is left out. Code is put in `swift` fences, and
/// below each cell comes what it showed, in call order: consecutive texts share one block and consecutive checks one
/// list.
///
/// Some lines of prose are directives:
///
/// - `![what it shows](../figures/05-split.png)` is a figure that the chapter drew.
/// - `{{if claim}}`, `{{else}}` and `{{end}}` choose between two texts by a claim that the chapter recorded.
/// - `{{excerpt Sources/Random/Philox.swift: func callAsFunction(}}` shows the declaration of another file that begins
///   with this text.
///
/// Every name that the code shown uses has to be defined in such code, be `public` or `package` in one of the project's
/// modules, or be given: in backticks in the first column of a table in the prose that is headed `Given`.
package struct Weaver {
    /// A page before or after this one.
    package struct Neighbour {
        let title: String
        let file: String

        /// Describes a page by its title and its file in the same folder.
        package init(title: String, file: String) {
            self.title = title
            self.file = file
        }

        fileprivate var link: String { "[\(title)](\(file))" }
    }

    /// The last line of the page: what its numbers were made from.
    package var footer: String
    /// A quotation below the title, for what a reader must know first.
    package var notice: String?
    /// The page that is linked below the title.
    package var previous: Neighbour?
    /// The page that is linked at the end.
    package var next: Neighbour?
    /// Reads a source file of the project by its relative path, for excerpts; nil if there is none.
    package var projectFile: (String) -> String?
    /// The names of the project's modules. Those that the code uses are linked to their sources at the end of the page.
    package var modules = ModuleNames()
    /// Finds a dead link in the prose, whose lines are those of the source; nil if there is none.
    package var deadLink: (String) -> DeadLink? = { _ in nil }

    /// The width of the longest line of code that a page shows without scrolling.
    static let codeColumns = 88

    /// Creates a weaver for one page.
    package init(
        footer: String, notice: String? = nil, previous: Neighbour? = nil, next: Neighbour? = nil,
        projectFile: @escaping (String) -> String? = { _ in nil }
    ) {
        self.footer = footer
        self.notice = notice
        self.previous = previous
        self.next = next
        self.projectFile = projectFile
    }

    /// Weaves a page.
    ///
    /// - Parameters:
    ///   - source: The text of the chapter's Swift file, as it was compiled.
    ///   - file: The file's path, for error messages.
    ///   - page: What the chapter showed as it ran.
    /// - Returns: The whole page, with a line end after its last line.
    /// - Throws: `WeaveError` if source and page do not match.
    /// - Complexity: linear in the source and the outputs, times the number of cells.
    package func weave(_ source: String, file: String, page: Page) throws(WeaveError) -> String {
        let source = try LiterateSource(source, file: file)
        let outputs = try outputsByCell(page.outputs, source: source, file: file)
        try holdAgainstReferences(page, file: file)

        var prose = try Prose(page.outputs, file: file, projectFile: projectFile)
        var blocks: [String] = []
        for (cell, shown) in zip(source.cells, outputs) {
            switch cell.kind {
            case .prose: blocks.append(try prose.setting(cell.lines))
            case .code where !cell.lines.isEmpty: blocks.append(try swift(cell.lines, file: file))
            case .code: break
            }
            blocks += grouped(shown).map { block($0, of: page) }
        }
        try prose.requireAllUsed()
        try prose.requireLive(source, deadLink)
        let known = try KnownNames(source, file: file, modules: modules)
        blocks = headed(blocks) + [known.markdown, next.map { "Next: \($0.link)" } ?? "", footer]
        return blocks.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    /// The blocks with the notice and the link back below the title, or first of all without a title.
    private func headed(_ blocks: [String]) -> [String] {
        let head = [notice.map(quoted) ?? "", previous.map { "Previous: \($0.link)" } ?? ""]
        guard let first = blocks.first, first.hasPrefix("# ") else { return head + blocks }
        let title = first.prefix { !$0.isNewline }
        let rest = first.dropFirst(title.count).drop(while: \.isNewline)
        return [String(title)] + head + [String(rest)] + Array(blocks.dropFirst())
    }
}

/// The outputs of each cell, after checking that each comes from a line that still calls the page's method.
private func outputsByCell(
    _ outputs: [Page.Output], source: LiterateSource, file: String
) throws(WeaveError) -> [[Page.Output]] {
    var byCell = [[Page.Output]](repeating: [], count: source.cells.count)
    for output in outputs {
        guard let cell = source.codeCell(line: output.line),
            source.text(line: output.line)?.contains(".\(output.call)(") == true
        else { throw .strayOutput(call: output.call, file: file, line: output.line) }
        byCell[cell].append(output)
    }
    return byCell
}

/// Checks that every check has a reference and, if this run can be compared, every reference a check.
private func holdAgainstReferences(_ page: Page, file: String) throws(WeaveError) {
    var unchecked = page.references.filter(\.isComparable)
    for output in page.outputs {
        guard case .check(let name, _, _) = output.content else { continue }
        guard page.row(output) != nil else { throw .unknownReference(name: name, file: file, line: output.line) }
        unchecked.removeAll { $0.name == name }
    }
    if let reference = unchecked.first { throw .uncheckedReference(name: reference.name, file: file) }
}

/// Consecutive outputs that form one block: texts, or checks.
private enum Group {
    case text([String])
    case checks([Page.Output])
    case table(Table)
}

private func grouped(_ outputs: [Page.Output]) -> [Group] {
    var groups: [Group] = []
    for output in outputs {
        switch (output.content, groups.last) {
        case (.text(let text), .text(let texts)): groups[groups.count - 1] = .text(texts + [text])
        case (.text(let text), _): groups.append(.text([text]))
        case (.check, .checks(let checks)), (.compare, .checks(let checks)):
            groups[groups.count - 1] = .checks(checks + [output])
        case (.check, _), (.compare, _): groups.append(.checks([output]))
        case (.table(let table), _): groups.append(.table(table))
        case (.figure, _), (.note, _), (.record, _), (.claim, _), (.condition, _): break
        }
    }
    return groups
}

private func block(_ group: Group, of page: Page) -> String {
    switch group {
    case .text(let texts):
        fenced(texts.map { $0.hasSuffix("\n") ? String($0.dropLast()) : $0 }.joined(separator: "\n"), "text")
    case .checks(let checks):
        checks.compactMap { page.row($0)?.line }.filter { !$0.isEmpty }.joined(separator: "\n")
    case .table(let table): table.rows.isEmpty ? "" : table.markdown
    }
}

/// Lines of code in a fence, after checking that none is too wide for a page.
func swift(_ lines: [LiterateSource.Line], file: String) throws(WeaveError) -> String {
    if let wide = lines.first(where: { $0.text.count > Weaver.codeColumns }) {
        throw .wideLine(columns: wide.text.count, file: file, line: wide.number)
    }
    return fenced(lines.map(\.text).joined(separator: "\n"), "swift")
}

/// A fenced block whose fence is longer than any run of backticks inside it.
private func fenced(_ text: String, _ language: String) -> String {
    var longest = 0
    var run = 0
    for character in text {
        run = character == "`" ? run + 1 : 0
        longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return "\(fence)\(language)\n\(text)\n\(fence)"
}

/// A text as a Markdown quotation.
package func quoted(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n")
}
