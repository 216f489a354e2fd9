import Cache
import Contest
import Foundation
import Interactions
import LinearAlgebra
import Ranking
import Recommenders
import Study
import Testing
import TestSupport
import Weave

/// A split of made-up clicks: 150 users of 100 movies, more than iALS has factors, the first click of each held out among
/// five that the user did not click.
private func split(seed: UInt64 = 3) -> LeaveOneOut {
    let movies = 100
    let clicks = longTailedClicks(users: 300, items: movies, seed: seed)
    let users = Array((0..<300).filter { clicks[row: $0].count > 2 }.prefix(150))
    let all = ClickMatrix(
        users: users, movies: Array(0..<movies), clicks: clicks.selecting(rows: users, columns: Array(0..<movies)))
    return LeaveOneOut(
        of: all, heldOut: users.map { Int(clicks[row: $0].first ?? 0) },
        candidates: users.map { user in
            Array((0..<Int32(movies)).filter { !clicks[row: user].contains($0) }.suffix(5))
        })
}

/// Everything recorded of it once, since that trains ten models.
private let recorded = Result {
    try withTemporaryFolder { try NCFRecording(of: split(), in: resources($0)) }
}

private func resources(_ folder: String, threads: Int = 2) -> RunContext {
    RunContext(threads: Threads(threads), cache: ResultCache(folder: folder))
}

private func plan(_ split: LeaveOneOut) -> NCFPlan {
    NCFPlan(users: split.train.shape.users, movies: split.train.shape.movies)
}

@Suite struct NCFRecordingTests {
    @Test("every model has a row, under five seeds where it draws at random, and every two models a difference")
    func rows() throws {
        let recording = try recorded.get()
        let expected = [
            "popularity": 1, "item-kNN": 1, "RP3β": 1, "SLIM": 1, "iALS": 5, "retuned iALS": 5, "EASE": 1,
            "Mult-DAE": 5,
            "Mult-VAE": 5,
        ]
        #expect(Dictionary(uniqueKeysWithValues: recording.rows.map { ($0.name, $0.runs.count) }) == expected)
        #expect(recording.pairs.count == 9 * 8 / 2)
        #expect(recording.tries.count == NCFPlan.tries)
        #expect(recording.rows[1].candidate == recording.tries.best?.candidate)
    }

    @Test("popularity's metrics are those of its ranks, and a difference is that of the means")
    func popularity() throws {
        let (split, recording) = (split(), try recorded.get())
        let clicks = split.train.clicks
        let scores = Popularity(training: clicks).scores(for: clicks)
        let among = HeldOutRanks(scores, heldOut: split.heldOut, among: split.candidates)
        let all = HeldOutRanks(scores, heldOut: split.heldOut, excluding: clicks)
        let row = try #require(recording.rows.first { $0.name == "popularity" })
        // Sums in the same order.
        func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
        #expect(row.mean.candidates.hitRate.mean == mean(among.values(.hitRate(10))))
        #expect(row.mean.candidates.ndcg.mean == mean(among.values(.ndcg(10))))
        #expect(row.mean.all.ndcg.mean == mean(all.values(.ndcg(10))))
        for pair in recording.pairs where pair.first == "popularity" {
            let other = try #require(recording.rows.first { $0.name == pair.second })
            #expect(abs(pair.all.mean - (row.mean.all.ndcg.mean - other.mean.all.ndcg.mean)) < 1e-14)
        }
    }

    @Test("the mean of a row is that of its seeds")
    func seeds() throws {
        for row in try recorded.get().rows {
            let mean = row.runs.reduce(0) { $0 + $1.candidates.ndcg.mean } / Double(row.runs.count)
            #expect(abs(row.mean.candidates.ndcg.mean - mean) < 1e-14)
        }
    }

    @Test("it is read as it was written, and one that is damaged or missing is told")
    func file() throws {
        let recording = try recorded.get()
        try withTemporaryFolder { (folder: String) throws -> Void in
            let file = URL(fileURLWithPath: "\(folder)/ncf.json")
            try Data(recording.json()).write(to: file)
            #expect(try NCFRecording(folder: folder) == recording)
            try Data(recording.json().dropLast(100)).write(to: file)
            #expect(throws: RecordingError.self) { try NCFRecording(folder: folder) }
            try FileManager.default.removeItem(at: file)
            #expect(throws: RecordingError.self) { try NCFRecording(folder: folder) }
        }
    }

    @Test("what takes seconds is fitted anew and gives what is recorded; other clicks do not")
    func refits() throws {
        let recording = try recorded.get()
        func rows(on split: LeaveOneOut) throws -> [Scorecard.Row] {
            let comparison = try withTemporaryFolder {
                try NCFComparison(recording, plan(split), on: split, in: resources($0, threads: 1))
            }
            let page = Page()
            page.expect(comparison.refits.map(\.reference))
            for refit in comparison.refits { page.check(refit.name, refit.measured) }
            return page.rows
        }
        let own = try rows(on: split())
        #expect(
            own.map(\.name) == ["popularity", "item-kNN", "RP3β", "SLIM", "iALS", "EASE"].map { "\($0), fitted anew" })
        #expect(own.allSatisfy { $0.verdict == .holds })
        #expect(try rows(on: split(seed: 4)).allSatisfy { $0.verdict == .fails })
    }

    @Test("without the test set nothing is fitted, and what is recorded is held against print")
    func missing() throws {
        let recording = try recorded.get()
        let comparison = try withTemporaryFolder {
            try NCFComparison(recording, plan(split()), on: nil, in: resources($0))
        }
        #expect(comparison.rows.count == recording.rows.count && comparison.refits.isEmpty)
        let ease = try #require(recording.rows.first { $0.name == "EASE" }?.mean.candidates)
        let verdicts = comparison.verdicts.filter { $0.name.hasPrefix("EASE") }
        #expect(verdicts.map(\.name) == ["EASE, HitRate@10", "EASE, NDCG@10"])
        #expect(verdicts.map(\.measured) == [ease.hitRate.mean, ease.ndcg.mean])
        #expect(verdicts.map(\.reference.value) == [0.7192, 0.4494].map(\.scorecardValue))
    }

    @Test("models whose settings are others than those recorded are left out")
    func otherSettings() throws {
        let recording = try recorded.get()
        // SLIM's penalties grow with the users, and the networks have an input for each movie.
        let comparison = try withTemporaryFolder {
            try NCFComparison(recording, NCFPlan(users: 151, movies: 101), on: nil, in: resources($0))
        }
        let names = ["popularity", "item-kNN", "RP3β", "iALS", "retuned iALS", "EASE"]
        #expect(comparison.rows.map(\.model.name) == names)
    }
}

@Suite(
    "NCF's test set, ranked",
    .enabled(
        if: movieLens1M != nil && ncfTestSet != nil,
        "needs the real data: set MOVIELENS_1M and NCF_ML_1M to their folders"))
struct RealNCFTests {
    /// EASE with a λ, on its row of the scorecard.
    private func verdicts(regularization: Float) throws -> [Scorecard.Row.Verdict] {
        let ratings = try loadRatings(at: movieLens1M ?? "", threads: 2)
        let split = try NCFTestSet(folder: ncfTestSet ?? "").read(of: ratings)
        let model = try #require(NCFPlan.movieLens1M.models(itemKNN: nil).first { $0.name == "EASE" })
        let spoilt = NCFModel(
            model.name, Candidate(EASE.Settings(regularization: regularization)), printed: model.printed)
        let rankings = try withTemporaryFolder { try split.rankings(of: [spoilt], in: resources($0)) }
        let ranks = try #require(rankings[spoilt.candidate]?.candidates)
        let printed = try #require(model.printed)
        let page = Page()
        func mean(_ metric: Metric) -> Double {
            let values = ranks.values(metric)
            return values.reduce(0, +) / Double(values.count)
        }
        for (name, measured, value) in [
            ("HitRate@10", mean(.hitRate(10)), printed.hitRate), ("NDCG@10", mean(.ndcg(10)), printed.ndcg),
        ] {
            page.expect([Reference(name, value, .printed, try #require(printed.tolerance), comparable: true)])
            page.check(name, measured)
        }
        return page.rows.map(\.verdict)
    }

    @Test("EASE comes out as printed, and a spoilt one fails")
    func spoilt() throws {
        #expect(try verdicts(regularization: 1320) == [.holds, .holds])
        #expect(try verdicts(regularization: 132) == [.fails, .fails])
    }
}
