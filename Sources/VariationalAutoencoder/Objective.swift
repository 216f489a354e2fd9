import LinearAlgebra

/// The two parts of the notebook's loss, averaged over users.
///
/// `total = reconstruction + β · divergence`. Source: notebook cell 213.
public struct Loss: Sendable, Hashable {
    /// Binary cross-entropy averaged over items, in nats per item.
    public var reconstruction: Double
    /// Kullback–Leibler divergence from the posterior to the standard normal, summed over latent dimensions, in nats.
    public var divergence: Double

    /// The loss at a weight β of the divergence.
    public func total(beta: Double) -> Double { reconstruction + beta * divergence }
}

/// Bernoulli cross-entropy on logits, with Keras's clip of the probabilities to [1e-7, 1 − 1e-7].
///
/// The clip is taken on the logit, at ±log((1 − 1e-7) / 1e-7): the same in exact arithmetic, and free of the
/// rounding of 1 − 1e-7 to single precision. Where it acts the gradient is zero, as TensorFlow's is.
enum Bernoulli {
    /// The largest logit: log((1 − 1e-7) / 1e-7).
    static let clip: Float = 16.118_095_55

    /// Turns a row of logits, less their bias, into the gradient of the *loss of zeros* by the logit, times `scale`,
    /// and adds up that loss, Σ softplus(x). What the ones change is left to the caller.
    static func lossOfZeros(
        _ row: UnsafeMutablePointer<Float>, bias: UnsafePointer<Float>, count: Int, scale: Float
    ) -> Double {
        var sum = Float8()
        let scale = Float8(repeating: scale)
        var place = 0
        while place < count {
            let lanes = min(8, count &- place)
            let x = partial(row + place, lanes) + partial(bias + place, lanes)
            let clipped = limited(x, -clip, clip)
            var (sigmoid, softplus) = sigmoidAndSoftplus(clipped)
            if lanes < 8 { for lane in lanes..<8 { softplus[lane] = 0 } }
            sum += softplus
            sigmoid *= scale
            store(sigmoid.replacing(with: 0, where: x .!= clipped), row + place, lanes)
            place &+= 8
        }
        return Double(sum.sum())
    }
}
