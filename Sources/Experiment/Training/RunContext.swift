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

    /// The share of them that has ended.
    var share: Double { Double(epoch.epoch) / Double(of) }
}
