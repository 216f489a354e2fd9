import LinearAlgebra

/// Multinomial cross-entropy on logits, −Σ x log softmax. Source: Liang et al. 2018, equation 2.
enum Multinomial {
    /// Σ exp of some logits as two numbers that do not overflow: `sum` · exp(`largest`).
    struct Normalizer {
        var largest = -Float.infinity
        var sum = 0.0

        /// The normaliser of these logits and others together.
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

    /// Adds the bias to a row of logits and returns the sum of their exponentials.
    static func normalize(_ row: UnsafeMutablePointer<Float>, bias: UnsafePointer<Float>, count: Int) -> Normalizer {
        let whole = count & ~7
        let lanes = count &- whole
        var largest = Float8(repeating: -.infinity)
        var place = 0
        while place < whole {
            let x = load(UnsafePointer(row + place)) + load(bias + place)
            store(x, row + place)
            largest.replace(with: x, where: x .> largest)
            place &+= 8
        }
        var peak = largest.max()
        for place in whole..<count {
            row[place] += bias[place]
            peak = max(peak, row[place])
        }
        var sum = Float8()
        place = 0
        while place < whole {
            sum += exponential(load(UnsafePointer(row + place)) - peak)
            place &+= 8
        }
        if lanes > 0 {
            var terms = exponential(partial(row + whole, lanes) - peak)
            for lane in lanes..<8 { terms[lane] = 0 }
            sum += terms
        }
        return Normalizer(largest: peak, sum: Double(sum.sum()))
    }

    /// Replaces a row of logits by `scale` times their softmax: the gradient of the loss with respect to the logits,
    /// without the part of the ones.
    static func differentiate(_ row: UnsafeMutablePointer<Float>, count: Int, logNormalizer: Float, scale: Float) {
        let whole = count & ~7
        var place = 0
        while place < whole {
            store(exponential(load(UnsafePointer(row + place)) - logNormalizer) * scale, row + place)
            place &+= 8
        }
        let lanes = count &- whole
        if lanes > 0 { store(exponential(partial(row + whole, lanes) - logNormalizer) * scale, row + whole, lanes) }
    }

    /// eˣ for x up to 0, or a rounding error above. Below −87, where a share is negligible, it is e⁻⁸⁷.
    @_transparent
    private static func exponential(_ x: Float8) -> Float8 { exp(ofNegative: x.replacing(with: -87, where: x .< -87)) }
}
