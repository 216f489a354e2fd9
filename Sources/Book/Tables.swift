/// Puts a table into a frame in which it scrolls, and gives the rows of a scorecard their links.
func frame(_ table: Node, of page: String, anchors: inout Anchors) {
    let columns = table.children.first.map { $0.children.map(\.text) } ?? []
    if columns.prefix(2) == ["Chapter", "Name"] { linkRows(table, of: page, anchors: &anchors) }
    for node in table.all("text") { fit(node) }
    let names = columns.filter { !$0.isEmpty }.joined(separator: ", ")
    let opening = "<div class=\"table scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table: \(escaped(names))\">"
    table.replace(withHTML: "\(opening)\n\(table.html)</div>\n", block: true)
}

/// A scorecard names a chapter on its first row only.
private func linkRows(_ table: Node, of page: String, anchors: inout Anchors) {
    var chapter = ""
    for row in table.children.dropFirst() {
        let cells = row.children
        guard cells.count > 1 else { continue }
        if !cells[0].text.isEmpty { chapter = cells[0].text }
        let name = "\(chapter): \(cells[1].text)"
        let id = anchors.add(name, below: "\(page)-row")
        cells[1].append(
            html:
                "&nbsp;<a class=\"anchor\" id=\"\(id)\" href=\"#\(id)\" aria-label=\"Link to “\(escaped(name))”\">#</a>"
        )
    }
}

/// Keeps a number with its ± together, and lets hashes and other words break that are too long for a column.
private func fit(_ node: Node) {
    let width = 16
    let text = node.literal
    let words = text.replacing(" ± ", with: "\u{A0}±\u{A0}").split(separator: " ", omittingEmptySubsequences: false)
    let html = words.map { word in
        word.count > 2 * width ? chunks(word, of: width).map(escaped).joined(separator: "<wbr>") : escaped(word)
    }.joined(separator: " ")
    if html != escaped(text) { node.replace(withHTML: html, block: false) }
}

private func chunks(_ word: Substring, of width: Int) -> [Substring] {
    sequence(state: word) { rest in
        defer { rest = rest.dropFirst(width) }
        return rest.isEmpty ? nil : rest.prefix(width)
    }.map(\.self)
}
