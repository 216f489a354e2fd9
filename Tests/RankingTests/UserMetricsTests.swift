import Interactions
import LinearAlgebra
import Random
import Ranking
import Testing

@Suite struct UserMetricsTests {
    @Test("what was shown is left out, what was held out counts, and users without it have no value")
    func measures() throws {
        let target = ClickMatrix(
            users: [1, 2], movies: Array(0..<30), clicks: BinaryMatrix(columns: 30, rows: [[0, 1, 2, 3, 29], [5]]))
        var random = RandomState(seed: 98_765)
        let fold = target.holdingOut(fraction: 0.4, using: &random)
        // numpy.random.RandomState(98765).choice(5, 2, replace=False) is [2, 4].
        #expect(fold.heldOut.clicks == BinaryMatrix(columns: 30, rows: [[2, 29], []]))
        // Movies by falling score 0, 1, …, 29: those shown, 0, 1 and 3, go, so that 2 leads and 29 is the 27th of 27.
        let scores = Matrix(rows: 2, columns: 30, values: (0..<60).map { Float(-($0 % 30)) })
        let measures = UserMetrics(scores, Evaluation(heldOutOf: fold), threads: Threads(1))
        #expect(measures[.recall(20)] == [0.5, nil])
        // Thirty movies: a list of 50 holds them all.
        #expect(measures[.recall(50)] == nil)
        // (1 / log₂ 2 + 1 / log₂ 28) / (1 / log₂ 2 + 1 / log₂ 3), within the rounding of the logarithms.
        #expect(abs((measures.ndcg[0] ?? 0) - 0.740691) < 1e-6)
        #expect(measures.ndcg[1] == nil)
    }

    @Test("runs have a mean by user and a spread of means, where all have the metric; some users, their values")
    func runs() {
        let runs = [[0.5, 0.25, nil], [1, 0.25, nil]].map {
            UserMetrics([(.ndcg, $0), (.recall(20), [nil, nil, nil])])
        }
        let average = runs.average(.ndcg)
        #expect(average?.mean == 0.5 && average?.count == 2)
        // Half the difference of 0.75 and 0.25, by the root of two, which one of them rounds.
        #expect(abs((average?.standardError ?? 0) - 0.25 / 2.0.squareRoot()) < 1e-15)
        #expect(runs.spread(.ndcg)?.values == [0.375, 0.625])
        #expect(runs.average(.recall(20)) == nil && runs.average(.recall(50)) == nil)
        #expect((runs + [UserMetrics([])]).average(.ndcg) == nil && (runs + [UserMetrics([])]).spread(.ndcg) == nil)
        #expect(runs[1].of(users: [2, 0]).ndcg == [nil, 1] && runs[1].of(users: []).average(.ndcg) == nil)
    }
}
