import Cache
import LinearAlgebra
import Training

/// What a run may use: threads, cache, cancellation, progress. Results never depend on it.
package struct RunContext: Sendable {
    /// How many threads may work at once.
    package let threads: Threads
    /// Keeps the results of slow work.
    package let cache: ResultCache
    /// Asked before every epoch.
    package let interruption: Interruption
    /// Receives what happens; calls are serialised but may come from any thread.
    package let report: @Sendable (RunEvent) -> Void

    package init(
        threads: Threads, cache: ResultCache, interruption: Interruption = .never,
        report: @escaping @Sendable (RunEvent) -> Void = { _ in }
    ) {
        self.threads = threads
        self.cache = cache
        self.interruption = interruption
        self.report = report
    }

    /// The result of some work: the one kept, or else what doing it gives, which is then kept.
    ///
    /// - Parameters:
    ///   - threads: Those that the work may use; all by default.
    ///   - report: Receives the share that is done.
    /// - Throws: as `ResultCache`.
    package func result<Work: CachedWork>(
        of work: Work, on threads: Threads? = nil, report: @escaping (Double) -> Void = { _ in }
    ) throws -> Work.Value {
        try cache.result(of: work, threads: threads ?? self.threads, interruption: interruption, report: report)
    }
}

/// What happens while a study runs.
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
