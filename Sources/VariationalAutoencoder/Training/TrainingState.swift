/// The state of a training between two epochs. It is all that resuming needs, because every random draw follows from
/// seed and epoch.
public struct TrainingState: Sendable, Hashable {
    /// The model as trained so far.
    public let model: Model
    /// What the optimiser remembers of earlier gradients.
    public let optimizer: Adam.State
    /// The epochs that were run.
    public let history: [EpochRecord]

    /// Creates the state before the first epoch.
    public init(_ model: Model) {
        self.init(model: model, optimizer: Adam.State(parameters: model.parameters.count), history: [])
    }

    /// Creates a state from its parts.
    ///
    /// - Precondition: the optimiser's state is of as many parameters as the model's.
    public init(model: Model, optimizer: Adam.State, history: [EpochRecord]) {
        precondition(optimizer.parameters == model.parameters.count, "the optimiser knows every parameter")
        self.model = model
        self.optimizer = optimizer
        self.history = history
    }
}
