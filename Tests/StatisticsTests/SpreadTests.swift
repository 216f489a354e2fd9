import Statistics
import Testing

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

    /// t of 4 degrees at 97.5% is 2.7764451051977987; the half-widths are that times √2.5 and √(1/5) or √(6/5), and how far
    /// apart two runs lie that times √2.5 and √2.
    @Test("intervals of the mean, of a further run, and of the distance of two")
    func intervals() throws {
        let spread = try #require(spread)
        let confidence = try #require(spread.confidenceInterval())
        #expect(abs(confidence.upperBound - (3 + 2.7764451051977987 * 0.5.squareRoot())) < 1e-9)
        let prediction = try #require(spread.predictionInterval())
        #expect(abs(prediction.lowerBound - (3 - 2.7764451051977987 * 3.0.squareRoot())) < 1e-9)
        #expect(abs((spread.distanceOfTwo() ?? 0) - 2.7764451051977987 * 5.0.squareRoot()) < 1e-9)
        #expect(Spread([1.0])?.predictionInterval() == nil && Spread([1.0])?.distanceOfTwo() == nil)
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
