import LinearAlgebra
import VariationalAutoencoder

/// What a run may use: threads, cache, cancellation, progress. Results never depend on it.
package struct RunContext: Sendable {
    /// How many threads may work at once.
    package let threads: Threads
    /// Caches the results of slow work.
    package let cache: ResultCache
    /// Asked before every epoch.
    package let interruption: Interruption
    /// Receives progress events; calls are serialised but may come from any thread.
    package let report: @Sendable (RunEvent) -> Void

    /// Makes the means of a run.
    package init(
        threads: Threads, cache: ResultCache, interruption: Interruption = .never,
        report: @escaping @Sendable (RunEvent) -> Void = { _ in }
    ) {
        self.threads = threads
        self.cache = cache
        self.interruption = interruption
        self.report = report
    }

    /// The same means with other threads: for one of several jobs that are done side by side.
    package func on(_ threads: Threads) -> RunContext {
        RunContext(threads: threads, cache: cache, interruption: interruption, report: report)
    }
}

/// What happens while a study runs, for whoever waits.
package enum RunEvent: Sendable {
    /// A chapter begins.
    case began(Chapter)
    /// The ratings were read.
    case loaded(DataSet)
    /// Chapters 1 to 6 are done, and what comes may take long.
    case prepared(StudyData)
    /// An epoch of chapter 9's training has ended.
    case trained(TrainingProgress)
    /// A chapter that takes long has done this share of its work.
    case advanced(Chapter, share: Double, doing: String)
}

/// What to tell somebody who waits for a training.
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

/// How long a training is expected to last, for whoever waits: where patience ends it, six times as long, as the trainings
/// recorded of Keras do on average.
package func expectedEpochs(atMost epochs: Int, patience: Int?) -> Int {
    patience.map { min(epochs, 6 * max(1, $0)) } ?? epochs
}
