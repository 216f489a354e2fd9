import Cache
import Chapters
import Contest
import Foundation
import Interactions
import LinearAlgebra
import Recommenders
import Report
import Study
import Testing
import TestSupport
import Weave

@Suite struct PaperChapterTests {
    @Test("every recommender has its name in bold where it is told of")
    func everyRecommender() throws {
        let source = try String(contentsOfFile: sources + "/13-paper.swift", encoding: .utf8).lowercased()
        // The notebook's are those of the chapters before, and the tuned ones differ in their settings.
        let own = ContestModel.all.filter { $0 != .asPublished && $0 != .repaired && !$0.name.hasPrefix("tuned ") }
        for model in own { #expect(source.contains("**\(model.name.lowercased())**"), "\(model.name)") }
    }

    /// Ratings that a formula may stumble over: of a few people and movies; of some who clicked all, so that no movie differs
    /// from another; and of so many movies that hardly any two have a user in common.
    @Test(
        "formulas and fast models agree on any clicks", arguments: [(40, 6, 3), (300, 25, 25), (900, 500, 6)])
    func formulas(_ users: Int, _ movies: Int, _ clicks: Int) throws {
        var generator = SplitMix(state: 1)
        let lines = (1...users).flatMap { user in
            (1...movies).shuffled(using: &generator).prefix(clicks).map { "\(user),\($0),5" }
        }
        var settings = short
        (settings.validationUsers, settings.testUsers, settings.minimum) = (.number(10), .number(10), 1)
        (settings.hidden, settings.latent, settings.batchSize) = (8, 2, 64)
        try withTemporaryFolder { (folder: String) throws in
            try Data((["userId,movieId,rating"] + lines).joined(separator: "\n").utf8)
                .write(to: URL(fileURLWithPath: folder + "/ratings.csv"))
            let rows = try run(.file(folder + "/ratings.csv"), [.paper], settings: settings).scorecard.rows
            let engine = rows.filter { $0.kind == .engine }
            #expect(engine.count == 9)
            for row in engine { #expect(row.verdict == .holds, "\(row.line)") }
        }
    }

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
                let rows = report.scorecard.rows.filter { $0.kind != .engine }
                #expect(rows.filter { $0.reference != nil }.map(\.name) == papers)
                #expect(rows.filter { $0.verdict != .notCompared }.map(\.name) == (areCompared ? papers : []))
                let page = String(decoding: report.files["chapters/13-paper.md"] ?? [], as: UTF8.self)
                #expect(page.contains("250 users each are set aside"))
            }
        }
    }
}
