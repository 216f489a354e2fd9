import LinearAlgebra

/// The share, in percent, of the first gradient in Adam's root mean square of the gradients after n updates: √((1 − β₂)
/// β₂ⁿ⁻¹ / (1 − β₂ⁿ)) with β₂ = 0.999. Source: Kingma and Ba 2015, algorithm 1.
package func memory(after updates: Int) -> Double {
    let beta = 0.999
    var power = 1.0
    for _ in 1..<max(1, updates) { power *= beta }
    return 100 * ((1 - beta) * power / (1 - beta * power)).squareRoot()
}

/// The first user whose number of clicks is in a range; nil if there is none.
package func firstUser(with range: ClosedRange<Int>, clicksIn clicks: BinaryMatrix) -> Int? {
    (0..<clicks.rows).first { range.contains(clicks[row: $0].count) }
}
