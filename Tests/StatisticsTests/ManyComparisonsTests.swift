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
