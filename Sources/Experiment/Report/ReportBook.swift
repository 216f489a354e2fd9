import Book

extension Book {
    /// The book of a report's pages.
    ///
    /// - Parameters:
    ///   - files: What the run is to write.
    ///   - chapters: The chapters that have a page, from this run or an earlier one.
    ///   - footer: The Markdown that ends every page.
    ///   - earlier: Reads a file of an earlier run's report in the same folder; nil if there is none.
    init(_ files: [String: [UInt8]], chapters: Set<Chapter>, footer: String, earlier: (String) -> [UInt8]?) {
        func text(_ name: String) -> String? {
            let path = "chapters/\(name).md"
            return (files[path] ?? earlier(path)).map { String(decoding: $0, as: UTF8.self) }
        }
        let front = Page(name: "README", title: "Start", markdown: text("README"))
        let pages = Chapter.allCases.map { chapter in
            Page(
                name: chapter.name, title: chapter.title,
                markdown: chapters.contains(chapter) ? text(chapter.name) : nil)
        }
        let names = Set(([front] + pages).flatMap(\.figures))
        let figures = names.reduce(into: [String: [UInt8]]()) { figures, name in
            figures[name] = files["figures/\(name)"] ?? earlier("figures/\(name)")
        }
        self.init(front: front, pages: pages, footer: footer, figures: figures)
    }
}
