import Foundation
import LinearAlgebra
import Ranking
import Statistics
import TestSupport
import Testing

@Suite struct RecommendationsTests {
    /// Three users, five items; ranked 1 3 2 0 4, then 0 1 2 3 4 by ties, then 4 3 2 1 0.
    private let scores = Matrix(
        rows: 3, columns: 5,
        values: [
            0.2, 0.9, 0.4, 0.9, 0.1,
            0.5, 0.5, 0.5, 0.5, 0.5,
            1, 2, 3, 4, 5,
        ])
    private let relevant = BinaryMatrix(columns: 5, rows: [[1, 2, 4], [], [0]])

    @Test("lists are ranked")
    func ranked() {
        let lists = Recommendations(scores: scores, depth: 3)
        #expect((0..<3).map { Array(lists[user: $0]) } == [[1, 3, 2], [0, 1, 2], [4, 3, 2]])
        #expect(lists.users == 3 && lists.items == 5 && lists.depth == 3)
    }

    @Test("recall by hand, none for a user without relevant items")
    func recallByHand() {
        let lists = Recommendations(scores: scores, depth: 5)
        #expect(lists.recall(at: 1, relevant: relevant) == [1, nil, 0])
        #expect(lists.recall(at: 2, relevant: relevant) == [1.0 / 2, nil, 0])
        #expect(lists.recall(at: 3, relevant: relevant) == [2.0 / 3, nil, 0])
        #expect(lists.recall(at: 5, relevant: relevant) == [1, nil, 1])
    }

    @Test("NDCG by hand")
    func ndcgByHand() {
        let lists = Recommendations(scores: scores, depth: 5)
        // User 0 hits at ranks 1, 3 and 5 of an ideal 1, 2, 3; user 2 at rank 5 of an ideal 1.
        let ideal = 1 + 1 / log2(3) + 0.5
        let ndcg = lists.ndcg(at: 5, relevant: relevant)
        #expect(abs((ndcg[0] ?? 0) - (1 + 0.5 + 1 / log2(6)) / ideal) < 1e-15)
        #expect(abs((ndcg[0] ?? 0) - 0.8854598815714873) < 1e-15)
        #expect(ndcg[1] == nil)
        #expect(abs((ndcg[2] ?? 0) - 0.38685280723454163) < 1e-15)
        // Two of user 0's three relevant items would fit.
        let short = lists.ndcg(at: 2, relevant: relevant)
        #expect(abs((short[0] ?? 0) - 1 / (1 + 1 / log2(3))) < 1e-15)
        #expect(short[2] == 0)
    }

    @Test("k beyond the items ranks them all")
    func largeK() {
        let lists = Recommendations(scores: scores, depth: 100)
        #expect(lists.depth == 5)
        #expect(lists.recall(at: 100, relevant: relevant) == [1, nil, 1])
        #expect(lists.ndcg(at: 100, relevant: relevant) == lists.ndcg(at: 5, relevant: relevant))
    }

    @Test("excluded items come last")
    func excluded() {
        let seen = BinaryMatrix(columns: 5, rows: [[1], [0, 2], []])
        let lists = Recommendations(scores: scores, depth: 5, excluding: seen)
        #expect((0..<3).map { Array(lists[user: $0]) } == [[3, 2, 0, 4, 1], [1, 3, 4, 0, 2], [4, 3, 2, 1, 0]])
        #expect(lists.recall(at: 2, relevant: relevant) == [1.0 / 2, nil, 0])
    }

    @Test("recall agrees with a full sort at every k")
    func everyK() {
        var generator = SplitMix(state: 42)
        let users = 20
        let items = 40
        // Few distinct scores, so that ties are common.
        let scores = Matrix(
            rows: users, columns: items,
            values: (0..<users * items).map { _ in Float(Int.random(in: 0..<12, using: &generator)) })
        let relevant = BinaryMatrix(
            columns: items,
            rows: (0..<users).map { user in
                (0..<items).filter { _ in Int.random(in: 0..<20, using: &generator) < user }
            })
        let lists = Recommendations(scores: scores, depth: items)
        for k in 1...items {
            let expected = (0..<users).map { user -> Double? in
                let ones = Set(relevant[row: user].map { Int($0) })
                let hits = fullSort(scores[row: user]).prefix(k).filter(ones.contains).count
                return ones.isEmpty ? nil : Double(hits) / Double(min(k, ones.count))
            }
            #expect(lists.recall(at: k, relevant: relevant) == expected)
            #expect(expected[0] == nil)
        }
    }

    @Test("the same lists on any number of threads", arguments: [2, 3, 8])
    func threads(count: Int) {
        var generator = SplitMix(state: 1)
        let scores = Matrix(
            rows: 70, columns: 50, values: (0..<3500).map { _ in Float(Int.random(in: 0..<25, using: &generator)) })
        let seen = longTailedClicks(users: 70, items: 50, seed: 2)
        #expect(
            Recommendations(scores: scores, depth: 9, excluding: seen)
                == Recommendations(scores: scores, depth: 9, excluding: seen, threads: Threads(count)))
    }
}

/// Against the two functions of vae_cf's notebook: `Fixtures/metrics.py`.
@Suite struct AuthorsMetricsTests {
    struct Fixture: Decodable {
        struct Metrics: Decodable {
            let k: Int
            let recall, ndcg: [Double?]
            let meanRecall, recallError: Double
        }
        let items: Int
        let scores: [Float]
        let shown, heldOut: [[Int]]
        let metrics: [Metrics]
    }

    @Test("recall and NDCG of held-out clicks, the input excluded, as vae_cf has them")
    func metrics() throws {
        let expected = try fixture("metrics", as: Fixture.self)
        let heldOut = BinaryMatrix(columns: expected.items, rows: expected.heldOut)
        let lists = Recommendations(
            scores: Matrix(rows: heldOut.rows, columns: expected.items, values: expected.scores), depth: 20,
            excluding: BinaryMatrix(columns: expected.items, rows: expected.shown))
        #expect(expected.metrics.map(\.k) == [1, 5, 10, 20])
        for metrics in expected.metrics {
            let recall = lists.recall(at: metrics.k, relevant: heldOut)
            #expect(recall == metrics.recall)
            #expect(recall[0] == nil)
            // NumPy adds the discounts in another order.
            let ndcg = lists.ndcg(at: metrics.k, relevant: heldOut)
            let differences = zip(ndcg, metrics.ndcg).map { abs(($0 ?? 0) - ($1 ?? 0)) }
            #expect(ndcg.map { $0 == nil } == metrics.ndcg.map { $0 == nil } && differences.allSatisfy { $0 < 1e-14 })
            let average = try #require(Average(recall))
            #expect(abs(average.mean - metrics.meanRecall) < 1e-14)
            #expect(abs(average.standardError - metrics.recallError) < 1e-14)
        }
    }
}
