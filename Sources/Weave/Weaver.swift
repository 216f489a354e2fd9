/// Weaves a chapter's source and what it showed into Markdown.
///
/// Prose is set as it stands, with every `{{name}}` (inside code spans too) replaced by the value noted under that
/// name; `\{{` stands for the braces themselves. Code follows in `swift` fences, and below each cell what it showed,
/// in call order: consecutive texts share one block and consecutive checks one list.
///
/// - Parameters:
///   - source: The text of the chapter's Swift file, as it was compiled.
///   - file: The file's path, for errors alone.
///   - page: What the chapter showed as it ran.
///   - footer: The last line: what the numbers were made from.
///   - notice: Set as a quotation below the title; for what a reader has to know first.
/// - Returns: The whole page, with a line end after its last line.
/// - Throws: `WeaveError` where source and page do not fit together.
/// - Complexity: linear in the source and the outputs, times the number of cells.
package func weave(
    source: String, file: String, page: Page, footer: String, notice: String? = nil
) throws(WeaveError) -> String {
    let source = LiterateSource(source)
    let notes = try Notes(page.outputs, file: file)
    let outputs = try outputsByCell(page.outputs, source: source, file: file)
    try holdAgainstReferences(page, file: file)

    var blocks: [String] = []
    var notice = notice.map(quoted)
    for (cell, shown) in zip(source.cells, outputs) {
        switch cell.kind {
        case .prose:
            var prose: [String] = []
            for (index, line) in cell.lines.enumerated() {
                prose.append(try notes.filling(line.text, line: line.number))
                if line.text.hasPrefix("# "), let text = notice {
                    prose += ["", text]
                    notice = nil
                    // Without a blank line Markdown would take the next one into the quotation.
                    if index + 1 < cell.lines.count, !cell.lines[index + 1].text.isEmpty { prose.append("") }
                }
            }
            blocks.append(prose.joined(separator: "\n"))
        case .code where !cell.lines.isEmpty:
            blocks.append(fenced(cell.lines.map(\.text).joined(separator: "\n"), "swift"))
        case .code:
            break
        }
        for group in grouped(shown) { blocks.append(try block(group, of: page, notes)) }
    }
    // A chapter without a title still has to say it first.
    if let notice { blocks.insert(notice, at: 0) }
    blocks.append(footer)
    return blocks.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
}

/// The outputs of each cell, after making sure that every one comes from a line that still makes it.
private func outputsByCell(
    _ outputs: [Page.Output], source: LiterateSource, file: String
) throws(WeaveError) -> [[Page.Output]] {
    var byCell = [[Page.Output]](repeating: [], count: source.cells.count)
    var figures: Set<String> = []
    for output in outputs {
        // A function of the chapter may pass its caller's line on; such a call still names the page it is given.
        guard let cell = source.codeCell(line: output.line), let text = source.text(line: output.line),
            text.contains("\(output.call)(") || text.contains("page")
        else { throw .strayOutput(call: output.call, file: file, line: output.line) }
        if case .figure(let figure, _, _) = output.content, !figures.insert(figure.name).inserted {
            throw .repeatedFigure(name: figure.name, file: file, line: output.line)
        }
        byCell[cell].append(output)
    }
    return byCell
}

/// Makes sure that every check has a reference and, where this run can be compared, every reference a check.
private func holdAgainstReferences(_ page: Page, file: String) throws(WeaveError) {
    var unchecked = page.references.filter(\.isComparable)
    for output in page.outputs {
        guard case .check(let name, _, _) = output.content else { continue }
        guard page.row(output) != nil else { throw .unknownReference(name: name, file: file, line: output.line) }
        unchecked.removeAll { $0.name == name }
    }
    if let reference = unchecked.first { throw .uncheckedReference(name: reference.name, file: file) }
}

/// Consecutive outputs that are set as one: texts, or checks.
private enum Group {
    case text([String])
    case checks([Page.Output])
    case table(Table)
    case figure(Page.Figure, alternative: String, caption: String?, line: Int)
}

private func grouped(_ outputs: [Page.Output]) -> [Group] {
    var groups: [Group] = []
    for output in outputs {
        switch (output.content, groups.last) {
        case (.text(let text), .text(let texts)): groups[groups.count - 1] = .text(texts + [text])
        case (.text(let text), _): groups.append(.text([text]))
        case (.check, .checks(let checks)): groups[groups.count - 1] = .checks(checks + [output])
        case (.check, _): groups.append(.checks([output]))
        case (.table(let table), _): groups.append(.table(table))
        case (.figure(let figure, let alternative, let caption), _):
            groups.append(.figure(figure, alternative: alternative, caption: caption, line: output.line))
        case (.note, _), (.record, _): break
        }
    }
    return groups
}

private func block(_ group: Group, of page: Page, _ notes: Notes) throws(WeaveError) -> String {
    switch group {
    case .text(let texts):
        return fenced(texts.map { $0.hasSuffix("\n") ? String($0.dropLast()) : $0 }.joined(separator: "\n"), "text")
    case .checks(let checks):
        return checks.compactMap { page.row($0)?.line }.joined(separator: "\n")
    case .table(let table):
        return table.markdown
    case .figure(let figure, let alternative, let caption, let line):
        let described = try notes.filling(alternative, line: line)
            .replacing("[", with: "\\[").replacing("]", with: "\\]")
        let image = "![\(described)](../figures/\(figure.name))"
        guard let caption else { return image }
        return image + "\n\n*" + (try notes.filling(caption, line: line)) + "*"
    }
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

private func quoted(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n")
}
