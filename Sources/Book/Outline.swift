/// The links of a Markdown text, and the headings that links may lead to.
package struct Outline {
    /// A link or an image, and its line, counted from 1.
    package struct Link: Hashable {
        package let target: String
        package let line: Int
    }

    /// The links and images in the order of their lines; what code shows is none.
    package let links: [Link]
    /// Links by reference, as they stand in the text, whose definition is missing.
    package let undefined: [Link]
    private var anchors = Anchors()
    /// The ends of anchors of which the middle is a note.
    private var ends: [(first: String, last: String)] = []

    /// Reads a text in which a heading's `{{note}}` may stand for anything.
    ///
    /// - Complexity: O(text).
    package init(_ text: String) {
        let root = Markdown(text).root
        links = (root.all("link") + root.all("image")).map { Link(target: $0.url, line: $0.line) }
            .sorted { $0.line < $1.line }
        undefined = ["paragraph", "heading", "table_cell"].flatMap(root.all).flatMap { block in
            let text = block.plainText
            // Brackets after a word are an index.
            return text.matches(of: /(?:^|[^\w\]])(\[[^\[\]\n]+\]\[[^\[\]\n]+\])/).map { found in
                let reference = found.output.1
                return Link(
                    target: String(reference), line: block.line + text[..<reference.startIndex].count { $0 == "\n" })
            }
        }
        for heading in root.all("heading") {
            let parts = heading.text.split(separator: /\{\{.*?\}\}/, omittingEmptySubsequences: false)
                .map { slug(String($0)) }
            if parts.count > 1 {
                ends.append((parts.first ?? "", parts.last ?? ""))
            } else {
                _ = anchors.add(slug(heading.text))
            }
        }
    }

    /// Whether a link to this anchor finds a heading.
    package func has(_ anchor: String) -> Bool {
        anchors.all.contains(anchor)
            || ends.contains { anchor.hasPrefix($0.first) && anchor.dropFirst($0.first.count).hasSuffix($0.last) }
    }
}

extension Node {
    /// The text that is neither code nor a link's, line by line.
    fileprivate var plainText: String {
        switch kind {
        case "text": literal
        case "softbreak", "linebreak": "\n"
        case "code", "link", "image", "html_inline": " "
        default: children.map(\.plainText).joined()
        }
    }
}
