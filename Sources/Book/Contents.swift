/// The list of what the book holds.
struct Contents {
    /// A section in the list.
    struct Entry {
        let title: String
        /// Nil for a chapter that was not run.
        let section: Section?
    }

    let entries: [Entry]

    var html: String {
        """
        <nav aria-label="Contents">
        <details id="menu" open>
        <summary>Contents<span id="here"></span></summary>
        <ol>
        \(entries.map(item).joined())</ol>
        </details>
        </nav>

        """
    }

    private func item(_ entry: Entry) -> String {
        guard let section = entry.section else {
            return "<li><span class=\"absent\">\(escaped(entry.title)) <small>not run</small></span></li>\n"
        }
        let headings = section.headings.map { "<li><a href=\"#\($0.id)\">\(escaped($0.title))</a></li>\n" }.joined()
        let below = headings.isEmpty ? "" : "\n<ol>\n\(headings)</ol>\n"
        return "<li><a href=\"#\(section.id)\">\(escaped(entry.title))</a>\(below)</li>\n"
    }
}
