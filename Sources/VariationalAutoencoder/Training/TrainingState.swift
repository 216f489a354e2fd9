/// The state of a training between two epochs. It is all that resuming needs, because every random draw follows from
/// seed and epoch.
public struct TrainingState: Sendable, Hashable {
    /// The model as trained so far.
    public let model: Model
    /// Adam's running mean of the gradient, in the order of the model's parameters.
    public let mean: [Float]
    /// Adam's running mean of the squared gradient.
    public let square: [Float]
    /// The epochs run so far.
    public let history: [EpochRecord]

    /// Creates the state before the first epoch.
    public init(_ model: Model) {
        let zeros = [Float](repeating: 0, count: model.parameters.count)
        self.init(model: model, mean: zeros, square: zeros, history: [])
    }

    /// Creates a state from its parts.
    ///
    /// - Precondition: there are as many moments as parameters.
    public init(model: Model, mean: [Float], square: [Float], history: [EpochRecord]) {
        precondition(
            mean.count == model.parameters.count && square.count == mean.count, "every parameter has two moments")
        self.model = model
        self.mean = mean
        self.square = square
        self.history = history
    }
}
