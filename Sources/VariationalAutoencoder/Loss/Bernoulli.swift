import LinearAlgebra

/// Bernoulli cross-entropy on logits, with Keras's clip of the probabilities to [1e-7, 1 − 1e-7].
///
/// The logit is clipped, at ±log((1 − 1e-7) / 1e-7). This is the same in exact arithmetic, and avoids rounding 1 − 1e-7
/// to single precision. Where the clip applies, the gradient is zero, as in TensorFlow.
enum Bernoulli {
    /// The largest logit: log((1 − 1e-7) / 1e-7).
    static let clip: Float = 16.118_095_55

    /// What one click adds to the *loss of zeros*: −x, for x clipped.
    static func lossOfOne(_ x: Float) -> Double { -Double(min(max(x, -clip), clip)) }

    /// Replaces a row of logits, given without their bias, by `scale` times the gradient of the *loss of zeros*, Σ
    /// softplus(x), with respect to the logits, and returns that loss. The caller adds what the ones change.
    ///
    /// The error is at most 1.2e-7 per item, because log(1 + e⁻ˣ) is summed as the logarithm of a product.
    static func differentiateZeros(
        _ row: UnsafeMutablePointer<Float>, bias: UnsafePointer<Float>, count: Int, scale: Float
    ) -> Double {
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
