/// The loss that training minimises.
///
/// `loss = reconstruction + β · divergence + penalty`, averaged over the users of a batch. The default is the
/// notebook's: Bernoulli cross-entropy, *averaged* over the items. Source: notebook cell 213; Liang et al. 2018,
/// equations 2, 3 and 5.
public struct Objective: Sendable, Hashable, Codable {
    /// The distribution of a user's clicks, given the outputs.
    public enum Likelihood: String, Sendable, Hashable, Codable {
        /// Independent clicks with probability σ(output), clipped to [1e-7, 1 − 1e-7] as in Keras.
        case bernoulli
        /// All of a user's clicks distributed by softmax(outputs): −Σ x log softmax.
        case multinomial

        /// Its cross-entropy.
        var crossEntropy: any CrossEntropy.Type {
            switch self {
            case .bernoulli: Bernoulli.self
            case .multinomial: Multinomial.self
            }
        }
    }

    /// How the cross-entropy is reduced over the items.
    public enum Reduction: String, Sendable, Hashable, Codable {
        /// The mean over the items, as in Keras's `binary_crossentropy`.
        case mean
        /// The sum over the items, as in the evidence lower bound.
        case sum

        /// What the sum over so many items is divided by.
        func divisor(items: Int) -> Int { self == .mean ? items : 1 }
    }

    /// The distribution of a user's clicks, given the outputs.
    public var likelihood: Likelihood
    /// How the cross-entropy is reduced over the items.
    public var reduction: Reduction
    /// λ: λ Σ w² over all kernels, but not biases, is added to the loss.
    public var penalty: Double

    /// Creates an objective, the notebook's by default.
    public init(_ likelihood: Likelihood = .bernoulli, _ reduction: Reduction = .mean, penalty: Double = 0) {
        self.likelihood = likelihood
        self.reduction = reduction
        self.penalty = penalty
    }
}
