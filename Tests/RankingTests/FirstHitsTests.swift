import LinearAlgebra
import Ranking
import TestSupport
import Testing

/// Against NumPy on the scores of `metrics.json`: `Fixtures/first_hits.py`.
@Suite struct FirstHitsTests {
    struct Scores: Decodable {
        let items: Int
        let scores: [Float]
        let shown, heldOut: [[Int]]
    }

    struct Expected: Decodable {
        let k: Int
        let hitRate, reciprocalRank: [Double?]
    }

    /// One division, which is exact to the last digit in both.
    @Test("hit rate and reciprocal rank as NumPy has them, none for a user without relevant items", arguments: 0..<5)
    func metrics(row: Int) throws {
        let data = try fixture("metrics", as: Scores.self)
        let expected = try fixture("first_hits", as: [Expected].self)[row]
        let heldOut = BinaryMatrix(columns: data.items, rows: data.heldOut)
        let lists = Recommendations(
            scores: Matrix(rows: heldOut.rows, columns: data.items, values: data.scores), depth: 100,
            excluding: BinaryMatrix(columns: data.items, rows: data.shown))
        #expect(Metric.hitRate(expected.k).values(lists, heldOut) == expected.hitRate)
        #expect(Metric.mrr(expected.k).values(lists, heldOut) == expected.reciprocalRank)
    }

    @Test("both are taken of test users where the movies are enough")
    func taken() {
        let added: Set = ["HitRate@10", "MRR@100"]
        #expect(added.isSubset(of: Metric.all.map(\.name)))
        let few = Depths(movies: 8)
        #expect(few.metrics.map(few.name) == ["NDCG@8", "MRR@8"])
    }
}
