/// How a model is trained; the defaults are the notebook's settings.
public struct TrainingSettings: Sendable, Hashable, Codable {
    /// The largest number of epochs.
    public var epochs = 50
    /// `B`, the number of users in a batch.
    public var batchSize = 128
    /// How the parameters are initialised.
    public var initialization = Initialization.keras
    /// The share of clicks that dropout removes from each input.
    public var dropout: Float = 0.5
    /// Training stops when the validation loss has not improved for this many epochs in a row; nil runs all epochs.
    public var patience: Int? = 5
    /// The objective to minimise.
    public var objective = Objective()
    /// The number of dropout masks that a step draws: 2 as in the notebook, where the divergence has its own, or 1.
    public var masks = 2
    /// The optimiser.
    public var adam = Adam(firstUpdate: 2)
    /// β at every update.
    public var annealing = AnnealingSchedule(cap: 0.2, steps: 5000, counting: .batchesOfTheEpoch)
    /// The seed of every random draw, as in `np.random.seed(42)`: initial weights, order of users, dropout, ε.
    public var seed: UInt32 = 42

    /// Creates the notebook's settings.
    public init() {}

    /// The number of batches in an epoch over `users` users.
    package func batches(of users: Int) -> Int { (users + batchSize - 1) / batchSize }
}
