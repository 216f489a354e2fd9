/// The parts of a loss, averaged over users.
public struct Loss: Sendable, Hashable, Codable {
    /// The cross-entropy, in nats per item or per user, depending on the objective's reduction.
    public var reconstruction: Double
    /// The Kullback–Leibler divergence of the posterior from the standard normal, summed over latent dimensions, in
    /// nats.
    public var klDivergence: Double
    /// λ Σ w²; zero in the notebook.
    public var penalty = 0.0

    /// The whole loss, with weight β of the divergence.
    public func total(beta: Double) -> Double { reconstruction + beta * klDivergence + penalty }
}
