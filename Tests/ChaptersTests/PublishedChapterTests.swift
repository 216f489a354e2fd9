import Cache
import Chapters
import Foundation
import LinearAlgebra
import Report
import Study
import Testing
import TestSupport
import Weave

@Suite struct PublishedChapterTests {
    private static let page = "chapters/15-published.md"

    /// Runs the chapter with the test set at a place.
    private func run(_ source: RatingsSource, _ place: TestSetPlace) throws -> Report {
        var study = Study(source: source, settings: short, recordings: recordings)
        study.testSet = { place }
        return try withTemporaryFolder { (folder: String) throws in
            try Report(
                study.run([.published], with: RunContext(threads: Threads(2), cache: ResultCache(folder: folder))),
                sources: ChapterSources(in: sources)
            ) { _ in nil }
        }
    }

    private func text(_ report: Report) -> String { String(decoding: report.files[Self.page] ?? [], as: UTF8.self) }

    @Test("on other ratings nobody looks for the test set, and what is recorded is shown and held against nothing")
    func otherRatings() throws {
        let report = try run(.synthetic, .folder("/nowhere"))
        #expect(text(report).contains("The test set belongs to MovieLens 1M, and these are other ratings."))
        #expect(text(report).contains("| EASE | 0.7192 (0.0058) | 0.4494 (0.0047) |"))
        #expect(report.scorecard.rows.isEmpty)
    }

    @Test(
        "without the test set the page says what is missing, and holds what is recorded against print",
        .enabled(if: movieLens1M != nil, "needs the real data: set MOVIELENS_1M to its folder"))
    func missing() throws {
        let report = try run(.file(movieLens1M ?? ""), .missing("nobody has them"))
        #expect(text(report).contains("The authors' files are not here: nobody has them."))
        #expect(report.scorecard.rows.count == 10 && report.scorecard.failures.isEmpty)
    }

    @Test(
        "with the test set every verdict holds, on what was fitted anew too",
        .enabled(
            if: movieLens1M != nil && ncfTestSet != nil,
            "needs the real data: set MOVIELENS_1M and NCF_ML_1M to their folders"))
    func here() throws {
        let report = try run(.file(movieLens1M ?? ""), .folder(ncfTestSet ?? ""))
        #expect(text(report).contains("Each held-out rating was found in the ratings"))
        #expect(report.scorecard.rows.count == 16 && report.scorecard.failures.isEmpty)
    }
}
