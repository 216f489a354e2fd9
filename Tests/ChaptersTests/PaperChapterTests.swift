import Cache
import Chapters
import Contest
import Foundation
import Interactions
import LinearAlgebra
import Report
import Study
import Testing
import TestSupport

@Suite struct PaperChapterTests {
    @Test("the paper's numbers are compared with those of its data set and its epochs alone")
    func published() throws {
        let bytes = syntheticRatings()
        let kept = try parseRatings(bytes, named: "synthetic ratings", threads: 2).ratings.binarized(threshold: 4)
            .pivot()
            .filteredInTurn()
        let papers =
            ["popularity, NDCG@100", "EASE, NDCG@100"]
            + ["Mult-DAE", "Mult-VAE"].flatMap { model in
                ["NDCG@100", "Recall@20", "Recall@50"].map { "\(model), \($0)" }
            }
        try withTemporaryFolder { (scratch: String) throws in
            let file = scratch + "/ratings.dat"
            #expect(FileManager.default.createFile(atPath: file, contents: Data(bytes)))
            let resources = RunContext(threads: Threads(2), cache: ResultCache(folder: scratch))
            func report(_ source: RatingsSource, epochs: Int) throws -> Report {
                var study = Study(source: source, settings: short, recordings: recordings)
                study.published = PaperDataSet(
                    users: kept.users.count, movies: kept.movies.count, clicks: kept.count, heldOutUsers: 250,
                    epochs: epochs)
                return try Report(study.run([.paper], with: resources), sources: ChapterSources(in: sources)) { _ in nil
                }
            }
            let cases: [(RatingsSource, epochs: Int, areCompared: Bool)] = [
                (.file(file), 1, true), (.file(file), 200, false), (.synthetic, 1, false),
            ]
            for (source, epochs, areCompared) in cases {
                let report = try report(source, epochs: epochs)
                let rows = report.scorecard.rows
                #expect(rows.filter { $0.reference != nil }.map(\.name) == papers)
                #expect(rows.filter { $0.verdict != .notCompared }.map(\.name) == (areCompared ? papers : []))
                let page = String(decoding: report.files["chapters/13-paper.md"] ?? [], as: UTF8.self)
                #expect(page.contains("250 users each are set aside"))
            }
        }
    }
}
