import LinearAlgebra

/// Trains a model epoch by epoch, as Keras's `fit` does with the notebook's callbacks.
///
/// Source: notebook cells 236, 239 and 240.
public final class Trainer {
    /// Changes whenever the same settings would train a different model than before.
    public static let version = 4

    /// Training users' clicks (U, I), both input and target.
    private let clicks: BinaryMatrix
    /// Validation users' inputs and complete targets (U, I).
    private let validation: (input: BinaryMatrix, target: BinaryMatrix)?
    private let settings: TrainingSettings
    /// The random draws of the training, and of predictions after each epoch and after the last.
    public let session: KerasSession
    private var orders: EpochOrders
    private let engine: Engine
    private let moments: Adam.Moments
    /// The epochs that were run, in order.
    public private(set) var history: [EpochRecord]

    /// Creates a trainer that starts from `model`.
    ///
    /// - Precondition: as for a trainer that resumes.
    public convenience init(
        _ model: Model, on clicks: BinaryMatrix, validation: (input: BinaryMatrix, target: BinaryMatrix)?,
        settings: TrainingSettings, threads: Threads
    ) {
        self.init(TrainingState(model), on: clicks, validation: validation, settings: settings, threads: threads)
    }

    /// Creates a trainer that resumes from another's state: with the same clicks and settings it ends with the same
    /// model.
    ///
    /// - Precondition: all matrices have the model's number of columns; the validation matrices have the same rows, and
    ///   are not nil if `patience` is set.
    public init(
        _ state: TrainingState, on clicks: BinaryMatrix, validation: (input: BinaryMatrix, target: BinaryMatrix)?,
        settings: TrainingSettings, threads: Threads
    ) {
        let items = state.model.architecture.items
        let matrices = [clicks] + (validation.map { [$0.input, $0.target] } ?? [])
        precondition(
            matrices.allSatisfy { $0.columns == items }, "clicks must have a column for each of the model's items")
        precondition(
            validation?.input.rows == validation?.target.rows, "each validation user has an input and a target")
        precondition(settings.patience == nil || validation != nil, "patience asks for the loss over validation users")
        self.clicks = clicks
        self.validation = validation
        self.settings = settings
        session = KerasSession(
            state.model.architecture, settings, training: clicks.rows, validation: validation?.input.rows ?? 0)
        orders = session.orders
        engine = Engine(
            state.model, objective: settings.objective, batchSize: settings.batchSize, masks: settings.masks,
            threads: threads)
        engine.dropout = settings.dropout
        moments = Adam.Moments(state.optimizer)
        history = state.history
    }

    /// Everything that a trainer needs to resume from here. O(parameters).
    public var state: TrainingState { TrainingState(model, optimizer: moments.state, history: history) }

    /// The model as trained so far, with the last weights, not the best, as in the notebook. O(parameters).
    public var model: Model { engine.model }

    /// Whether all epochs were run, or the validation loss has not improved for `patience` epochs.
    public var isFinished: Bool {
        if history.count >= settings.epochs { return true }
        guard let patience = settings.patience else { return false }
        let losses = history.compactMap(\.validation?.total)
        let best = losses.indices.min { losses[$0] < losses[$1] } ?? -1
        return losses.count - 1 - best >= patience
    }

    /// Runs the next epoch and adds it to the history.
    ///
    /// - Throws: `NotFiniteLoss`; the history is then as it was, and the model of no use.
    @discardableResult
    public func runEpoch() throws(NotFiniteLoss) -> EpochRecord {
        let epoch = history.count
        let losses = try updateEpoch(epoch)
        let sum = zip(losses, batches(of: clicks.rows)).reduce(0) { $0 + $1.0 * Double($1.1.count) }
        let record = EpochRecord(
            epoch: epoch + 1, loss: sum / Double(clicks.rows), validation: validationLoss(epoch: epoch))
        if let validation = record.validation, !(validation.total + validation.klDivergence).isFinite {
            throw NotFiniteLoss(epoch: epoch + 1, batch: nil, settings: settings)
        }
        history.append(record)
        return record
    }

    /// Updates the parameters for each batch of an epoch, or for the first `limit`, and returns each batch's mean loss
    /// before its update.
    ///
    /// - Throws: `NotFiniteLoss` after the first batch whose loss is not finite.
    @discardableResult
    package func updateEpoch(
        _ epoch: Int, batches limit: Int = .max
    ) throws(NotFiniteLoss) -> [Double] {
        let order = orders(epoch: epoch)
        let masks = session.masks(epoch: epoch)
        let epsilon = session.trainingEpsilon(epoch: epoch)
        let batches = batches(of: clicks.rows)
        var losses: [Double] = []
        for (number, batch) in batches.prefix(limit).enumerated() {
            let beta = settings.annealing.beta(
                epoch: epoch, batch: number, batches: batches.count)
            let update = settings.adam.update(epoch * batches.count + number, of: moments)
            let parts = engine.step(
                order[batch], of: clicks,
                noise: .drawn(masks: masks, epsilon: epsilon, firstRow: batch.lowerBound),
                beta: beta, destination: .update(update))
            let loss = parts.total(beta: beta)
            guard loss.isFinite else {
                throw NotFiniteLoss(epoch: epoch + 1, batch: number + 1, settings: settings)
            }
            losses.append(loss)
        }
        return losses
    }

    /// The gradient of the first batch with respect to every parameter; the parameters stay as they are.
    package func firstGradient() -> [Float] {
        let gradient = Buffer<Float>(count: engine.parameters.count)
        _ = engine.step(
            orders(epoch: 0)[batches(of: clicks.rows)[0]], of: clicks,
            noise: .drawn(masks: session.masks(epoch: 0), epsilon: session.trainingEpsilon(epoch: 0), firstRow: 0),
            beta: settings.annealing.beta(epoch: 0, batch: 0, batches: batches(of: clicks.rows).count),
            destination: .keep(gradient))
        return gradient.values
    }

    private func validationLoss(epoch: Int) -> ValidationLoss? {
        guard let validation else { return nil }
        let users = Array(0..<validation.input.rows)
        var sum = Loss(reconstruction: 0, klDivergence: 0)
        let epsilon = session.validationEpsilon(epoch: epoch)
        for batch in batches(of: users.count) {
            let noise = Noise.drawn(masks: [], epsilon: epsilon, firstRow: batch.lowerBound)
            let parts = engine.loss(
                users[batch], of: validation.input, target: validation.target, noise: noise)
            sum.reconstruction += parts.reconstruction * Double(batch.count)
            sum.klDivergence += parts.klDivergence * Double(batch.count)
            sum.penalty = parts.penalty
        }
        let loss = Loss(
            reconstruction: sum.reconstruction / Double(users.count),
            klDivergence: sum.klDivergence / Double(users.count),
            penalty: sum.penalty)
        let updates = batches(of: clicks.rows).count
        return ValidationLoss(
            total: loss.total(beta: settings.annealing.beta(epoch: epoch, batch: updates, batches: updates)),
            reconstruction: loss.reconstruction, klDivergence: loss.klDivergence)
    }

    private func batches(of users: Int) -> [Range<Int>] { (0..<users).blocks(of: settings.batchSize) }
}
