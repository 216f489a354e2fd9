/// A trained model and how it came to be.
public struct Training: Sendable, Hashable {
    /// The model, with the last epoch's weights.
    public internal(set) var model: Model
    /// The model as it was after the epoch of the highest NDCG@100; the last one where that was not watched.
    public internal(set) var bestModel: Model
    /// What each epoch gave.
    public internal(set) var history: [EpochRecord] = []
    /// Recall@20 on the validation users after each epoch, as the notebook takes it; empty where it was not watched.
    public internal(set) var recalls: [Double] = []
    /// NDCG@100 on what was held out of the validation users' inputs after each epoch, the input left out;
    /// empty where it was not watched.
    public internal(set) var ndcgs: [Double] = []

    /// A training before its first epoch.
    public init(startingFrom model: Model) {
        self.model = model
        bestModel = model
    }

    /// The epoch, counted from 1, of the lowest validation loss.
    public var epochOfLowestLoss: Int {
        let losses = history.validationLosses
        return losses.indices.min { losses[$0] < losses[$1] }.map { $0 + 1 } ?? 0
    }

    /// The epoch, counted from 1, of the highest NDCG@100, the first of equal ones; the last where that was not watched.
    public var bestEpoch: Int { ndcgs.max().flatMap { ndcgs.firstIndex(of: $0) }.map { $0 + 1 } ?? history.count }

    /// The epochs with their validation losses and, where it was watched, recall@20.
    public var watched: [(EpochRecord, ValidationLoss, recall: Double?)] {
        history.enumerated().compactMap { epoch, record in
            record.validation.map { (record, $0, epoch < recalls.count ? recalls[epoch] : nil) }
        }
    }
}

extension [EpochRecord] {
    /// The validation loss of each epoch.
    public var validationLosses: [Double] { compactMap(\.validation?.total) }
}

extension Trainer {
    /// What is watched of a model after an epoch; nil where it is not.
    package typealias Watched = (recall: Double?, ndcg: Double?)

    /// Trains until all epochs were run, or the validation loss has not improved for as many as patience allows.
    ///
    /// - Parameters:
    ///   - training: What the epochs gave that this trainer's state has behind it.
    ///   - watch: Takes recall and NDCG of a model on the validation users, with the ε of their predictions.
    ///   - epochBegins: Is told before every epoch how many were run; it stops the training by an error.
    ///   - epochEnded: Receives what there is after every epoch, to be kept.
    /// - Throws: `NotFiniteLoss`, and what the closures throw.
    package func run(
        _ training: Training, watch: (Model, RowDraws?) -> Watched, epochBegins: (Int) throws -> Void,
        epochEnded: (Training, TrainingState) throws -> Void
    ) throws -> Training {
        var training = training
        while !isFinished {
            try epochBegins(training.history.count)
            let epoch = try runEpoch()
            let state = state
            training.model = state.model
            training.history.append(epoch)
            let watched = watch(state.model, session.recallEpsilon(epoch: epoch.epoch - 1))
            if let recall = watched.recall { training.recalls.append(recall) }
            if let ndcg = watched.ndcg { training.ndcgs.append(ndcg) }
            if training.bestEpoch == epoch.epoch { training.bestModel = state.model }
            try epochEnded(training, state)
        }
        return training
    }
}
