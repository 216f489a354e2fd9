import Ranking
import TestSupport
import Testing

@Suite struct TopKTests {
    @Test("largest first, ties to the lower index")
    func ties() {
        #expect(topK(scores: [0.1, 0.9, 0.4, 0.9], k: 3) == [1, 3, 2])
        #expect(topK(scores: [2, 2, 2, 2], k: 2) == [0, 1])
        #expect(topK(scores: [-0.0, 0.0, -0.0], k: 3) == [0, 1, 2])
    }

    @Test("signs and infinities")
    func infinities() {
        #expect(topK(scores: [-1, -.infinity, 3, -2, .infinity, 0, -1e-30], k: 9) == [4, 2, 5, 6, 0, 3, 1])
    }

    @Test("not a number ranks last")
    func nan() {
        #expect(topK(scores: [.nan, -.infinity, -.nan, 1], k: 4) == [3, 1, 0, 2])
    }

    @Test("nothing asked, nothing there")
    func empty() {
        #expect(topK(scores: [1, 2], k: 0).isEmpty)
        #expect(topK(scores: [], k: 5).isEmpty)
    }

    @Test("a slice counts from its beginning")
    func slice() {
        #expect(topK(scores: [9, 9, 1, 2][2...], k: 1) == [1])
    }

    @Test("agrees with a full sort", arguments: [1, 2, 7, 100, 499, 500, 501])
    func sorted(k: Int) {
        var generator = SplitMix(state: UInt64(k))
        for scores in [
            (0..<500).map { _ in Float.random(in: -1...1, using: &generator) },
            (0..<500).map { _ in Float(Int.random(in: 0..<20, using: &generator)) },
            (0..<500).map { Float($0) },
            (0..<500).map { Float(-$0) },
        ] {
            #expect(topK(scores: scores, k: k) == Array(fullSort(scores).prefix(k)))
        }
    }
}

/// The reference: all indices, sorted by score descending and then by index.
func fullSort(_ scores: some Collection<Float>) -> [Int] {
    scores.enumerated().sorted { ($0.element, $1.offset) > ($1.element, $0.offset) }.map(\.offset)
}
