import LinearAlgebra

/// The means of a run; no result depends on any of them.
public struct Resources: Sendable {
    /// How many threads may work at once.
    public let threads: Threads
    /// Where results of slow work are kept.
    public let kept: Kept
    /// Whether to stop after the next epoch.
    public let interruption: Interruption
    /// Is told what happens, from any thread, one call at a time.
    public let report: @Sendable (Study.Event) -> Void

    /// Makes the means of a run.
    public init(
        threads: Threads, kept: Kept, interruption: Interruption = .never,
        report: @escaping @Sendable (Study.Event) -> Void = { _ in }
    ) {
        self.threads = threads
        self.kept = kept
        self.interruption = interruption
        self.report = report
    }

    /// The same means with other threads: for one of several jobs that are done side by side.
    func on(_ threads: Threads) -> Resources {
        Resources(threads: threads, kept: kept, interruption: interruption, report: report)
    }
}
