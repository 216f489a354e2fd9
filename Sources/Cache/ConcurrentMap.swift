import LinearAlgebra
import Synchronization

/// Work that can be done beside other work, with what to tell while it is done.
package protocol ConcurrentJob: Sendable {
    /// What it is, in a few words.
    var title: String { get }
    /// How large a part of the whole it is, beside the others.
    var cost: Double { get }
}

/// Does jobs that are independent of each other concurrently, each on one thread; the last ones share all threads.
///
/// - Parameters:
///   - jobs: What to do; the order decides only what begins first.
///   - report: Receives the share of all jobs that is done, and the title of one under way; from any thread, one call at
///     a time.
///   - work: Does one job on the threads it is handed, and reports the share of it that is done.
/// - Returns: The jobs' results, in their order.
/// - Throws: The error of the first job in order that failed; no job begins after a failure.
package func concurrentMap<Job: ConcurrentJob, Value: Sendable>(
    _ jobs: [Job], threads: Threads, report: @escaping @Sendable (Double, String) -> Void,
    _ work: @escaping (Job, Threads, _ progress: @escaping (Double) -> Void) throws -> Value
) throws -> [Value] {
    let results = Results<Value>()
    let shares = Mutex([Double](repeating: 0, count: jobs.count))
    let weights = jobs.map(\.cost)
    let whole = weights.reduce(0, +)
    threads.forEachJob(jobs.count) { index, threads in
        if results.haveFailure { return }
        func progress(_ share: Double) {
            shares.withLock {
                $0[index] = share
                report(zip($0, weights).reduce(0) { $0 + $1.0 * $1.1 } / whole, jobs[index].title)
            }
        }
        let result = Result { try work(jobs[index], threads, progress) }
        progress(1)
        results.add(result, at: index)
    }
    return try results.inOrder()
}

/// What jobs resulted in, from any thread. (A `Mutex` of it as a local variable crashes the compiler of Swift 6.0.)
private final class Results<Value: Sendable>: Sendable {
    private let results = Mutex<[Int: Result<Value, any Error>]>([:])

    var haveFailure: Bool { results.withLock { $0.values.contains { if case .failure = $0 { true } else { false } } } }

    func add(_ result: Result<Value, any Error>, at index: Int) { results.withLock { $0[index] = result } }

    /// The values in their jobs' order, or the first error in that order.
    func inOrder() throws -> [Value] {
        try results.withLock { $0 }.sorted { $0.key < $1.key }.map { try $0.value.get() }
    }
}
