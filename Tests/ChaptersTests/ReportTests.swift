import Cache
import Chapters
import Foundation
import Report
import Study
import Testing
import TestSupport
import Weave

@Suite struct ReportTests {
    /// What else is no scorecard is in `ScorecardTests`.
    @Test("earlier results that are no scorecard stop a run that would keep some of them")
    func damagedResults() throws {
        var files = try whole(.synthetic).files
        files["chapters/results.json"] = Array("[{\"chapter\": 1}]".utf8)
        #expect(throws: ScorecardError.self) { try run(.synthetic, [.split]) { files[$0] } }
    }

    @Test("rows of other ratings or settings are not kept")
    func otherRows() throws {
        let files = try whole(.synthetic).files
        var settings = short
        settings.seed = 7
        let other = try run(.synthetic, [.split], settings: settings) { files[$0] }
        #expect(Set(other.scorecard.rows.map(\.chapter)) == ["05-split"])
    }

    @Test("the table of contents links to the pages that are there")
    func links() throws {
        let alone = try run(.synthetic, [.split])
        #expect(alone.text("chapters/README.md").contains("| [5 · Split](05-split.md) |"))
        #expect(alone.text("chapters/README.md").contains("| 4 · Shuffle |"))
        let then = try run(.synthetic, [.shuffle]) { alone.files[$0] }
        #expect(then.text("chapters/README.md").contains("| [5 · Split](05-split.md) |"))
        #expect(then.text("chapters/README.md").contains("| [4 · Shuffle](04-shuffle.md) |"))
        #expect(then.text("chapters/README.md").contains("| 6 · Mask |"))
    }

    @Test("the book has the pages and figures of this run and those kept of an earlier one, and names the others")
    func book() throws {
        let first = try run(.synthetic, [.binarize])
        let then = try run(.synthetic, [.shuffle]) { first.files[$0] }
        #expect(then.book.contains("<h2 id=\"02-binarize\">") && then.book.contains("<h2 id=\"04-shuffle\">"))
        #expect(then.book.matches(of: /<img src="data:image\/png/).count == 2)
        #expect(then.book.contains("<span class=\"absent\">3 · Filter <small>not run</small></span>"))
        #expect(then.book.matches(of: /<p>Data:/).count == 1)
        #expect(!then.book.contains("has not been run"))
        // Pages of other settings are not kept.
        var settings = short
        settings.threshold = 3
        let other = try run(.synthetic, [.shuffle], settings: settings) { first.files[$0] }
        #expect(!other.book.contains("id=\"02-binarize\""))
    }

    @Test("a source that is not there is named")
    func missingSource() throws {
        let study = Study(source: .synthetic, settings: short, recordings: recordings)
        let result = try study.run([.load], with: RunContext(threads: .init(2), cache: ResultCache(folder: "/nowhere")))
        #expect {
            try Report(result, sources: ChapterSources(in: "/nowhere")) { _ in nil }
        } throws: {
            "\($0)"
                == "/nowhere/01-load.swift: expected the chapter's source, found nothing; run from the project's folder"
        }
    }

    @Test("the front page is left alone by a run that is not the notebook's")
    func foreignFrontPage() throws {
        let page = "# Kit\n<!-- scorecard -->\nold\n<!-- /scorecard -->\n"
        #expect(try run(.synthetic, [.split]) { $0 == "README.md" ? Array(page.utf8) : nil }.files["README.md"] == nil)
    }

    @Test(
        "the front page's scorecard is filled between its marks, once all of its rows are there",
        .enabled(if: movieLens1M != nil, "needs the real data: set MOVIELENS_1M to its folder"))
    func frontPage() throws {
        let project = URL(fileURLWithPath: sources).deletingLastPathComponent()
        func tracked(_ path: String) -> [UInt8]? {
            if path == "README.md" {
                return Array(
                    "# Kit\n<!-- scorecard -->\nold\n<!-- /scorecard -->\n<!-- story -->\n<!-- /story -->\nend\n".utf8)
            }
            return FileManager.default.contents(atPath: project.appendingPathComponent(path).path).map { [UInt8]($0) }
        }
        let source = RatingsSource.file(movieLens1M ?? "")
        let page = try run(source, [.split], settings: Settings(), earlier: tracked).text("README.md")
        #expect(page.hasPrefix("# Kit\n<!-- scorecard -->\n|  | Notebook | Here |\n| :--- | ---: | ---: |\n| density"))
        #expect(page.contains("\n| recall@20 | 0.3578 | 0.3"))
        #expect(
            page.contains(
                " |\n<!-- /scorecard -->\n<!-- story -->\n1. **Exact where it can be.** With the same seed, this kit draws what Keras draws:"
            ))
        #expect(
            page.contains("\n2. **No better than popularity.** ") && page.contains("\n3. **One line repairs it.** "))
        #expect(page.hasSuffix(" ([chapter 13](chapters/13-paper.md)).\n<!-- /story -->\nend\n"))
        // Without the rows of earlier chapters there is nothing to fill it with.
        #expect(
            try run(source, [.split], settings: Settings()) { $0 == "README.md" ? tracked($0) : nil }.files["README.md"]
                == nil)
    }
}
