import LinearAlgebra
import Synchronization

/// Jobs that do not depend on each other, done side by side, each on one thread; the last ones share the threads of all.
///
/// - Parameters:
///   - jobs: What to do; the order decides only what begins first.
///   - weight: How large a part of the whole a job is.
///   - report: Is told the share of all jobs that is done, from any thread, one call at a time.
///   - work: Does one job on the threads it is handed; tells the share of it that is done.
/// - Returns: What the jobs gave, in their order.
/// - Throws: What the first job in order that failed threw; no job begins after a failure.
func concurrentMap<Job: Sendable, Value: Sendable>(
    _ jobs: [Job], threads: Threads, weight: (Job) -> Double = { _ in 1 }, report: @escaping @Sendable (Double) -> Void,
    _ work: @escaping (Job, Threads, _ progress: (Double) -> Void) throws -> Value
) throws -> [Value] {
    let results = Mutex<[Int: Result<Value, any Error>]>([:])
    let shares = Mutex([Double](repeating: 0, count: jobs.count))
    let weights = jobs.map(weight)
    let whole = weights.reduce(0, +)
    threads.forEachJob(jobs.count) { index, threads in
        if results.withLock({ $0.values.contains { if case .failure = $0 { true } else { false } } }) { return }
        func progress(_ share: Double) {
            shares.withLock {
                $0[index] = share
                report(zip($0, weights).reduce(0) { $0 + $1.0 * $1.1 } / whole)
            }
        }
        let result = Result { try work(jobs[index], threads, progress) }
        progress(1)
        results.withLock { $0[index] = result }
    }
    let done = results.withLock { $0 }
    return try done.sorted { $0.key < $1.key }.map { try $0.value.get() }
}
