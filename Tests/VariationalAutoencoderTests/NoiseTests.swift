import Foundation
import LinearAlgebra
import Random
import Testing
import VariationalAutoencoder

/// Distributions of what training draws. The seed is fixed, so each test passes always or never; a generator without
/// fault would fail one of its comparisons with probability 1e-6 (4.9 standard errors, either side) under another seed.
@Suite struct NoiseTests {
    private static let seed: UInt64 = 1
    private static let standardErrors = 4.9
    private static let (epochs, batches, rows, columns) = (64, 32, 32, 64)
    /// How far apart two draws lie that are neighbours in a row, share a block of four words, come from one pair of
    /// random words by Box and Muller's method, or have their place in the next row, batch or epoch.
    private static let distances = [1, 2, 3, 4, 8, 16, 24, columns, rows * columns, batches * rows * columns]

    /// Draws of every row of every batch of every epoch, 2²² in all, one after another.
    private func draws(
        _ fill: (_ epoch: Int, _ batch: Int, _ row: Int, _ values: UnsafeMutableBufferPointer<Float>) -> Void
    ) -> [Float] {
        let count = Self.epochs * Self.batches * Self.rows * Self.columns
        return [Float](unsafeUninitializedCapacity: count) { values, filled in
            values.initialize(repeating: 0)
            var place = 0
            for epoch in 0..<Self.epochs {
                for batch in 0..<Self.batches {
                    for row in 0..<Self.rows {
                        fill(epoch, batch, row, UnsafeMutableBufferPointer(rebasing: values[place..<place + Self.columns]))
                        place += Self.columns
                    }
                }
            }
            filled = count
        }
    }

    private func normalDraws(_ stream: VariationalAutoencoder.Stream, seed: UInt64 = seed) -> [Float] {
        let generator = Philox4x32(seed: seed)
        return draws { drawNormals(generator, stream: stream, epoch: $0, batch: $1, row: $2, into: $3) }
    }

    private func dropoutDraws(rate: Float) -> [Float] {
        let generator = Philox4x32(seed: Self.seed)
        return draws { drawDropout(generator, rate: rate, epoch: $0, batch: $1, row: $2, into: $3) }
    }

    /// Expects that `x` and `y`, each of mean 0 and variance 1 where it is what it should be, are not correlated.
    private func expectNoCorrelation(
        _ x: some Collection<Float>, _ y: some Collection<Float>, _ comment: Comment, at location: SourceLocation = #_sourceLocation
    ) {
        var (sum, count) = (0.0, 0.0)
        for (x, y) in zip(x, y) {
            sum += Double(x) * Double(y)
            count += 1
        }
        #expect(abs(sum) < Self.standardErrors * count.squareRoot(), comment, sourceLocation: location)
    }

    // MARK: ε

    /// The first four moments of 2²² draws; their standard errors are those of a normal distribution's powers.
    @Test func theMomentsOfEpsilonAreStandardNormal() {
        let draws = normalDraws(.training)
        let count = Double(draws.count)
        for (power, expected, variance) in [(1, 0.0, 1.0), (2, 1.0, 2.0), (3, 0.0, 15.0), (4, 3.0, 96.0)] {
            var sum = 0.0
            for x in draws {
                var product = 1.0
                for _ in 0..<power { product *= Double(x) }
                sum += product
            }
            let moment = sum / count
            #expect(abs(moment - expected) < Self.standardErrors * (variance / count).squareRoot(), "moment \(power)")
        }
    }

    /// Kolmogorov and Smirnov's test: D √n exceeds 2.69 with probability 2 exp(−2 · 2.69²) = 1e-6.
    @Test func theDistributionOfEpsilonIsStandardNormal() {
        let draws = normalDraws(.training).sorted()
        let count = Double(draws.count)
        var largest = 0.0
        for (index, x) in draws.enumerated() {
            let share = erfc(-Double(x) / 2.0.squareRoot()) / 2
            largest = max(largest, share - Double(index) / count, Double(index + 1) / count - share)
        }
        #expect(largest * count.squareRoot() < 2.69)
    }

    /// Beyond ±4 lie 265.7 of 2²² draws on average; beyond ±5 2.40, and more than 13 with probability 3e-7.
    @Test func theTailsOfEpsilonAreStandardNormal() {
        let draws = normalDraws(.training)
        let beyondFour = Double(draws.count { abs($0) > 4 })
        #expect(abs(beyondFour - 265.7) < Self.standardErrors * 265.7.squareRoot())
        #expect(draws.count { abs($0) > 5 } <= 13)
        #expect(draws.count { $0 > 3 } > 0 && draws.count { $0 < -3 } > 0)
    }

    /// Neither the draws nor their squares are correlated; squares would show two draws that share a radius.
    @Test func noEpsilonDependsOnAnother() {
        let draws = normalDraws(.training)
        func squares(_ draws: [Float]) -> [Float] { draws.map { ($0 * $0 - 1) / Float(2).squareRoot() } }
        let squared = squares(draws)
        for distance in Self.distances {
            expectNoCorrelation(draws, draws.dropFirst(distance), "distance \(distance)")
            expectNoCorrelation(squared, squared.dropFirst(distance), "squares, distance \(distance)")
        }
        for (name, others) in [
            ("validation", normalDraws(.validation)), ("prediction", normalDraws(.prediction)),
            ("seed", normalDraws(.training, seed: Self.seed + 1)),
        ] {
            expectNoCorrelation(draws, others, "\(name)")
            expectNoCorrelation(squared, squares(others), "squares, \(name)")
        }
    }

    /// Box and Muller's formula in double precision; single precision rounds the angle to 2⁻²⁴ of a turn and the largest
    /// radius, 6.8, to 2.4e-7.
    @Test func boxAndMullersFormulaIsFollowed() {
        let generator = Philox4x32(seed: Self.seed)
        let extremes: [UInt32] = [0, 1, 0x1FFF_FFFF, 0x2000_0000, 0x3FFF_FFFF, 0x4000_0000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FF80, .max]
        var pairs = extremes.flatMap { radius in extremes.map { (radius, $0) } }
        for index in 0..<UInt32(10_000) {
            let words = generator(SIMD4(index, 0, 0, 0))
            pairs += [(words.x, words.y), (words.z, words.w)]
        }
        var largest = 0.0
        for (radius, angle) in pairs {
            let (x, y) = normals(SIMD8(repeating: radius), SIMD8(repeating: angle))
            // 2⁻³² of the word in single precision, which rounds to 24 bits.
            let length = (-2 * Foundation.log(Double(Float(radius) * 0x1p-32 + 0x1p-33))).squareRoot()
            // The top two bits choose the quarter turn, centred on a multiple of it.
            let turn = 2 * Double.pi * (Double(angle >> 30) / 4 + (Double(angle & 0x3FFF_FFFF) - 0x1p29) * 0x1p-32)
            largest = max(largest, abs(Double(x[0]) - length * cos(turn)), abs(Double(y[0]) - length * sin(turn)))
        }
        #expect(largest < 1e-6)
    }

    @Test func aShorterRowHoldsTheSameDraws() {
        func row(_ count: Int, row: Int = 0) -> [Float] {
            let buffer = Buffer<Float>(count: count)
            drawNormals(
                Philox4x32(seed: 1), stream: .training, epoch: 0, batch: 0, row: row,
                into: UnsafeMutableBufferPointer(start: buffer.start, count: count))
            return buffer.values
        }
        #expect(Array(row(40)[..<7]) == row(7))
        #expect(row(40, row: 1) != row(40, row: 0))
    }

    // MARK: Dropout

    /// Of 2²² clicks a share `1 − rate` is kept, each scaled by `1 / (1 − rate)`; and the numbers kept in each of the
    /// 65,536 rows scatter as independent clicks' would (χ² in its normal approximation).
    @Test(arguments: [0, 0.2, 0.5, 0.9] as [Float])
    func dropoutKeepsTheRightShare(rate: Float) {
        let draws = dropoutDraws(rate: rate)
        #expect(draws.allSatisfy { $0 == 0 || $0 == 1 / (1 - rate) })
        let kept = Double(draws.count { $0 != 0 })
        let count = Double(draws.count)
        let share = Double(1 - rate)
        let variance = share * (1 - share)
        #expect(abs(kept - share * count) <= Self.standardErrors * (variance * count).squareRoot())
        if rate == 0 { return }
        let expected = share * Double(Self.columns)
        var scatter = 0.0
        for start in stride(from: 0, to: draws.count, by: Self.columns) {
            let kept = Double(draws[start..<start + Self.columns].count { $0 != 0 })
            scatter += (kept - expected) * (kept - expected) / (variance * Double(Self.columns))
        }
        let rows = count / Double(Self.columns)
        #expect(abs(scatter - rows) < Self.standardErrors * (2 * rows).squareRoot())
    }

    @Test func noClickIsDroppedBecauseAnotherIs() {
        for rate in [0.2, 0.5] as [Float] {
            let deviation = (rate * (1 - rate)).squareRoot()
            let draws = dropoutDraws(rate: rate).map { (($0 == 0 ? 0 : 1) - (1 - rate)) / deviation }
            for distance in Self.distances {
                expectNoCorrelation(draws, draws.dropFirst(distance), "rate \(rate), distance \(distance)")
            }
            let normals = normalDraws(.training)
            expectNoCorrelation(draws, normals, "rate \(rate), ε")
            expectNoCorrelation(draws, normals.map { ($0 * $0 - 1) / Float(2).squareRoot() }, "rate \(rate), ε²")
        }
    }
}
