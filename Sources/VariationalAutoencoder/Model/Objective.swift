/// What training makes small.
///
/// `loss = reconstruction + β · divergence + penalty`, averaged over the users of a batch. As it stands it is the
/// notebook's: Bernoulli cross-entropy, *averaged* over the items. Source: notebook cell 213; Liang et al. 2018, equations
/// 2, 3 and 5.
public struct Objective: Sendable, Hashable, Codable {
    /// How a user's clicks come from the outputs.
    public enum Likelihood: String, Sendable, Hashable, Codable {
        /// Each click by itself, with the probability σ(output); probabilities are clipped to [1e-7, 1 − 1e-7] as Keras does.
        case bernoulli
        /// All clicks together, shared out by softmax(outputs): −Σ x log softmax.
        case multinomial
    }

    /// What becomes of the cross-entropy over the items.
    public enum Reduction: String, Sendable, Hashable, Codable {
        /// It is divided by `I`, as Keras's `binary_crossentropy` does.
        case mean
        /// It is added up, as the evidence lower bound asks.
        case sum
    }

    /// How a user's clicks come from the outputs.
    public var likelihood = Likelihood.bernoulli
    /// What becomes of the cross-entropy over the items.
    public var reduction = Reduction.mean
    /// λ: λ Σ w² over all kernels, not biases, is added to the loss.
    public var penalty = 0.0

    /// Makes the notebook's objective.
    public init() {}

    /// Makes an objective.
    public init(_ likelihood: Likelihood, _ reduction: Reduction, penalty: Double = 0) {
        self.likelihood = likelihood
        self.reduction = reduction
        self.penalty = penalty
    }
}

/// The parts of a loss, averaged over users.
public struct Loss: Sendable, Hashable, Codable {
    /// The cross-entropy, in nats per item or per user as the objective's reduction says.
    public var reconstruction: Double
    /// Kullback–Leibler divergence from the posterior to the standard normal, summed over latent dimensions, in nats.
    public var klDivergence: Double
    /// λ Σ w², zero in the notebook.
    public var penalty = 0.0

    /// The loss at a weight β of the divergence.
    public func total(beta: Double) -> Double { reconstruction + beta * klDivergence + penalty }
}
