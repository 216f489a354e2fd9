import Foundation
import Random
import Statistics
import Testing

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

@Suite("a bootstrap over users and seeds") struct ReplicatedDifferenceTests {
    private let generator = Philox4x32(seed: 1)

    /// Normal numbers by Box and Muller, of a stream each.
    private func normal(_ stream: UInt32, _ index: Int) -> Double {
        let words = Philox4x32(seed: 7)(SIMD4(UInt32(index), stream, 0, 0))
        let (u, v) = ((Double(words.x) + 1) * 0x1p-32, Double(words.y) * 0x1p-32)
        return (-2 * log(u)).squareRoot() * cos(2 * .pi * v)
    }

    /// How two models differ whose users are resampled together; nil where none can be.
    private func compared(
        _ first: [[Double?]], minus second: [[Double?]], resamples: Int = 10_000
    ) -> ReplicatedDifference? {
        let means = ResampledMeans.of([first, second], resamples: resamples, generator: generator)
        return means.count == 2 ? ReplicatedDifference(means[0], minus: means[1]) : nil
    }

    @Test("with one run each, it is the bootstrap over users")
    func users() throws {
        let first = (0..<300).map { Optional(0.1 * normal(1, $0) + 0.02) }
        let second = (0..<300).map { Optional(0.1 * normal(2, $0)) }
        let both = try #require(compared([first], minus: [second]))
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
        let difference = try #require(compared(runs, minus: other))
        let mean = shifts.reduce(0, +) / 5
        #expect(abs(difference.mean - mean) < 1e-15)
        // The bootstrap's variance of a mean of five is that of the five, divided by five.
        let squares: [Double] = shifts.map { ($0 - mean) * ($0 - mean) }
        let variance = squares.reduce(0, +) / 25
        let width = difference.interval.upperBound - difference.interval.lowerBound
        #expect(abs(width / (2 * 1.96 * variance.squareRoot()) - 1) < 0.1)
    }

    @Test("a model's own interval is that of its difference from nothing")
    func own() throws {
        let runs = (0..<9).map { run in (0..<40).map { Optional(normal(UInt32(10 + run), $0)) } }
        let means = ResampledMeans.of(
            runs.map { [$0] } + [runs, [[Double?](repeating: 0, count: 40)]], generator: generator)
        let nothing = try #require(means.last)
        for own in means.dropLast() {
            #expect(own.interval() == ReplicatedDifference(own, minus: nothing).interval)
        }
        // However many are resampled together.
        let alone = try #require(ResampledMeans.of([runs], generator: generator).first)
        #expect(alone.interval() == means[9].interval() && alone.interval(0.5) != alone.interval())
    }

    @Test("users without a value in some run are left out; without any there is nothing to compare")
    func missing() throws {
        #expect(compared([[1, nil, 3], [1, 5, 3]], minus: [[0, 0, 0]])?.mean == 2)
        #expect(compared([[nil]], minus: [[1]]) == nil)
        #expect(compared([], minus: [[1]]) == nil)
    }

    @Test("no difference gives small p-values no oftener than they say")
    func pValues() {
        let pValues = (0..<100).compactMap { trial in
            compared(
                [(0..<80).map { normal(UInt32(100 + trial), $0) }], minus: [[Double?](repeating: 0, count: 80)],
                resamples: 400)?.pValue
        }
        // 20 of 100 below 0.2, give or take four standard deviations.
        #expect(abs(pValues.count { $0 <= 0.2 } - 20) <= 16)
    }
}
