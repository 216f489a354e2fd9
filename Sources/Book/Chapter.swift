/// A page on its way into the book: parsed, then changed until it fits there.
struct Chapter {
    /// A heading and its anchor.
    struct Heading {
        let id: String
        let title: String
        /// The heading's level in the book.
        let level: Int
    }

    /// A block of a page as HTML.
    struct Block {
        /// What a heading says; nil for any other block.
        let heading: Heading?
        let html: String
    }

    private let markdown: Markdown
    /// The page's anchor.
    let id: String
    /// The headings of the page in order.
    private let headings: [Heading]

    /// Parses a page and gives its headings their anchors; one without a title is given it.
    ///
    /// - Parameters:
    ///   - id: The anchor of the title, and the beginning of all others.
    ///   - level: The level of the page's title in the book.
    init(_ text: String, title: String, id: String, level: Int, anchors: inout Anchors) {
        let parsed = Markdown(text)
        let hasTitle = parsed.root.children.first?.kind == "heading"
        markdown = hasTitle ? parsed : Markdown("# \(title)\n\n\(text)")
        self.id = id
        var headings: [Heading] = []
        for node in markdown.root.children where node.kind == "heading" {
            let anchor = headings.isEmpty ? anchors.add(id) : anchors.add(node.text, below: id)
            headings.append(Heading(id: anchor, title: node.text, level: min(node.level + level - 1, 6)))
        }
        self.headings = headings
    }

    /// The page's blocks, with links, images, code, tables and headings as they are in the book; to be taken once.
    func blocks(targets: Targets, figures: [String: [UInt8]], anchors: inout Anchors) -> [Block] {
        let root = markdown.root
        removeNeighbours(root)
        for link in root.all("link") {
            if let target = targets.target(of: link.url, on: id) { link.setURL(target) } else { link.unwrap() }
        }
        for table in root.all("table") { frame(table, of: id, anchors: &anchors) }
        placeFigures(root, figures)
        for code in root.all("code_block") {
            code.replace(withHTML: CodeCell(code.literal, language: code.fenceInfo).html, block: true)
        }
        var rest = headings[...]
        return root.children.map { node in
            guard node.kind == "heading", let heading = rest.popFirst() else {
                return Block(heading: nil, html: node.html)
            }
            return Block(heading: heading, html: html(of: heading, node.innerHTML))
        }
    }
}

/// Takes away the page's own links to the pages before and after it; the book has its own.
private func removeNeighbours(_ root: Node) {
    for paragraph in root.all("paragraph") {
        let parts = paragraph.children
        guard parts.count == 2, parts[1].kind == "link" else { continue }
        if ["Previous: ", "Next: "].contains(parts[0].text) { paragraph.remove() }
    }
}

private func html(of heading: Chapter.Heading, _ text: String) -> String {
    let tag = "h\(heading.level)"
    let link = "<a class=\"anchor\" href=\"#\(heading.id)\" aria-label=\"Link to “\(escaped(heading.title))”\">#</a>"
    return "<\(tag) id=\"\(heading.id)\">\(text) \(link)</\(tag)>\n"
}
