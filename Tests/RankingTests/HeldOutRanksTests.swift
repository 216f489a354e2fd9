import Foundation
import LinearAlgebra
import Ranking
import Testing

@Suite struct HeldOutRanksTests {
    /// Item 0 is held out of each user: it is second, first with two others, and last.
    private let scores = Matrix(
        rows: 3, columns: 5,
        values: [
            0.5, 0.75, 0.25, 0.125, 1,
            0.5, 0.5, 0.5, 0.25, 1,
            -1, 0, 1, 2, 3,
        ])

    @Test("higher and equal scores are counted among the candidates alone")
    func candidates() {
        let ranks = HeldOutRanks(scores, heldOut: [0, 0, 0], among: [[1, 2, 3], [1, 2, 3], [1, 2, 3, 4]])
        #expect(ranks.higher == [1, 0, 4])
        #expect(ranks.equal == [0, 2, 0])
    }

    @Test("among all items, those shown of the user are left out")
    func all() {
        let shown = BinaryMatrix(columns: 5, rows: [[4], [1], []])
        let ranks = HeldOutRanks(scores, heldOut: [0, 0, 0], excluding: shown)
        #expect(ranks.higher == [1, 1, 4])
        #expect(ranks.equal == [0, 1, 0])
    }

    /// Ranks counted by hand: second is 1 / log₂ 3; first, second or third with the same chance is a third of each.
    @Test("of equal scores a metric is the mean over their orders")
    func equal() throws {
        let ranks = HeldOutRanks(scores, heldOut: [0, 0, 0], among: [[1, 2, 3], [1, 2, 3], [1, 2, 3, 4]])
        let second = 1 / log2(3.0)
        #expect(ranks.values(.hitRate(2)) == [1, 2 / 3.0, 0])
        #expect(ranks.values(.ndcg(2)) == [second, (1 + second) / 3, 0])
        #expect(ranks.values(.hitRate(10)) == [1, 1, 1])
        #expect(try #require(ranks.values(.ndcg(10)).last) == 1 / log2(6))
    }

    @Test("what cannot be compared counts as higher, so that it never helps")
    func notANumber() {
        let scores = Matrix(rows: 2, columns: 3, values: [.nan, 0, 1, 0, .nan, 1])
        let nothing = BinaryMatrix(columns: 3, rows: [[], []])
        let ranks = HeldOutRanks(scores, heldOut: [0, 0], excluding: nothing)
        #expect(ranks.higher == [2, 2])
        #expect(ranks.equal == [0, 0])
        #expect(HeldOutRanks(scores, heldOut: [0, 0], among: [[1, 2], [1, 2]]) == ranks)
    }
}
