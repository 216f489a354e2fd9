import Contest
import Foundation
import Judging
import LinearAlgebra
import Ranking
import Recommenders
import Testing
import TestSupport

/// Scores, and what NumPy finds in every order of the equal ones.
private struct Tied: Decodable {
    let scores: [[String]]
    let shown: [[Int]]
    let heldOut: [[Int]]
    /// The share of the places that have more than one movie in all those orders.
    let share: Double
    /// The users' mean metrics over all orders.
    let metrics: [String: Double]

    var columns: Int { scores.first?.count ?? 0 }

    var users: TestUsers {
        TestUsers(
            from: 0,
            Evaluation(
                shown: BinaryMatrix(columns: columns, rows: shown),
                heldOut: BinaryMatrix(columns: columns, rows: heldOut)))
    }

    /// The scores as NumPy saves them.
    func content() throws -> JudgedFile.Content {
        let numbers = try scores.joined().map { try #require(Double($0)) }
        let bytes = npyHeader("<f8", (scores.count, columns)) + Data(numbers.flatMap { littleEndian($0.bitPattern) })
        return try judged(bytes, for: users).get()
    }
}

@Suite("equal scores") struct EqualScoresTests {
    private let tied: [String: Tied]

    init() throws { tied = try fixture("equal_scores", as: [String: Tied].self) }

    @Test(
        "decide the places, and have the mean metrics, that NumPy finds by trying all orders",
        arguments: [
            "here and there", "one in a hundred", "above one in a hundred", "constant", "minus infinity",
        ])
    func values(_ name: String) throws {
        let tied = try #require(tied[name])
        let found = try #require(try tied.content().equalScores)
        #expect(abs(found.share - tied.share) < 1e-12)
        let depths = Depths(movies: tied.columns)
        #expect(depths.paper.count == tied.metrics.count)
        for metric in depths.paper {
            let expected = try #require(tied.metrics[depths.name(of: metric)])
            let average = try #require(found.inAnyOrder.average(metric))
            #expect(abs(average.mean - expected) < 1e-12, "\(metric.name)")
        }
    }

    @Test("are told of from more than one place in a hundred on")
    func threshold() throws {
        #expect(try tied["one in a hundred"]?.content().remarks == [])
        #expect(
            try tied["above one in a hundred"]?.content().remarks == [
                "1.2% of the users' places 1 to 100 are decided by the order of equal scores, the lower sid first; averaged "
                    + "over all orders the model has NDCG@100 0.4322, Recall@20 0.1000, Recall@50 0.4400: the difference to "
                    + "the table is the order's, not the model's."
            ])
        #expect(
            try tied["constant"]?.content().remarks == [
                "100.0% of the users' places 1 to 6 are decided by the order of equal scores, the lower sid first; averaged "
                    + "over all orders the model has NDCG@6 0.6818: the difference to the table is the order's, not the "
                    + "model's."
            ])
    }

    @Test("that are none decide nothing, whatever was shown")
    func none() throws {
        let content = try #require(try tied["none"]?.content())
        #expect(content.equalScores == nil && content.remarks.isEmpty)
    }

    @Test("make the ranking worth what random scores are worth: within four standard errors of a thousand of them")
    func constant() throws {
        let tied = try #require(tied["constant"])
        let equalScores = try #require(try tied.content().equalScores)
        let found = try #require(equalScores.inAnyOrder.average(.ndcg))
        var random = SplitMix(state: 3)
        let means = try (0..<1000).map { _ in
            let scores = Matrix(
                rows: 2, columns: 6, values: (0..<12).map { _ in Float.random(in: 0..<1, using: &random) })
            let metrics = UserMetrics(scores, tied.users.evaluation, threads: Threads(1))
            return try #require(metrics.average(.ndcg)).mean
        }
        let mean = means.reduce(0, +) / 1000
        let deviation = (means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 1000).squareRoot()
        #expect(deviation > 0 && abs(found.mean - mean) < 4 * deviation / 1000.0.squareRoot())
    }
}
