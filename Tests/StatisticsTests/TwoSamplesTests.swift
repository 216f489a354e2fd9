import Statistics
import TestSupport
import Testing

/// What `Fixtures/two_samples.py` computed with SciPy.
private struct TwoSamples: Decodable {
    struct Samples: Decodable {
        struct Equivalence: Decodable {
            let difference, standardError: Double
            let interval: [Double]
            let pValue: Double
        }
        struct BrownForsythe: Decodable { let firstDeviation, secondDeviation, pValue: Double }
        let name: String
        let first, second: [Double]
        let margin: Double
        let equivalence: Equivalence
        let brownForsythe: BrownForsythe
    }
    struct Pairs: Decodable {
        let name: String
        let first, second: [Double]
        let mean, meanAbsolute, largest: Double
        let correlation: Double?
    }
    let samples: [Samples]
    let pairs: [Pairs]
}

/// Of a quantity of a few dozen rounded terms, by its size: an epsilon is 2.2e-16.
private let ofSize = 1e-13
/// Of a quantile, which is where a probability known to 1e-13 is reached.
private let ofQuantile = 1e-11
/// Of a p-value, which is as good as `StudentT`'s probabilities.
private let ofPValue = 1e-12

/// The spread of numbers that are there.
private func spread(_ values: [Double]) throws -> Spread { try #require(Spread(values)) }

@Suite struct EquivalenceTestTests {
    @Test("two one-sided tests as SciPy has them")
    func sciPy() throws {
        for samples in try fixture("two_samples", as: TwoSamples.self).samples {
            let expected = samples.equivalence
            let test = try #require(
                EquivalenceTest(spread(samples.first), minus: spread(samples.second), margin: samples.margin))
            #expect(test.degrees == samples.first.count + samples.second.count - 2 && test.margin == samples.margin)
            // The numbers that the means are of decide how the difference rounds.
            let size = samples.first.map(abs).max() ?? 0
            #expect(abs(test.difference - expected.difference) < ofSize * size, "\(samples.name)")
            // SciPy's is the difference divided by t, so the difference's rounding is in it.
            let relative = ofSize * size / abs(expected.difference) + ofSize
            #expect(abs(test.standardError / expected.standardError - 1) < relative, "\(samples.name)")
            let width = expected.interval[1] - expected.interval[0]
            #expect(abs(test.interval.lowerBound - expected.interval[0]) < ofQuantile * width, "\(samples.name)")
            #expect(abs(test.interval.upperBound - expected.interval[1]) < ofQuantile * width, "\(samples.name)")
            #expect(abs(test.pValue - expected.pValue) < ofPValue, "\(samples.name)")
        }
    }

    @Test("the interval ends at the margin that 5% of p belong to")
    func intervalEnds() throws {
        let (first, second) = (try spread([1, 2, 4]), try spread([3, 3.5, 1, 2]))
        let interval = try #require(EquivalenceTest(first, minus: second, margin: 1)).interval
        let margin = max(-interval.lowerBound, interval.upperBound)
        let test = try #require(EquivalenceTest(first, minus: second, margin: margin))
        #expect(abs(test.pValue - 0.05) < ofPValue)
    }

    @Test("exchanged samples turn the difference's sign and nothing else")
    func exchanged() throws {
        let (first, second) = (try spread([1, 2, 4]), try spread([3, 3.5, 1, 2]))
        let test = try #require(EquivalenceTest(first, minus: second, margin: 2))
        let exchanged = try #require(EquivalenceTest(second, minus: first, margin: 2))
        #expect(exchanged.difference == -test.difference && exchanged.interval.upperBound == -test.interval.lowerBound)
        #expect(exchanged.standardError == test.standardError && exchanged.pValue == test.pValue)
    }

    @Test("without variance the difference alone decides")
    func noVariance() throws {
        let (first, second) = (try spread([0.5, 0.5]), try spread([0.25, 0.25]))
        #expect(EquivalenceTest(first, minus: second, margin: 0.5)?.pValue == 0)
        #expect(EquivalenceTest(first, minus: second, margin: 0.25)?.pValue == 0.5)
        #expect(EquivalenceTest(first, minus: second, margin: 0.125)?.pValue == 1)
        #expect(EquivalenceTest(first, minus: first, margin: 0.5)?.interval == 0...0)
    }

    @Test("one run, or a number that is not finite, has no answer", arguments: [[1], [1, .nan, 2], [1, .infinity]])
    func noAnswer(values: [Double]) throws {
        #expect(try EquivalenceTest(spread(values), minus: spread([1, 2, 3]), margin: 1) == nil)
        #expect(try EquivalenceTest(spread([1, 2, 3]), minus: spread(values), margin: 1) == nil)
    }
}

@Suite struct BrownForsytheTestTests {
    @Test("Levene's test about the medians as SciPy has it")
    func sciPy() throws {
        for samples in try fixture("two_samples", as: TwoSamples.self).samples {
            let expected = samples.brownForsythe
            let test = try #require(BrownForsytheTest(spread(samples.first), over: spread(samples.second)))
            for (deviation, expected) in [
                (test.firstDeviation, expected.firstDeviation), (test.secondDeviation, expected.secondDeviation),
            ] {
                #expect(abs(deviation - expected) <= ofSize * expected, "\(samples.name)")
            }
            #expect(test.ratio == test.firstDeviation / test.secondDeviation)
            #expect(test.degrees == samples.first.count + samples.second.count - 2)
            #expect(abs(test.pValue - expected.pValue) < ofPValue, "\(samples.name)")
        }
    }

    @Test("a sample shifted varies as much, one exchanged has the inverse ratio")
    func shiftedAndExchanged() throws {
        let (first, second) = (try spread([1, 2, 4, 8]), try spread([11, 12, 14, 18]))
        let test = try #require(BrownForsytheTest(first, over: second))
        #expect(test.ratio == 1 && test.pValue == 1)
        let wide = try spread([0, 10, 20, 40])
        let forth = try #require(BrownForsytheTest(first, over: wide))
        let back = try #require(BrownForsytheTest(wide, over: first))
        #expect(abs(forth.ratio * back.ratio - 1) < ofSize && forth.pValue == back.pValue)
    }

    @Test("samples without variance")
    func noVariance() throws {
        let (varying, constant) = (try spread([1, 2, 4]), try spread([0.1, 0.1, 0.1]))
        #expect(BrownForsytheTest(constant, over: varying)?.ratio == 0)
        #expect(BrownForsytheTest(varying, over: constant)?.ratio == .infinity)
        #expect(BrownForsytheTest(constant, over: constant) == nil)
        // All of the first sample equally far from its median, all of the second at it.
        #expect(try BrownForsytheTest(spread([0, 0, 2, 2]), over: constant)?.pValue == 0)
    }

    @Test(
        "two runs, or a number that is not finite, have no answer",
        arguments: [[1], [1, 2], [1, .nan, 2], [1, 2, .infinity]])
    func noAnswer(values: [Double]) throws {
        #expect(try BrownForsytheTest(spread(values), over: spread([1, 2, 3])) == nil)
        #expect(try BrownForsytheTest(spread([1, 2, 3]), over: spread(values)) == nil)
    }
}

@Suite struct PairedAgreementTests {
    @Test("differences and correlation as NumPy and SciPy have them")
    func sciPy() throws {
        for pairs in try fixture("two_samples", as: TwoSamples.self).pairs {
            let agreement = try #require(PairedAgreement(pairs.first, minus: pairs.second))
            #expect(agreement.count == pairs.first.count)
            #expect(abs(agreement.meanDifference - pairs.mean) < ofSize, "\(pairs.name)")
            #expect(abs(agreement.meanAbsoluteDifference - pairs.meanAbsolute) < ofSize, "\(pairs.name)")
            #expect(agreement.largestDifference == pairs.largest, "\(pairs.name)")
            #expect((agreement.correlation == nil) == (pairs.correlation == nil), "\(pairs.name)")
            if let correlation = agreement.correlation, let expected = pairs.correlation {
                #expect(abs(correlation - expected) < ofSize && abs(correlation) <= 1, "\(pairs.name)")
            }
        }
    }

    @Test("the same numbers agree, none have nothing to compare")
    func sameNumbers() throws {
        let agreement = try #require(PairedAgreement([0.1, 0.7, 0.3], minus: [0.1, 0.7, 0.3]))
        #expect(agreement.meanDifference == 0 && agreement.largestDifference == 0)
        #expect(abs((agreement.correlation ?? 0) - 1) < ofSize)
        #expect(PairedAgreement([], minus: []) == nil)
    }

    @Test("a number that is not finite has no answer", arguments: [Double.nan, .infinity])
    func noAnswer(value: Double) {
        #expect(PairedAgreement([value, 1], minus: [1, 2]) == nil)
        #expect(PairedAgreement([value, 1], minus: [value, 2]) == nil)
        #expect(PairedAgreement([1, 2], minus: [1, value]) == nil)
    }
}
