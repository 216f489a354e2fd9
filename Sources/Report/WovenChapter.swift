import Foundation
import Study
import Weave

/// A chapter's page, woven of its source and what it showed, with its figures.
struct WovenChapter {
    /// The page, its figures and their numbers, by their paths below the report's folder.
    let files: [String: [UInt8]]
    /// The chapters that the page links to.
    let links: Set<Chapter>

    /// Weaves a page.
    ///
    /// - Throws: `WeaveError`; `SourceError` if the source cannot be read.
    init(_ chapter: Chapter, _ page: Page, of result: StudyResult, sources: ChapterSources) throws {
        let file = "\(sources.folder)/\(chapter.name).swift"
        guard let source = FileManager.default.contents(atPath: file) else { throw SourceError(file: file) }
        let project = "\(sources.folder)/.."
        var files: [String: [UInt8]] = [:]
        for figure in page.figures {
            files["figures/\(figure.name)"] = figure.png
            if !figure.csv.isEmpty { files["figures/\(figure.csvName)"] = figure.csv }
        }
        let written = Set(files.keys).union(["chapters/README.md", "chapters/results.json"])
        var weaver = Weaver(
            footer: result.footer, notice: result.notice, previous: chapter.previous?.neighbour,
            next: chapter.next?.neighbour
        ) { path in
            FileManager.default.contents(atPath: "\(project)/\(path)").map { String(decoding: $0, as: UTF8.self) }
        }
        weaver.modules = sources.modules
        weaver.deadLink = {
            ProjectLinks(root: project).firstDead(in: $0, of: "chapters/\(chapter.name).md", written: written)
        }
        let woven = try weaver.weave(
            String(decoding: source, as: UTF8.self), file: "chapters/\(chapter.name).swift", page: page)
        var links: Set<Chapter> = []
        let linked = relinked(woven) { link in
            if let other = Chapter(linkedBy: link) { links.insert(other) }
            // Outside of the project there are no sources to link to.
            let isOutside = link.hasPrefix("../") && !link.hasPrefix("../figures/")
            return isOutside && !result.isTheNotebooks ? nil : link
        }
        files["chapters/\(chapter.name).md"] = Array(linked.utf8)
        self.files = files
        self.links = links
    }
}

extension Chapter {
    /// The title and file with which other pages link to this chapter's page.
    fileprivate var neighbour: Weaver.Neighbour { Weaver.Neighbour(title: title, file: "\(name).md") }

    /// The chapter to whose page, or a place on it, a link from another page leads; nil for any other link.
    init?(linkedBy link: String) {
        guard let chapter = Chapter.allCases.first(where: { link.hasPrefix("\($0.name).md") }) else { return nil }
        self = chapter
    }
}

/// A chapter's source is missing.
package struct SourceError: Error, Sendable, CustomStringConvertible {
    /// The path that was tried.
    package let file: String

    package init(file: String) { self.file = file }

    package var description: String {
        "\(file): expected the chapter's source, found nothing; run from the project's folder"
    }
}
