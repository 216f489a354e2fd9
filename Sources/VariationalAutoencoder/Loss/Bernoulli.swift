import LinearAlgebra

/// Bernoulli cross-entropy on logits, with Keras's clip of the probabilities to [1e-7, 1 − 1e-7].
///
/// The logit is clipped, at ±log((1 − 1e-7) / 1e-7). This is the same in exact arithmetic, and avoids rounding 1 − 1e-7
/// to single precision. Where the clip applies, the gradient is zero, as in TensorFlow.
enum Bernoulli: CrossEntropy {
    /// The largest logit: log((1 − 1e-7) / 1e-7).
    private static let clip: Float = 16.118_095_55

    static var normalizer: ((Logits) -> Normalizer)? { nil }

    /// The gradient is σ(x), less one for a click.
    static func differentiate(_ logits: Logits, at clicks: Clicks, scale: Float, addingTo total: inout Double) {
        for item in clicks.items {
            // What a click adds to the loss of zeros: −x, for x clipped.
            let x = logits.values[Int(item) - clicks.first] + logits.bias[Int(item) - clicks.first]
            total -= Double(min(max(x, -clip), clip))
        }
        total += differentiateZeros(logits, scale: scale)
        for item in clicks.items where logits.values[Int(item) - clicks.first] != 0 {
            // It is exactly zero only where Keras's clip applies, and stays so there.
            logits.values[Int(item) - clicks.first] -= scale
        }
    }

    /// The probability of a click.
    static func score(_ logits: Logits) {
        forEachVector(of: logits.values, logits.count) { x, place, lanes in
            sigmoid(x + partial(logits.bias + place, lanes))
        }
    }

    /// Replaces logits by `scale` times the gradient of the *loss of zeros*, Σ softplus(x), and returns that loss.
    ///
    /// The error is at most 1.2e-7 per item, because log(1 + e⁻ˣ) is summed as the logarithm of a product.
    private static func differentiateZeros(_ logits: Logits, scale: Float) -> Double {
        let (row, bias, count) = (logits.values, logits.bias, logits.count)
        var (linear, logarithmic, product) = (Float8(), Float8(), Float8(repeating: 1))
        let scale = Float8(repeating: scale)
        let whole = count & ~7
        var place = 0
        while place < whole {
            // Each factor is at most 2, so sixteen of them stay far from infinity.
            let end = min(place &+ 128, whole)
            while place < end {
                let step = zero(load(UnsafePointer(row + place)) + load(bias + place))
                store(step.slope * scale, row + place)
                linear += step.linear
                product *= step.factor
                place &+= 8
            }
            logarithmic += log(product)
            product = Float8(repeating: 1)
        }
        if place < count {
            let lanes = count &- place
            var step = zero(partial(row + place, lanes) + partial(bias + place, lanes))
            store(step.slope * scale, row + place, lanes)
            for lane in lanes..<8 { (step.linear[lane], step.factor[lane]) = (0, 1) }
            linear += step.linear
            logarithmic += log(step.factor)
        }
        return Double((linear + logarithmic).sum())
    }

    /// softplus(x) = `linear` + log `factor` and its slope σ(x), for x clipped.
    @_transparent
    private static func zero(_ x: Float8) -> (slope: Float8, linear: Float8, factor: Float8) {
        let magnitude = Float8(bitPattern: x.bitPattern & 0x7FFF_FFFF)
        let e = exp(ofNegative: -lesser(magnitude, Float8(repeating: clip)))
        let factor = 1 + e
        let slope = e.replacing(with: 1, where: x .> 0) / factor
        let linear = lesser(x, Float8(repeating: clip)).replacing(with: 0, where: x .<= 0)
        return (slope.replacing(with: 0, where: magnitude .> clip), linear, factor)
    }

    /// The smaller of two numbers; NaN if `x` is NaN, so that a diverged training shows.
    @_transparent
    private static func lesser(_ x: Float8, _ y: Float8) -> Float8 { x.replacing(with: y, where: x .> y) }
}

extension Float8 {
    fileprivate var bitPattern: SIMD8<UInt32> { unsafeBitCast(self, to: SIMD8<UInt32>.self) }
    fileprivate init(bitPattern: SIMD8<UInt32>) { self = unsafeBitCast(bitPattern, to: Float8.self) }
}
