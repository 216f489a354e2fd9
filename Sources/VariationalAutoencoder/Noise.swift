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

/// Fills `weights` with what dropout makes of a row's clicks: `1 / (1 − rate)` with probability `1 − rate`, else zero.
package func drawDropout(
    _ generator: Philox4x32, rate: Float, epoch: Int, batch: Int, row: Int, into weights: UnsafeMutableBufferPointer<Float>
) {
    let scale = 1 / (1 - rate)
    let dropped = UInt32(min(Double(rate) * 0x1p32, 0x1p32 - 1))
    for start in stride(from: 0, to: weights.count, by: 4) {
        let words = generator(Stream.dropout.counter(
            UInt32(start / 4), row: UInt32(row), batch: UInt32(batch), epoch: UInt32(epoch)))
        for index in start..<min(start + 4, weights.count) {
            weights[index] = words[index - start] < dropped ? 0 : scale
        }
    }
}

/// Fills `values` with independent standard normal draws, sixteen at a time by Box and Muller's method.
package func drawNormals(
    _ generator: Philox4x32, stream: Stream, epoch: Int, batch: Int, row: Int,
    into values: UnsafeMutableBufferPointer<Float>
) {
    for start in stride(from: 0, to: values.count, by: 16) {
        var radii = SIMD8<UInt32>()
        var angles = SIMD8<UInt32>()
        for block in 0..<4 {
            let words = generator(stream.counter(
                UInt32(start / 4 + block), row: UInt32(row), batch: UInt32(batch), epoch: UInt32(epoch)))
            radii[2 * block] = words.x
            radii[2 * block + 1] = words.z
            angles[2 * block] = words.y
            angles[2 * block + 1] = words.w
        }
        let (first, second) = normals(radii, angles)
        for index in start..<min(start + 16, values.count) {
            values[index] = index - start < 8 ? first[index - start] : second[index - start - 8]
        }
    }
}

/// Sixteen standard normal numbers, at most 6.77 in size, from sixteen random words. Source: Box and Muller 1958.
package func normals(_ radii: SIMD8<UInt32>, _ angles: SIMD8<UInt32>) -> (Float8, Float8) {
    // (r + ½) / 2³² lies in (0, 1]: the logarithm is finite.
    let uniform = Float8(radii) * 0x1p-32 + 0x1p-33
    let radius = squareRoot(log(uniform) * -2)
    // The top two bits choose the quarter turn, the other thirty the place within it.
    let quadrant = angles &>> 30
    let turns = Float8(SIMD8<Int32>(truncatingIfNeeded: angles & 0x3FFF_FFFF) &- 0x2000_0000) * 0x1p-32
    let (sine, cosine) = sineAndCosine(eighthTurns: turns)
    let swapped = (quadrant & 1) .== 1
    var x = cosine.replacing(with: -sine, where: swapped)
    var y = sine.replacing(with: cosine, where: swapped)
    let opposite = (quadrant & 2) .== 2
    x.replace(with: -x, where: opposite)
    y.replace(with: -y, where: opposite)
    return (radius * x, radius * y)
}
