import LinearAlgebra
import VariationalAutoencoder

/// What the use of the latent space comes to, in some sentences.
///
/// The divergence, averaged over users, bounds the information that a draw of z holds about the user. Source: Hoffman and
/// Johnson 2016, "ELBO surgery".
package func collapse(_ use: LatentUse) -> String {
    let (active, all) = (use.activeUnits, use.variances.count)
    let nats = decimal(use.divergence, places: 2)
    // log 2.
    let oneChoice = 0.693_147_180_559_945_3
    let bound =
        "On average z tells no more about a user than the divergence, \(nats) nats; "
        + "to say which of two equally large groups somebody belongs to takes log 2 = 0.69."
    let count = "\(active == 0 ? "None" : "\(active)") of the \(all) dimensions \(active < 2 ? "is" : "are") active"
    if use.divergence >= oneChoice { return bound + " " + count + "." }
    let largest = decimal(use.variances.max() ?? 0, places: 3)
    return "**The posterior has collapsed.** " + bound + " " + count
        + (active == 0 ? "." : "; the largest variance of a mean is \(largest), where z's own is about 1.")
}

/// The share, in percent, at which Adam's root mean square of the gradients still holds the first of them after so many
/// updates: √((1 − β₂) β₂ⁿ⁻¹ / (1 − β₂ⁿ)) with β₂ = 0.999. Source: Kingma and Ba 2015, algorithm 1.
package func memory(after updates: Int) -> Double {
    let beta = 0.999
    var power = 1.0
    for _ in 1..<max(1, updates) { power *= beta }
    return 100 * ((1 - beta) * power / (1 - beta * power)).squareRoot()
}

/// The first user with a number of clicks in a range; nil where there is none.
package func firstUser(with range: ClosedRange<Int>, clicksIn clicks: BinaryMatrix) -> Int? {
    (0..<clicks.rows).first { range.contains(clicks[row: $0].count) }
}
