/// Markdown pages as one HTML file that needs nothing else: no other file, no network, and scripts for comfort only.
package struct Book: Sendable {
    /// One Markdown file.
    package struct Page: Sendable, Hashable {
        /// The file's name without its extension, such as `05-split`; links to `05-split.md` lead here.
        let name: String
        /// What the contents call the page.
        let title: String
        /// The text; nil for a page that is named but was not written.
        let markdown: String?

        /// Describes a page.
        package init(name: String, title: String, markdown: String?) {
            self.name = name
            self.title = title
            self.markdown = markdown
        }

        /// The file names of the figures that the page shows.
        package var figures: [String] { Markdown(markdown ?? "").root.all("image").compactMap { figureName($0.url) } }
    }

    /// The page to begin with: its sections, such as a scorecard, come after all other pages.
    let front: Page
    /// The other pages in order.
    let pages: [Page]
    /// The Markdown that ends every page; the book has it once.
    let footer: String
    /// The figures' PNG bytes, by the file name that the pages use.
    let figures: [String: [UInt8]]

    /// Gathers what a book consists of.
    package init(front: Page, pages: [Page], footer: String = "", figures: [String: [UInt8]] = [:]) {
        self.front = front
        self.pages = pages
        self.footer = footer
        self.figures = figures
    }

    /// The whole file; the same pages give the same bytes.
    ///
    /// - Complexity: O(pages and figures).
    package var html: String {
        var anchors = Anchors()
        let opening = chapter(front, id: "contents", level: 1, &anchors)
        let chapters = pages.map { page in page.markdown.map { _ in chapter(page, id: page.name, level: 2, &anchors) } }
        let there = zip(pages, chapters).compactMap { page, chapter in chapter.map { (page.name, $0.id) } }
        let targets = Targets(
            pages: Dictionary(there, uniquingKeysWith: { first, _ in first }), front: opening.id, anchors: anchors)
        func blocks(_ chapter: Chapter) -> [Chapter.Block] {
            chapter.blocks(targets: targets, figures: figures, anchors: &anchors)
        }
        let frontSections = Section.split(blocks(opening), at: 2)
        let sections = chapters.map { $0.map { Section(blocks($0)) } }
        let (first, last) = (Array(frontSections.prefix(1)), Array(frontSections.dropFirst()))
        let contents = Contents(
            entries: first.map { Contents.Entry(title: front.title, section: $0) }
                + zip(pages, sections).map { Contents.Entry(title: $0.title, section: $1) }
                + last.map { Contents.Entry(title: $0.title, section: $0) })
        return document(
            title: first.first?.title ?? front.title, contents: contents.html,
            body: body(first + sections.compactMap(\.self) + last))
    }

    private func chapter(_ page: Page, id: String, level: Int, _ anchors: inout Anchors) -> Chapter {
        var text = page.markdown ?? ""
        let end = footer + "\n"
        if !footer.isEmpty, text.hasSuffix(end) { text.removeLast(end.count) }
        return Chapter(text, title: page.title, id: id, level: level, anchors: &anchors)
    }

    private func body(_ sections: [Section]) -> String {
        sections.indices.map { place in
            let section = sections[place]
            let before = place > 0 ? sections[place - 1] : nil
            let after = place + 1 < sections.count ? sections[place + 1] : nil
            return """
                <section aria-labelledby="\(section.id)">
                \(section.html)\(turning(before, after, around: section.title))</section>

                """
        }.joined()
    }

    /// The links at the end of a section.
    private func turning(_ before: Section?, _ after: Section?, around title: String) -> String {
        func link(_ section: Section?, _ direction: String, _ arrow: (String, String)) -> String {
            guard let section else { return "<span></span>" }
            return "<a rel=\"\(direction)\" href=\"#\(section.id)\">\(arrow.0)\(escaped(section.title))\(arrow.1)</a>"
        }
        return """
            <nav class="turning" aria-label="Before and after \(escaped(title))">
            \(link(before, "prev", ("← ", "")))
            \(link(after, "next", ("", " →")))
            </nav>

            """
    }

    /// The footer without its line and without links, since it names a stranger's data.
    private var footerHTML: String {
        let root = Markdown(footer).root
        for link in root.all("link") + root.all("image") { link.unwrap() }
        return root.children.filter { $0.kind != "thematic_break" }.map(\.html).joined()
    }

    private func document(title: String, contents: String, body: String) -> String {
        let policy =
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
            + "base-uri 'none'; form-action 'none'"
        return """
            <!DOCTYPE html>
            <html lang="en-GB">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="\(policy)">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(escaped(title))</title>
            <link rel="icon" href="data:,">
            <style>
            \(text(PackageResources.style_css))</style>
            </head>
            <body>
            <a class="skip" href="#text">Skip to the text</a>
            <header>
            \(contents)<div class="switches" hidden>
            <button type="button" id="code-switch" aria-pressed="false">Hide code</button>
            <button type="button" id="scheme-switch">Dark</button>
            </div>
            </header>
            <main id="text" tabindex="-1">
            \(body)</main>
            <footer>
            \(footerHTML)</footer>
            <script>
            \(text(PackageResources.script_js))</script>
            </body>
            </html>

            """
    }
}

/// An embedded file's text.
private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
