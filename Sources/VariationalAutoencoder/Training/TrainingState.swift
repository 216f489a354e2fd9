/// The state of a training between two epochs. It is all that resuming needs, because every random draw follows from
/// seed and epoch.
public struct TrainingState: Sendable, Hashable {
    /// The model as trained so far.
    public let model: Model
    /// Adam's running mean of the gradient, in the order of the model's parameters.
    public let firstMoment: [Float]
    /// Adam's running mean of the squared gradient.
    public let secondMoment: [Float]
    /// The epochs that were run.
    public let history: [EpochRecord]

    /// Creates the state before the first epoch.
    public init(_ model: Model) {
        let zeros = [Float](repeating: 0, count: model.parameters.count)
        self.init(model: model, firstMoment: zeros, secondMoment: zeros, history: [])
    }

    /// Creates a state from its parts.
    ///
    /// - Precondition: there are as many moments as parameters.
    public init(model: Model, firstMoment: [Float], secondMoment: [Float], history: [EpochRecord]) {
        precondition(
            firstMoment.count == model.parameters.count && secondMoment.count == firstMoment.count,
            "every parameter has two moments")
        self.model = model
        self.firstMoment = firstMoment
        self.secondMoment = secondMoment
        self.history = history
    }
}
