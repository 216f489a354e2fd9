import Book
import Files
import Foundation
import Study
import Weave

/// The woven pages, figures and results of a run, ready to be written.
package struct Report: Sendable {
    /// Every file, by its path below the report's folder.
    package let files: [String: [UInt8]]
    /// The scorecard: this run's rows, and those of other chapters from an earlier run.
    package let scorecard: Scorecard
    /// The chapters that have a page, from this run or kept from an earlier one.
    private let present: [Chapter]
    /// The Markdown that ends every page.
    private let footer: String
    /// Whether what an earlier run wrote to the same folder comes from other ratings or settings.
    private let replacesOthers: Bool

    /// Weaves the pages of a run.
    ///
    /// - Parameters:
    ///   - result: The result of the run.
    ///   - sources: What the pages are woven of.
    ///   - folder: The report's folder, for messages.
    ///   - coming: Chapters that this run has yet to come to.
    ///   - earlier: Reads a file of an earlier run's report in the same folder; nil if there is none.
    /// - Throws: `WeaveError` if a source and its page do not match; `SourceError` if a source cannot be read;
    ///   `ScorecardError` if the earlier results are damaged.
    package init(
        _ result: StudyResult, sources: ChapterSources, folder: String = ".", coming: Set<Chapter> = [],
        earlier: @escaping (String) -> [UInt8]?
    ) throws {
        footer = result.footer
        let earlierReport = EarlierReport(read: earlier, footer: footer)
        let missing = Chapter.allCases.filter { result.pages[$0] == nil }
        present = result.pages.keys + missing.filter { earlierReport.keeps("chapters/\($0.name).md") }
        var scorecard = try earlierReport.scorecard(of: missing, coming: coming, folder: folder)
        var files: [String: [UInt8]] = [:]
        var linkedTo: Set<Chapter> = []
        for (chapter, page) in result.pages.sorted(by: { $0.key < $1.key }) {
            let woven = try WovenChapter(chapter, page, of: result, sources: sources)
            files.merge(woven.files) { _, new in new }
            linkedTo.formUnion(woven.links)
            scorecard = scorecard.replacing(chapter.name, with: page.rows)
        }
        for chapter in linkedTo.subtracting(present) {
            files["chapters/\(chapter.name).md"] = Array(placeholder(for: chapter).utf8)
        }
        files["chapters/results.json"] = try scorecard.json()
        files["chapters/README.md"] = Array(
            contents(scorecard, present: present, notice: result.notice, footer: footer).utf8)
        if result.isTheNotebooks, let page = earlier("README.md"),
            let filled = frontPage(String(decoding: page, as: UTF8.self), scorecard)
        {
            files["README.md"] = Array(filled.utf8)
        }
        self.files = files
        self.scorecard = scorecard
        replacesOthers = earlier("chapters/README.md") != nil && !earlierReport.keeps("chapters/README.md")
    }

    /// All pages in one: this run's, and those kept from an earlier one.
    ///
    /// - Parameter earlier: Reads a file of an earlier run's report in the same folder; nil if there is none.
    package func book(earlier: (String) -> [UInt8]?) -> Book {
        func file(_ path: String) -> [UInt8]? { files[path] ?? earlier(path) }
        func text(_ name: String) -> String? {
            file("chapters/\(name).md").map { String(decoding: $0, as: UTF8.self) }
        }
        let front = Book.Page(name: "README", title: "Start", markdown: text("README"))
        let pages = Chapter.allCases.map { chapter in
            Book.Page(
                name: chapter.name, title: chapter.title, markdown: present.contains(chapter) ? text(chapter.name) : nil
            )
        }
        let names = Set(([front] + pages).flatMap(\.figures))
        let figures = names.reduce(into: [String: [UInt8]]()) { $0[$1] = file("figures/\($1)") }
        return Book(front: front, pages: pages, footer: footer, figures: figures)
    }

    /// Writes every file below a folder, each atomically, after removing what was made from other ratings or settings.
    ///
    /// - Throws: `FileError` if a file cannot be written.
    package func write(to folder: String) throws {
        if replacesOthers { removeReport(in: folder) }
        // Figures come before the pages that show them: on a full disk no page is left without its own.
        func comesFirst(_ path: String) -> Bool { path.hasPrefix("figures/") }
        for (path, bytes) in files.sorted(by: {
            (comesFirst($0.key) ? 0 : 1, $0.key) < (comesFirst($1.key) ? 0 : 1, $1.key)
        }) {
            try AtomicFile.write(bytes, toIfChanged: "\(folder)/\(path)")
        }
    }
}

/// What an earlier run wrote to a report's folder.
private struct EarlierReport {
    /// Reads a file; nil if there is none.
    let read: (String) -> [UInt8]?
    /// How the pages of the present ratings and settings end.
    let footer: String

    /// Whether a page has the present ratings and settings, so that it stays where its chapter does not run.
    func keeps(_ path: String) -> Bool {
        read(path).map { String(decoding: $0, as: UTF8.self).hasSuffix(footer + "\n") } ?? false
    }

    /// The rows to keep while some chapters do not run; none where they are of other ratings or settings.
    ///
    /// - Throws: `ScorecardError` if they are damaged, unless the run has yet to come to all those chapters.
    func scorecard(of missing: [Chapter], coming: Set<Chapter>, folder: String) throws -> Scorecard {
        guard !missing.isEmpty, keeps("chapters/README.md"), let rows = read("chapters/results.json") else {
            return Scorecard()
        }
        do {
            return try Scorecard(
                json: rows, file: folder == "." ? "chapters/results.json" : "\(folder)/chapters/results.json")
        } catch {
            // What this run will replace need not be whole.
            if coming.isSuperset(of: missing) { return Scorecard() }
            throw error
        }
    }
}

/// What a link to a chapter leads to that has not run.
private func placeholder(for chapter: Chapter) -> String {
    """
    # \(chapter.title)

    This chapter has not been run on these ratings with these settings; `./reproduce.sh \(chapter.rawValue)` and the same \
    options run it. [The contents](README.md) tell which chapters have.

    """
}

/// Removes the pages, figures and other files of an earlier run.
private func removeReport(in folder: String) {
    let figures = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/figures")) ?? []
    let drawn = figures.filter { file in
        (file.hasSuffix(".png") || file.hasSuffix(".csv"))
            && Chapter.allCases.contains { file.hasPrefix("\($0.name.prefix(2))-") }
    }
    let pages = Chapter.allCases.map { "chapters/\($0.name).md" } + ["chapters/README.md", "chapters/results.json"]
    for file in pages + drawn.map({ "figures/\($0)" }) + StudyResult.namesBeside {
        try? FileManager.default.removeItem(atPath: "\(folder)/\(file)")
    }
}
