/// The state of a training between two epochs. It is all that resuming needs, because every random draw follows from
/// seed and epoch.
public struct TrainingState: Sendable, Hashable {
    /// The model as trained so far.
    public let model: Model
    /// What the optimiser remembers of earlier gradients.
    public let optimizer: Adam.State
    /// The epochs that were run.
    public let history: [EpochRecord]

    /// Creates a state, by default that before the first epoch.
    ///
    /// - Precondition: the optimiser's state is of as many parameters as the model's.
    public init(_ model: Model, optimizer: Adam.State? = nil, history: [EpochRecord] = []) {
        self.model = model
        self.optimizer = optimizer ?? Adam.State(parameters: model.parameters.count)
        self.history = history
        precondition(self.optimizer.parameters == model.parameters.count, "the optimiser knows every parameter")
    }
}
