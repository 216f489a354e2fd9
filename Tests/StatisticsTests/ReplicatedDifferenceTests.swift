import Foundation
import Random
import Statistics
import TestSupport
import Testing

/// What `Fixtures/many_comparisons.py` computed with SciPy and by counting.
private struct ManyComparisons: Decodable {
    struct Adjusted: Decodable { let pValues, adjusted: [Double] }
    struct Best: Decodable {
        let scores: [Double]
        /// The mean of the highest over all subsets of so many.
        let expected: [Double]
    }
    let adjusted: [Adjusted]
    let best: [Best]
}

@Suite("many comparisons") struct ManyComparisonsTests {
    @Test("p-values adjusted as SciPy does")
    func benjaminiHochberg() throws {
        for example in try fixture("many_comparisons", as: ManyComparisons.self).adjusted {
            let adjusted = Statistics.benjaminiHochberg(example.pValues)
            #expect(zip(adjusted, example.adjusted).allSatisfy { abs($0 - $1) < 1e-15 })
        }
    }

    @Test("the expected best of n tries is the mean of the best over all sets of n")
    func best() throws {
        for example in try fixture("many_comparisons", as: ManyComparisons.self).best {
            for (place, expected) in example.expected.enumerated() {
                let value = try #require(expectedBest(of: example.scores, tries: place + 1))
                #expect(abs(value - expected) < 1e-14)
            }
            #expect(expectedBest(of: example.scores, tries: example.scores.count + 1) == nil)
        }
        #expect(expectedBest(of: [], tries: 1) == nil && expectedBest(of: [0.5], tries: 0) == nil)
    }
}

@Suite("a bootstrap over users and seeds") struct ReplicatedDifferenceTests {
    private let generator = Philox4x32(seed: 1)

    /// Normal numbers by Box and Muller, of a stream each.
    private func normal(_ stream: UInt32, _ index: Int) -> Double {
        let words = Philox4x32(seed: 7)(SIMD4(UInt32(index), stream, 0, 0))
        let (u, v) = ((Double(words.x) + 1) * 0x1p-32, Double(words.y) * 0x1p-32)
        return (-2 * log(u)).squareRoot() * cos(2 * .pi * v)
    }

    @Test("with one run each, it is the bootstrap over users")
    func users() throws {
        let first = (0..<300).map { Optional(0.1 * normal(1, $0) + 0.02) }
        let second = (0..<300).map { Optional(0.1 * normal(2, $0)) }
        let both = try #require(ReplicatedDifference([first], minus: [second], generator: generator))
        let plain = try #require(PairedDifference(first, minus: second, generator: generator))
        // The same users are drawn, so that only the order of addition differs.
        #expect(abs(both.mean - plain.mean) < 1e-15)
        #expect(abs(both.interval.lowerBound - plain.interval.lowerBound) < 1e-12)
        #expect(abs(both.interval.upperBound - plain.interval.upperBound) < 1e-12)
        #expect(both.pValue > 0 && both.pValue < 1)
    }

    @Test("what seeds add to the spread widens the interval, as the standard error says it should")
    func seeds() throws {
        // No noise of users: five runs whose means differ by 0.01, against one constant.
        let shifts: [Double] = (0..<5).map { 0.01 * normal(3, $0) }
        let runs = shifts.map { shift in [Double?](repeating: shift, count: 100) }
        let other = [[Double?](repeating: 0, count: 100)]
        let difference = try #require(ReplicatedDifference(runs, minus: other, generator: generator))
        let mean = shifts.reduce(0, +) / 5
        #expect(abs(difference.mean - mean) < 1e-15)
        // The bootstrap's variance of a mean of five is that of the five, divided by five.
        let squares: [Double] = shifts.map { ($0 - mean) * ($0 - mean) }
        let variance = squares.reduce(0, +) / 25
        let width = difference.interval.upperBound - difference.interval.lowerBound
        #expect(abs(width / (2 * 1.96 * variance.squareRoot()) - 1) < 0.1)
    }

    @Test("users without a value in some run are left out; without any there is nothing to compare")
    func missing() throws {
        let difference = ReplicatedDifference([[1, nil, 3], [1, 5, 3]], minus: [[0, 0, 0]], generator: generator)
        #expect(difference?.mean == 2)
        #expect(ReplicatedDifference([[nil]], minus: [[1]], generator: generator) == nil)
        #expect(ReplicatedDifference([], minus: [[1]], generator: generator) == nil)
    }

    @Test("no difference gives small p-values no oftener than they say")
    func pValues() {
        let pValues = (0..<100).compactMap { trial in
            ReplicatedDifference(
                [(0..<80).map { normal(UInt32(100 + trial), $0) }], minus: [[Double?](repeating: 0, count: 80)],
                resamples: 400, generator: generator)?.pValue
        }
        // 20 of 100 below 0.2, give or take four standard deviations.
        #expect(abs(pValues.count { $0 <= 0.2 } - 20) <= 16)
    }
}
