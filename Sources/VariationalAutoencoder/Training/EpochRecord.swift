/// The losses of one epoch.
public struct EpochRecord: Sendable, Hashable, Codable {
    /// The epoch, counted from 1.
    public let epoch: Int
    /// The loss over the training users, computed before each batch's update, with dropout and the batch's β.
    public let loss: Double
    /// The loss over the validation users after the epoch; nil for a training without them.
    public let validation: ValidationLoss?
}

/// The loss over the validation users, without dropout, with z sampled, at an epoch's last β.
public struct ValidationLoss: Sendable, Hashable, Codable {
    /// The whole loss.
    public let total: Double
    /// Its cross-entropy, in nats per item or per user, depending on the objective's reduction.
    public let reconstruction: Double
    /// Its divergence, in nats.
    public let klDivergence: Double
}
