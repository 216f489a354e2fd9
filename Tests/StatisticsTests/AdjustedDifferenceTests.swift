import Random
import Statistics
import Testing

@Suite struct AdjustedDifferenceTests {
    /// Users whose values have mean zero and look random, raised by a shift.
    private func difference(_ shift: Double) throws -> ReplicatedDifference {
        let values = (0..<100).map { Optional(Double(($0 * 37 + 11) % 100) / 100 - 0.495 + shift) }
        let means = ResampledMeans.of(
            [[values], [[Double?](repeating: 0, count: 100)]], resamples: 1000, generator: Philox4x32(seed: 1))
        try #require(means.count == 2)
        return ReplicatedDifference(means[0], minus: means[1])
    }

    @Test("differences are adjusted for one another, and significant at the false discovery rate")
    func adjusted() throws {
        // A standard error is 0.289 / √100: here are none, two and a half, and ten of them.
        let differences = try [0, 0.0722, -0.289].map(difference)
        let adjusted = AdjustedDifference.all(differences)
        #expect(adjusted.map(\.difference) == differences)
        #expect(adjusted.map(\.pValue) == benjaminiHochberg(differences.map(\.pValue)))
        #expect(adjusted.map(\.isSignificant) == [false, true, true])
        #expect(adjusted.map(\.isGain) == [false, true, false])
        #expect(adjusted.map { (-$0).isGain } == [false, false, true])
    }
}
