import VariationalAutoencoder

/// How far a training is.
package struct TrainingProgress: Sendable {
    /// The epoch that has just ended.
    package let epoch: EpochRecord
    /// Recall@20 on the validation users after it; nil where it is not watched.
    package let recall: Double?
    /// The largest number of epochs.
    package let of: Int

    /// When patience is expected to end it.
    private let expected: Int

    /// Makes the progress of a training by these settings.
    init(_ epoch: EpochRecord, recall: Double?, _ settings: TrainingSettings) {
        self.epoch = epoch
        self.recall = recall
        of = settings.epochs
        expected = expectedEpochs(atMost: of, patience: settings.patience)
    }

    /// The share of the training that has ended, about; one that goes on longer than expected stays near its end.
    package var share: Double { epoch.epoch == of ? 1 : min(0.95, Double(epoch.epoch) / Double(expected)) }
}

/// How long a training is expected to last, in epochs: where patience ends it, six times as long, as the trainings
/// recorded of Keras do on average.
package func expectedEpochs(atMost epochs: Int, patience: Int?) -> Int {
    patience.map { min(epochs, 6 * max(1, $0)) } ?? epochs
}
