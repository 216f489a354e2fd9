import LinearAlgebra
import Random

/// What a random draw is for; each use has counters of its own.
package enum Stream: UInt32 {
    case initialisation, shuffle, dropout, training, validation, prediction

    /// The counter of the `index`th block of four words of a row of a batch of an epoch.
    func counter(_ index: UInt32, row: UInt32, batch: UInt32, epoch: UInt32) -> SIMD4<UInt32> {
        SIMD4(index, row, batch, epoch << 3 | rawValue)
    }
}

/// Where the dropout mask and ε of a batch come from: the counter-based generator, or fixed values in a test.
package enum Noise: Sendable {
    /// Drawn from counters that name seed, epoch, batch and row, so that no draw depends on another.
    case drawn(generator: Philox4x32, epoch: Int, batch: Int)
    /// Given: for each click of the batch whether dropout keeps it, and ε (B, K).
    case fixed(keeps: [Bool], epsilon: [Float])
}

extension Philox4x32 {
    /// The words of blocks `8 · group` to `8 · group + 7` of a row, component by component, each with a lane a block.
    @inline(__always)
    fileprivate func words(
        _ stream: Stream, group: Int, row: Int, batch: Int, epoch: Int
    ) -> (SIMD8<UInt32>, SIMD8<UInt32>, SIMD8<UInt32>, SIMD8<UInt32>) {
        let counter = stream.counter(UInt32(8 * group), row: UInt32(row), batch: UInt32(batch), epoch: UInt32(epoch))
        return self(
            SIMD8(0, 1, 2, 3, 4, 5, 6, 7) &+ counter.x, SIMD8(repeating: counter.y), SIMD8(repeating: counter.z),
            SIMD8(repeating: counter.w))
    }
}

/// Fills `weights` with what dropout makes of a row's clicks: `1 / (1 − rate)` with probability `1 − rate`, else zero.
package func drawDropout(
    _ generator: Philox4x32, rate: Float, epoch: Int, batch: Int, row: Int, into weights: UnsafeMutableBufferPointer<Float>
) {
    let scale = Float8(repeating: 1 / (1 - rate))
    let dropped = SIMD8(repeating: UInt32(min(Double(rate) * 0x1p32, 0x1p32 - 1)))
    guard let start = weights.baseAddress else { return }
    for first in stride(from: 0, to: weights.count, by: 32) {
        let words = generator.words(.dropout, group: first / 32, row: row, batch: batch, epoch: epoch)
        for (index, word) in [words.0, words.1, words.2, words.3].enumerated() {
            let place = first + 8 * index
            if place >= weights.count { break }
            store(scale.replacing(with: 0, where: word .< dropped), start + place, min(8, weights.count - place))
        }
    }
}

/// Fills `values` with independent standard normal draws by Box and Muller's method.
package func drawNormals(
    _ generator: Philox4x32, stream: Stream, epoch: Int, batch: Int, row: Int,
    into values: UnsafeMutableBufferPointer<Float>
) {
    guard let start = values.baseAddress else { return }
    for first in stride(from: 0, to: values.count, by: 32) {
        let words = generator.words(stream, group: first / 32, row: row, batch: batch, epoch: epoch)
        let (early, late) = (normals(words.0, words.1), normals(words.2, words.3))
        for (index, draws) in [early.0, early.1, late.0, late.1].enumerated() {
            let place = first + 8 * index
            if place >= values.count { break }
            store(draws, start + place, min(8, values.count - place))
        }
    }
}

/// Sixteen standard normal numbers, at most 6.77 in size, from sixteen random words. Source: Box and Muller 1958.
package func normals(_ radii: SIMD8<UInt32>, _ angles: SIMD8<UInt32>) -> (Float8, Float8) {
    // (r + ½) / 2³² lies in (0, 1]: the logarithm is finite.
    let uniform = float(radii) * 0x1p-32 + 0x1p-33
    let radius = squareRoot(log(uniform) * -2)
    // The top two bits choose the quarter turn, the other thirty the place within it.
    let quadrant = angles &>> 30
    let turns = float(SIMD8<Int32>(truncatingIfNeeded: angles & 0x3FFF_FFFF) &- 0x2000_0000) * 0x1p-32
    let (sine, cosine) = sineAndCosine(eighthTurns: turns)
    let swapped = (quadrant & 1) .== 1
    var x = cosine.replacing(with: -sine, where: swapped)
    var y = sine.replacing(with: cosine, where: swapped)
    let opposite = (quadrant & 2) .== 2
    x.replace(with: -x, where: opposite)
    y.replace(with: -y, where: opposite)
    return (radius * x, radius * y)
}
