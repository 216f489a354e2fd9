import LinearAlgebra

/// Multinomial cross-entropy on logits, −Σ x log softmax. Source: Liang et al. 2018, equation 2.
enum Multinomial {
    /// log Σ exp of some logits, in two numbers that do not overflow: Σ exp = `sum` · exp(`largest`).
    struct Normalizer {
        var largest = -Float.infinity
        var sum = 0.0

        /// The same for these logits and others.
        func adding(_ other: Normalizer) -> Normalizer {
            if other.largest <= largest { return scaled(adding: other, to: self) }
            return scaled(adding: self, to: other)
        }

        private func scaled(adding small: Normalizer, to large: Normalizer) -> Normalizer {
            if small.sum == 0 { return large }
            let factor = Double(exp(Float8(repeating: small.largest - large.largest))[0])
            return Normalizer(largest: large.largest, sum: large.sum + small.sum * factor)
        }

        /// log Σ exp.
        var logarithm: Float { largest + log(Float8(repeating: Float(sum)))[0] }
    }

    /// Adds the bias to a row of logits and sums up their exponentials.
    static func normalize(_ row: UnsafeMutablePointer<Float>, bias: UnsafePointer<Float>, count: Int) -> Normalizer {
        var largest = Float8(repeating: -.infinity)
        for place in stride(from: 0, to: count, by: 8) {
            let lanes = min(8, count &- place)
            var x = partial(row + place, lanes) + partial(bias + place, lanes)
            store(x, row + place, lanes)
            if lanes < 8 { for lane in lanes..<8 { x[lane] = -.infinity } }
            largest.replace(with: x, where: x .> largest)
        }
        let peak = largest.max()
        var sum = Float8()
        for place in stride(from: 0, to: count, by: 8) {
            let lanes = min(8, count &- place)
            var terms = exp(partial(row + place, lanes) - peak)
            if lanes < 8 { for lane in lanes..<8 { terms[lane] = 0 } }
            sum += terms
        }
        return Normalizer(largest: peak, sum: Double(sum.sum()))
    }

    /// Turns a row of logits into `scale` times their softmax: the gradient of the loss by the logit, before the ones.
    static func differentiate(_ row: UnsafeMutablePointer<Float>, count: Int, logNormalizer: Float, scale: Float) {
        for place in stride(from: 0, to: count, by: 8) {
            let lanes = min(8, count &- place)
            store(exp(partial(row + place, lanes) - logNormalizer) * scale, row + place, lanes)
        }
    }
}
