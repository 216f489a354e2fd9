import LinearAlgebra
import Random
import Testing
import VariationalAutoencoder

@Suite struct NoiseTests {
    private func normals(_ count: Int, row: Int = 0) -> [Float] {
        let buffer = Buffer<Float>(count: count)
        drawNormals(
            Philox4x32(seed: 1), stream: .training, epoch: 0, batch: 0, row: row,
            into: UnsafeMutableBufferPointer(start: buffer.start, count: count))
        return buffer.values
    }

    /// 2²⁰ draws: each moment within five standard errors of the normal distribution's, and Kolmogorov's distance
    /// below 1.95/√n (passed by chance 99.9% of the time; the stream is fixed).
    @Test func epsilonIsStandardNormal() {
        let draws = normals(1 << 20).map(Double.init)
        let count = Double(draws.count)
        func moment(_ power: Int) -> Double {
            draws.reduce(0) { sum, x in sum + (0..<power).reduce(1) { product, _ in product * x } } / count
        }
        #expect(abs(moment(1)) < 5 * (1 / count).squareRoot())
        #expect(abs(moment(2) - 1) < 5 * (2 / count).squareRoot())
        #expect(abs(moment(3)) < 5 * (15 / count).squareRoot())
        #expect(abs(moment(4) - 3) < 5 * (96 / count).squareRoot())
        // Quantiles of the standard normal distribution at −3, −2, −1, 0, 1, 2, 3.
        for (bound, share) in [
            (-3.0, 0.001349898), (-2, 0.022750132), (-1, 0.158655254), (0, 0.5), (1, 0.841344746), (2, 0.977249868),
            (3, 0.998650102),
        ] {
            let below = Double(draws.count { $0 < bound }) / count
            #expect(abs(below - share) < 1.95 / count.squareRoot())
        }
        let neighbours = zip(draws, draws.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / count
        #expect(abs(neighbours) < 5 / count.squareRoot())
    }

    @Test func aShorterRowHoldsTheSameDraws() {
        #expect(Array(normals(40)[..<7]) == normals(7))
        #expect(normals(40, row: 1) != normals(40, row: 0))
    }

    /// Of 2²⁰ clicks a share `1 − rate` is kept within five standard errors, each scaled by `1 / (1 − rate)`.
    @Test(arguments: [0, 0.25, 0.5, 0.9] as [Float])
    func dropoutKeepsTheRightShare(rate: Float) {
        let buffer = Buffer<Float>(count: 1 << 20)
        drawDropout(
            Philox4x32(seed: 1), rate: rate, epoch: 3, batch: 2, row: 1,
            into: UnsafeMutableBufferPointer(start: buffer.start, count: buffer.count))
        let kept = buffer.values.filter { $0 != 0 }
        let share = Double(kept.count) / Double(buffer.count)
        let error = (Double(rate * (1 - rate)) / Double(buffer.count)).squareRoot()
        #expect(abs(share - Double(1 - rate)) <= 5 * error)
        #expect(kept.allSatisfy { $0 == 1 / (1 - rate) })
    }
}
