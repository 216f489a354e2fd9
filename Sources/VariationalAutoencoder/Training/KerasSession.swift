import Random

/// The random numbers of a session, `fit` and then `predict`, at any moment of a training.
///
/// In every epoch the training users pass in batches, then the validation users for their loss, and then again for the
/// recall that the notebook's callback computes. An op's numbers depend on how many it has drawn before. Every epoch
/// draws the same number, so that follows from the epoch, whether or not a prediction is used.
///
/// Source: notebook cells 240, 294 and 295; `keras/engine/training_arrays.py`; TensorFlow's `random_op.cc`.
public struct KerasSession: Sendable, Hashable {
    /// The random ops.
    public let graph: KerasGraph
    /// `I`, the length of a user's dropout mask: one number per item, clicked or not.
    let items: Int
    /// `K`, the length of a user's ε.
    let latent: Int
    /// `B`, the number of users in a batch of `fit`.
    let batchSize: Int
    /// The number of training users.
    let training: Int
    /// The number of validation users; zero for a training without them.
    let validation: Int

    /// The number of users in a batch of `predict`, Keras's default.
    static let predictionBatch = 32

    /// Begins a session in which a model is trained on `training` users and validated on `validation` others.
    public init(_ architecture: Architecture, _ settings: TrainingSettings, training: Int, validation: Int) {
        graph = KerasGraph(
            seed: settings.seed, architecture: architecture, initialization: settings.initialization,
            masks: settings.masks)
        items = architecture.items
        latent = architecture.latent
        batchSize = settings.batchSize
        self.training = training
        self.validation = validation
    }

    /// The number of users that have passed through the encoder after `epochs` epochs.
    private func passed(_ epochs: Int) -> Int { epochs * (training + 2 * validation) }

    /// The dropout masks of an epoch, counted from zero: a row per user, in the epoch's order.
    package func masks(epoch: Int) -> [RowDraws] {
        graph.dropout.map { RowDraws(op: $0, width: items, batch: batchSize, made: epoch * training * items) }
    }

    /// The ε of an epoch's training users, in the epoch's order.
    package func trainingEpsilon(epoch: Int) -> RowDraws? { epsilon(batchSize, after: passed(epoch)) }

    /// The ε of the validation users for their loss after an epoch.
    package func validationEpsilon(epoch: Int) -> RowDraws? { epsilon(batchSize, after: passed(epoch) + training) }

    /// The ε of the validation users when their recall is predicted after an epoch, counted from zero.
    public func recallEpsilon(epoch: Int) -> RowDraws? {
        epsilon(Self.predictionBatch, after: passed(epoch) + training + validation)
    }

    /// The ε of a prediction after the last epoch, when `earlier` users were predicted for since.
    public func predictionEpsilon(afterEpochs epochs: Int, earlier: Int = 0) -> RowDraws? {
        epsilon(Self.predictionBatch, after: passed(epochs) + earlier)
    }

    private func epsilon(_ batch: Int, after users: Int) -> RowDraws? {
        graph.epsilon.map { RowDraws(op: $0, width: latent, batch: batch, made: users * latent) }
    }

    /// The order of the training users in each epoch.
    package var orders: EpochOrders { EpochOrders(graph.shuffling, users: training) }
}

/// The order of the training users in each epoch: `fit` shuffles the previous epoch's order in place.
package struct EpochOrders: Sendable {
    private let start: RandomState
    private var random: RandomState
    private var order: [Int]
    private var shuffles = 0

    fileprivate init(_ random: RandomState, users: Int) {
        start = random
        self.random = random
        order = Array(0..<users)
    }

    /// The users in the order of an epoch, counted from zero. O(users) for the epoch after the previous call's.
    package mutating func callAsFunction(epoch: Int) -> [Int] {
        if epoch < shuffles { self = EpochOrders(start, users: order.count) }
        while shuffles <= epoch {
            random.shuffle(&order)
            shuffles += 1
        }
        return order
    }
}
