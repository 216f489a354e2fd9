import LinearAlgebra

/// Multinomial cross-entropy on logits, −Σ x log softmax. Source: Liang et al. 2018, equation 2.
enum Multinomial: CrossEntropy {
    static var normalizer: ((Logits) -> Normalizer)? { normalize }

    /// Adds the bias to logits and returns the sum of their exponentials.
    private static func normalize(_ logits: Logits) -> Normalizer {
        let (row, bias, count) = (logits.values, logits.bias, logits.count)
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

    /// The gradient is a click's share of all exponentials, softmax, times the user's clicks, less one for a click.
    static func differentiate(_ logits: Logits, at clicks: Clicks, scale: Float, addingTo total: inout Double) {
        for item in clicks.items {
            total += Double(logits.logNormalizer - logits.values[Int(item) - clicks.first])
        }
        let clickScale = scale * Float(clicks.total)
        forEachVector(of: logits.values, logits.count) { x, _, _ in exponential(x - logits.logNormalizer) * clickScale }
        for item in clicks.items { logits.values[Int(item) - clicks.first] -= scale }
    }

    /// The logits themselves, as softmax keeps their order.
    static func score(_ logits: Logits) {
        forEachVector(of: logits.values, logits.count) { x, place, lanes in x + partial(logits.bias + place, lanes) }
    }

    /// eˣ for x up to 0, or a rounding error above. Below −87, where a share is negligible, it is e⁻⁸⁷.
    @_transparent
    private static func exponential(_ x: Float8) -> Float8 { exp(ofNegative: x.replacing(with: -87, where: x .< -87)) }
}
