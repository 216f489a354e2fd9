import LinearAlgebra
import Ranking
import TestSupport
import Testing

@Suite struct DiversityTests {
    /// Lists 0 1 2, 1 0 3 and 4 5 1 of three users.
    let lists = Recommendations(
        scores: Matrix(
            rows: 3, columns: 6,
            values: [
                9, 8, 7, 0, 0, 0,
                8, 9, 0, 7, 0, 0,
                0, 7, 0, 0, 9, 8,
            ]),
        depth: 3)

    @Test("overlap with one list")
    func overlap() {
        #expect(lists.overlap(at: 2, with: [0, 1, 4]) == [1, 1, 0])
        let thirds = lists.overlap(at: 3, with: [1, 0, 3, 2]).compactMap { $0.map { 3 * $0 } }
        #expect(thirds == [2, 3, 1])
    }

    @Test("pairs share two, one and one of three")
    func pairwiseOverlap() {
        #expect(lists.meanPairwiseOverlap(at: 3) == 4.0 / 9)
        #expect(lists.meanPairwiseOverlap(at: 1) == 0)
        let one = Recommendations(scores: Matrix(rows: 1, columns: 4), depth: 2)
        #expect(one.meanPairwiseOverlap(at: 2) == nil)
        let same = Recommendations(scores: Matrix(rows: 5, columns: 4), depth: 2)
        #expect(same.meanPairwiseOverlap(at: 2) == 1)
    }

    @Test("pairwise overlap is that of all pairs")
    func allPairs() throws {
        var generator = SplitMix(state: 3)
        let lists = Recommendations(
            scores: Matrix(
                rows: 30, columns: 40, values: (0..<1200).map { _ in Float.random(in: 0...1, using: &generator) }),
            depth: 10)
        var shared = 0
        for user in 0..<30 {
            for other in 0..<user { shared += Set(lists[user: user]).intersection(lists[user: other]).count }
        }
        let overlap = try #require(lists.meanPairwiseOverlap(at: 10))
        #expect(abs(overlap - Double(shared) / 435 / 10) < 1e-15)
    }

    @Test("how many items, and how often each")
    func items() {
        #expect(lists.distinctItems(at: 1) == 3)
        #expect(lists.distinctItems(at: 2) == 4)
        #expect(lists.distinctItems(at: 3) == 6)
        #expect(lists.timesRecommended(at: 3) == [2, 3, 1, 1, 1, 1])
        #expect(lists.coverage(at: 1) == 0.5 && lists.coverage(at: 3) == 1)
    }

    @Test("equal shares, all to one item, and nobody")
    func gini() {
        let each = Recommendations(
            scores: Matrix(rows: 3, columns: 3, values: [1, 0, 0, 0, 1, 0, 0, 0, 1]), depth: 3)
        #expect(each.gini(at: 1) == 0)
        let one = Recommendations(scores: Matrix(rows: 5, columns: 4), depth: 2)
        #expect(one.gini(at: 1) == 0.75)
        #expect(one.gini(at: 2) == 0.5)
        #expect(Recommendations(scores: Matrix(rows: 0, columns: 4), depth: 2).gini(at: 1) == nil)
    }

    @Test("bits of popularity: one for half of the users; an item that nobody clicked as if one had")
    func novelty() {
        let training = BinaryMatrix(columns: 6, rows: [[0, 1], [0, 1], [0], [0]])
        // First places: 0, 1 and 4, clicked by four, two and none of four.
        #expect(lists.novelty(at: 1, training: training) == 1)
        let nobody = Recommendations(scores: Matrix(rows: 0, columns: 6), depth: 2)
        #expect(nobody.novelty(at: 1, training: training) == nil)
    }

    @Test("shorter lists count with what they have")
    func short() {
        let training = BinaryMatrix(columns: 6, rows: [[0, 1], [0, 1], [0], [0]])
        let lists = Recommendations(lists: [[1], [], [1, 0]], depth: 2, items: 6)
        #expect(lists.overlap(at: 2, with: [0, 2]) == [0, nil, 0.5])
        // Two places with a bit, and one with none.
        #expect(lists.novelty(at: 2, training: training) == 2.0 / 3)
        let none = Recommendations(lists: [[], []], depth: 3, items: 6)
        #expect(none.novelty(at: 2, training: training) == nil)
        let character = ListCharacter(none, training: training)
        #expect(character == ListCharacter())
        let other = ListCharacter(coverage: 1, popular: 0.5, gini: 0.25, novelty: 3)
        #expect(
            ListCharacter(meanOf: [character, other])
                == ListCharacter(coverage: 0.5, popular: 0.25, gini: 0.125, novelty: 1.5))
    }

    @Test("hits, and those that were in the input")
    func hits() {
        let relevant = BinaryMatrix(columns: 6, rows: [[0, 2, 5], [3], [0]])
        let input = BinaryMatrix(columns: 6, rows: [[2, 5], [], [4]])
        let hits = lists.hits(at: 3, relevant: relevant, input: input)
        #expect(hits.all == 3 && hits.inInput == 1)
        #expect(hits.shareInInput == 1.0 / 3)
        #expect(lists.hits(at: 1, relevant: relevant, input: input).all == 1)
        #expect(
            lists.hits(at: 3, relevant: BinaryMatrix(columns: 6, rows: [[], [], []] as [[Int]]), input: input)
                .shareInInput == nil)
    }

    @Test("two lists of one user overlap by what both hold, in any order")
    func overlapOfOneUser() {
        func lists(_ scores: [Float]) -> Recommendations {
            Recommendations(scores: Matrix(rows: 2, columns: 4, values: scores), depth: 3)
        }
        // 0 1 2 and 3 2 1 against 1 0 3 and 0 1 2.
        let one = lists([4, 3, 2, 1, 1, 2, 3, 4])
        let other = lists([3, 4, 1, 2, 4, 3, 2, 1])
        #expect(one.overlap(at: 2, withSameUserIn: other) == [1, 0])
        let twoOfThree = 2.0 / 3
        #expect(one.overlap(at: 3, withSameUserIn: other) == [twoOfThree, twoOfThree])
    }
}
