import Book
import Files
import Foundation
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
    ///   - sources: The folder of the chapters' sources.
    ///   - folder: The report's folder, for messages.
    ///   - coming: Chapters that this run has yet to come to.
    ///   - earlier: Reads a file of an earlier run's report in the same folder; nil if there is none.
    /// - Throws: `WeaveError` if a source and its page do not match; `SourceError` if a source cannot be read;
    ///   `ScorecardError` if the earlier results are damaged.
    package init(
        _ result: StudyResult, sources: String, folder: String = ".", coming: Set<Chapter> = [],
        earlier: (String) -> [UInt8]?
    ) throws {
        var files: [String: [UInt8]] = [:]
        var scorecard = Scorecard()
        let footer = result.footer
        // Earlier pages of chapters that did not run are kept only if they have the same ratings and settings.
        func isKept(_ path: String) -> Bool {
            earlier(path).map { String(decoding: $0, as: UTF8.self).hasSuffix(footer + "\n") } ?? false
        }
        let missing = Chapter.allCases.filter { result.pages[$0] == nil }
        let present = result.pages.keys + missing.filter { isKept("chapters/\($0.name).md") }
        if !missing.isEmpty, isKept("chapters/README.md"), let rows = earlier("chapters/results.json") {
            do {
                scorecard = try Scorecard(
                    json: rows, file: folder == "." ? "chapters/results.json" : "\(folder)/chapters/results.json")
            } catch {
                // What this run will replace need not be whole.
                if !coming.isSuperset(of: missing) { throw error }
            }
        }
        var linkedTo: Set<Chapter> = []
        for (chapter, page) in result.pages.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let file = "\(sources)/\(chapter.name).swift"
            guard let source = FileManager.default.contents(atPath: file) else {
                throw SourceError(file: file)
            }
            var weaver = Weaver(
                footer: footer, notice: result.notice, previous: chapter.previous?.neighbour,
                next: chapter.next?.neighbour
            ) { path in
                FileManager.default.contents(atPath: "\(sources)/../\(path)").map {
                    String(decoding: $0, as: UTF8.self)
                }
            }
            let figures = page.figures.flatMap { ["figures/\($0.name)", "figures/\($0.csvName)"] }
            weaver.deadLink = {
                ProjectLinks(root: "\(sources)/..").firstDead(
                    in: $0, of: "chapters/\(chapter.name).md",
                    written: Set(figures + ["chapters/README.md", "chapters/results.json"]))
            }
            let woven = try weaver.weave(
                String(decoding: source, as: UTF8.self), file: "chapters/\(chapter.name).swift", page: page)
            // Outside of the project there are no sources to link to.
            let linked = relinked(woven) { link in
                let isOutside = link.hasPrefix("../") && !link.hasPrefix("../figures/")
                if let other = Chapter(linkedBy: link) { linkedTo.insert(other) }
                return isOutside && !result.isTheNotebooks ? nil : link
            }
            files["chapters/\(chapter.name).md"] = Array(linked.utf8)
            for figure in page.figures {
                files["figures/\(figure.name)"] = figure.png
                if !figure.csv.isEmpty { files["figures/\(figure.csvName)"] = figure.csv }
            }
            scorecard = scorecard.replacing(chapter.name, with: page.rows)
        }
        for chapter in linkedTo.subtracting(present) {
            files["chapters/\(chapter.name).md"] = Array(placeholder(for: chapter).utf8)
        }
        files["chapters/results.json"] = try scorecard.json()
        files["chapters/README.md"] = Array(
            relinked(contents(scorecard, present: present, notice: result.notice, footer: footer)) { link in
                Chapter(linkedBy: link).map(present.contains) == false ? nil : link
            }.utf8)
        if result.isTheNotebooks, let page = earlier("README.md"),
            let filled = frontPage(String(decoding: page, as: UTF8.self), scorecard)
        {
            files["README.md"] = Array(filled.utf8)
        }
        self.files = files
        self.scorecard = scorecard
        self.present = present
        self.footer = footer
        replacesOthers = earlier("chapters/README.md") != nil && !isKept("chapters/README.md")
    }

    /// All pages in one: this run's, and those kept from an earlier one.
    ///
    /// - Parameter earlier: Reads a file of an earlier run's report in the same folder; nil if there is none.
    package func book(earlier: (String) -> [UInt8]?) -> Book {
        Book(files, chapters: Set(present), footer: footer, earlier: earlier)
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

extension Chapter {
    /// The title and file with which other pages link to this chapter's page.
    fileprivate var neighbour: Weaver.Neighbour { Weaver.Neighbour(title: title, file: "\(name).md") }

    /// The chapter to whose page, or a place on it, a link from another page leads; nil for any other link.
    fileprivate init?(linkedBy link: String) {
        guard let chapter = Chapter.allCases.first(where: { link.hasPrefix("\($0.name).md") }) else { return nil }
        self = chapter
    }
}

/// The project's front page with the scorecard's main rows and the story between their marks; nil if a mark or a row is
/// missing.
private func frontPage(_ page: String, _ scorecard: Scorecard) -> String? {
    func text(_ value: ScorecardValue) -> String {
        if case .real(let number) = value { decimal(number, places: 4) } else { "\(value)" }
    }
    let main = ["density, called sparsity", "parameters of the model", "recall@20", "recall@50", "recall@100"]
    let rows = main.compactMap { name in scorecard.rows.first { $0.name == name } }
    guard rows.count == main.count, let story = Story(scorecard) else { return nil }
    let table = Table(
        columns: ["", "Notebook", "Here"],
        rows: rows.map { [$0.name, $0.reference.map(text) ?? "", text($0.measured)] })
    return page.filled("scorecard", table.markdown)?.filled("story", story.markdown(pages: "chapters/"))
}

extension String {
    /// The text with everything between `<!-- name -->` and `<!-- /name -->` replaced; nil if either is missing.
    fileprivate func filled(_ name: String, _ content: String) -> String? {
        guard let start = firstRange(of: "<!-- \(name) -->\n")?.upperBound,
            let end = self[start...].firstRange(of: "<!-- /\(name) -->")?.lowerBound
        else { return nil }
        return replacingCharacters(in: start..<end, with: content + "\n")
    }
}

/// `chapters/README.md`: the table of contents, with links to the pages that exist, and the scorecard.
private func contents(_ scorecard: Scorecard, present: [Chapter], notice: String?, footer: String) -> String {
    let chapters = Table(
        columns: ["Chapter", "What it does"],
        rows: Chapter.allCases.map {
            ["[\($0.title)](\($0.name).md)", $0.summary + (present.contains($0) ? "" : " *(not yet run)*")]
        })
    let titles = Dictionary(uniqueKeysWithValues: Chapter.allCases.map { ($0.name, $0.title) })
    // The story applies only to the notebook's ratings and settings.
    let story = notice == nil ? Story(scorecard).map { $0.markdown(pages: "") + "\n\n" + $0.figure } : nil
    let isMeasured = scorecard.rows.contains { $0.verdict == .notCompared }
    let isCompared = scorecard.rows.contains { $0.verdict != .notCompared }
    let blocks: [String?] = [
        "# VAE for collaborative filtering",
        notice.map(quoted),
        "The notebook's study in ten chapters, and four that go beyond it. Each page is the chapter's own source, prose and code, "
            + "with what the code showed when it ran.",
        story,
        chapters.markdown,
        "## Cell by cell",
        "Where each cell of the notebook has its code and its output:",
        NotebookCells.table.markdown,
        "## Scorecard",
        "Every number that has a reference. The reference is *printed* (by the notebook, unless the tolerance names "
            + "another source), *implied* by what the notebook printed, or given by a *rerun* of the notebook's or the paper's own code, or *recorded* by the kit's contest. "
            + "A conclusion of a page is *claimed*: the run fails if the claim does not hold.",
        isCompared ? scorecard.comparisons(titles: titles) : "In this run there is none.",
        isMeasured
            ? "### Also measured\n\nMeasurements that have no reference to compare with.\n\n"
                + scorecard.measurements(titles: titles) : nil,
        footer,
    ]
    return blocks.compactMap { $0 }.joined(separator: "\n\n") + "\n"
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
