import Random
import Statistics
import Testing

@Suite struct AverageTests {
    @Test("the mean is over users that have a value")
    func mean() throws {
        let average = try #require(Average([1, nil, 2, 3, nil, 4]))
        #expect(average.mean == 2.5)
        #expect(average.count == 4)
        // np.std([1, 2, 3, 4]) / np.sqrt(4): squares about the mean sum to 5; 5 / 4 / 4 under the root.
        #expect(abs(average.standardError - 0.5590169943749475) < 1e-15)
    }

    @Test("one value has no spread, none has no mean")
    func tooFew() {
        #expect(Average([nil, 0.5])?.standardError == 0)
        #expect(Average([nil, nil]) == nil)
    }
}

@Suite struct StudentTTests {
    /// `scipy.stats.t.ppf(0.975, ν)` and `2 * scipy.stats.t.cdf(1.5, ν) - 1`.
    @Test(
        "quantiles and probabilities as SciPy has them",
        arguments: [
            (1, 12.706204736174694, 0.6256659163780023),
            (2, 4.302652729749462, 0.7276068751089988),
            (3, 3.1824463052837078, 0.7694161347551771),
            (4, 2.7764451051977934, 0.792),
            (5, 2.5705818356363146, 0.8060963197575268),
            (19, 2.0930240544083087, 0.8499514692577284),
            (30, 2.0422724563012378, 0.8559340708713541),
            (999, 1.9623414611334493, 0.8660696452887151),
        ])
    func quantiles(degrees: Int, quantile: Double, probability: Double) {
        let t = StudentT(degrees: degrees)
        #expect(abs(t.bound(containing: 0.95) / quantile - 1) < 1e-10)
        #expect(abs(t.probability(within: 1.5) - probability) < 1e-12)
        #expect(t.probability(within: -1.5) == t.probability(within: 1.5))
    }

    /// `scipy.stats.t.sf(t, ν)`.
    @Test(
        "tails as SciPy has them",
        arguments: [
            (1, 1.0, 0.25),
            (4, -1.5, 0.896),
            (62, 1.6698041625120112, 0.05),
            (62, -8, 0.9999999999802137),
            (62, 40, 0),
            (7, .infinity, 0),
            (7, -.infinity, 1),
        ])
    func tails(degrees: Int, t: Double, probability: Double) {
        #expect(abs(StudentT(degrees: degrees).probability(above: t) - probability) < 1e-13)
    }

    @Test("the ends of the range")
    func ends() {
        #expect(StudentT(degrees: 4).probability(within: 0) == 0)
        #expect(StudentT(degrees: 4).probability(within: .infinity) == 1)
        #expect(StudentT(degrees: 1).bound(containing: 0) == 0)
    }
}

@Suite struct SpreadTests {
    let spread = Spread([3.0, 1, 2, 5, 4])

    @Test("mean, standard deviation and range, in any order")
    func moments() throws {
        let spread = try #require(spread)
        #expect(spread.mean == 3 && spread.range == 1...5 && spread.count == 5)
        #expect(abs(spread.standardDeviation - 2.5.squareRoot()) < 1e-15)
        #expect(spread == Spread([5.0, 4, 3, 2, 1]))
        #expect(spread.median == 3 && Spread([4.0, 1, 8, 2])?.median == 3)
        #expect(Spread([Double]()) == nil)
    }

    /// t of 4 degrees at 97.5% is 2.7764451051977987; the half-widths are that times √2.5 and √(1/5) or √(6/5).
    @Test("intervals of the mean and of a further run")
    func intervals() throws {
        let spread = try #require(spread)
        let confidence = try #require(spread.confidenceInterval())
        #expect(abs(confidence.upperBound - (3 + 2.7764451051977987 * 0.5.squareRoot())) < 1e-9)
        let prediction = try #require(spread.predictionInterval())
        #expect(abs(prediction.lowerBound - (3 - 2.7764451051977987 * 3.0.squareRoot())) < 1e-9)
        #expect(Spread([1.0])?.predictionInterval() == nil)
        #expect(Spread([1.0])?.standardDeviation == 0)
    }

    /// The sum 0.1 + 0.1 + 0.1 rounds, and its third is not 0.1.
    @Test("runs that all gave the same number do not vary")
    func constantRuns() throws {
        let spread = try #require(Spread([0.1, 0.1, 0.1]))
        #expect(spread.mean == 0.1 && spread.standardDeviation == 0)
        #expect(spread.pValue(of: 0.1) == 1 && spread.pValue(of: 0.2) == 0)
    }

    @Test("what lies at the prediction interval's end has its complement's pValue")
    func pValue() throws {
        let spread = try #require(spread)
        let end = try #require(spread.predictionInterval(0.9)).upperBound
        #expect(abs((spread.pValue(of: end) ?? 0) - 0.1) < 1e-9)
        #expect(spread.pValue(of: 3) == 1)
        #expect(Spread([1.0])?.pValue(of: 1) == nil)
        #expect(Spread([1.0, 1])?.pValue(of: 2) == 0)
    }

    @Test("ranks on either side")
    func ranks() throws {
        let spread = try #require(spread)
        #expect(spread.rankPValue(of: 0) == 2.0 / 6)
        #expect(spread.rankPValue(of: 9) == 2.0 / 6)
        #expect(spread.rankPValue(of: 1.5) == 4.0 / 6)
        #expect(spread.rankPValue(of: 3) == 1)
    }
}

@Suite struct PairedDifferenceTests {
    let generator = Philox4x32(seed: 9)

    @Test("users without a value in both are left out")
    func missingValues() throws {
        let difference = try #require(
            PairedDifference([1, nil, 3, 4], minus: [0.5, 1, 2.5, nil], resamples: 50, generator: generator))
        #expect(difference.count == 2 && difference.mean == 0.5)
        // The same for both, so it is whoever is drawn.
        #expect(difference.interval == 0.5...0.5)
        #expect(difference.isSignificant)
        #expect(PairedDifference([nil], minus: [1], generator: generator) == nil)
    }

    @Test("the same generator draws the same interval, another one nearly")
    func generators() throws {
        let first = (0..<200).map { Double($0 % 7) }
        let second = (0..<200).map { Double($0 % 5) }
        let difference = try #require(PairedDifference(first, minus: second, generator: generator))
        #expect(difference == PairedDifference(first, minus: second, generator: generator))
        let other = try #require(PairedDifference(first, minus: second, generator: Philox4x32(seed: 10)))
        #expect(other.interval != difference.interval)
        #expect(abs(other.interval.lowerBound - difference.interval.lowerBound) < 0.03)
        // Close to the normal interval: 200 differences of standard deviation 2.449 about 0.97.
        #expect(abs(difference.interval.lowerBound - (0.97 - 1.96 * 2.449 / 200.0.squareRoot())) < 0.03)
        #expect(abs(difference.interval.upperBound - (0.97 + 1.96 * 2.449 / 200.0.squareRoot())) < 0.03)
    }

    /// Of 500 samples of 60 skewed differences the 90% interval should hold the true mean 450 times; four standard
    /// errors of that are 27, and skewness costs the percentile interval a little on top.
    @Test("the interval covers the true difference as often as it says")
    func coverage() {
        var random = RandomState(seed: 1)
        let zeros = [Double?](repeating: 0, count: 60)
        let covered = (0..<500).count { sample in
            // The square of a uniform number has the mean 1/3.
            let differences = (0..<60).map { _ in
                let draw = random.nextDouble()
                return Optional(draw * draw)
            }
            return PairedDifference(
                differences, minus: zeros, probability: 0.9, resamples: 400, generator: Philox4x32(seed: UInt64(sample))
            )?
            .interval.contains(1.0 / 3) ?? false
        }
        #expect(415...477 ~= covered)
    }

    @Test("a user's mean takes a value in every run")
    func userMeans() {
        #expect(averagedByUser([[1, nil, 3], [2, 4, 5]]) == [1.5, nil, 4])
        #expect(averagedByUser([]).isEmpty)
    }
}
