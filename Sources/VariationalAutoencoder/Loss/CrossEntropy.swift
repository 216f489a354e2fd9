import LinearAlgebra

/// A likelihood as the output layer sees it: the cross-entropy of a user's clicks, −log p(clicks), and its gradient.
///
/// A user's logits are taken some adjacent items at a time. A likelihood is a file that conforms, and a case of
/// `Objective.Likelihood`.
protocol CrossEntropy {
    /// Adds the bias to logits, and returns their part of the user's normaliser; nil for a likelihood without one.
    ///
    /// Where there is one, all of a user's logits pass here before any is differentiated.
    static var normalizer: ((Logits) -> Normalizer)? { get }

    /// Replaces logits by `scale` times the gradient of the cross-entropy, which is added to `total`.
    static func differentiate(_ logits: Logits, at clicks: Clicks, scale: Float, addingTo total: inout Double)

    /// Replaces logits, none of which has its bias yet, by the items' scores.
    static func score(_ logits: Logits)
}

/// A user's logits of some adjacent items, without the bias unless a normaliser has added it.
struct Logits {
    let values: UnsafeMutablePointer<Float>
    let bias: UnsafePointer<Float>
    let count: Int
    /// The logarithm of the user's normaliser, where the likelihood has one and all of its parts are known.
    let logNormalizer: Float
}

/// A user's clicks on some adjacent items.
struct Clicks {
    /// The clicked items, ascending.
    let items: UnsafeBufferPointer<Int32>
    /// The first of the adjacent items.
    let first: Int
    /// The number of the user's clicks on any item.
    let total: Int
}

/// Σ exp of some logits as two numbers that do not overflow: `sum` · exp(`largest`).
struct Normalizer {
    var largest = -Float.infinity
    var sum = 0.0

    /// The normaliser of these logits and others together.
    func adding(_ other: Normalizer) -> Normalizer {
        let (small, large) = other.largest <= largest ? (other, self) : (self, other)
        if small.sum == 0 { return large }
        let factor = Double(exp(Float8(repeating: small.largest - large.largest))[0])
        return Normalizer(largest: large.largest, sum: large.sum + small.sum * factor)
    }

    /// log Σ exp.
    var logarithm: Float { largest + log(Float8(repeating: Float(sum)))[0] }
}
