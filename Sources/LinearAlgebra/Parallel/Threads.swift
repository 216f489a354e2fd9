import Foundation
import Synchronization

/// The number of threads that parallel loops may use at once.
///
/// The caller fixes the blocks of a loop, so results do not depend on the number of threads; only the time does.
public struct Threads: Sendable {
    /// The largest number of threads that work at once, at least one.
    public let count: Int
    /// The unfinished jobs that share these threads; nil if they are not shared.
    private let sharers: Sharers?

    /// Creates a limit of `count` threads.
    ///
    /// - Precondition: `count` is positive.
    public init(_ count: Int) { self.init(count, sharers: nil) }

    private init(_ count: Int, sharers: Sharers?) {
        precondition(count > 0, "work takes at least one thread")
        self.count = count
        self.sharers = sharers
    }

    /// Runs `body(block, worker)` once for each block in `0..<blocks`, in any order and on up to `count` threads, and
    /// returns when all are done. Calls that run at the same time have different `worker` numbers in `0..<count`.
    ///
    /// `body` may write through unsafe pointers as long as no two blocks write to the same memory: here alone the
    /// compiler's concurrency checks are turned off.
    public func forEach(_ blocks: Int, _ body: (_ block: Int, _ worker: Int) -> Void) {
        let workers = min(count / (sharers?.count(upTo: count) ?? 1), blocks)
        if workers <= 1 {
            for block in 0..<blocks { body(block, 0) }
            return
        }
        withoutActuallyEscaping(body) { body in
            nonisolated(unsafe) let body = body
            let next = Atomic(0)
            DispatchQueue.concurrentPerform(iterations: workers) { worker in
                while let block = next.take(below: blocks) { body(block, worker) }
            }
        }
    }

    /// Runs `body(range, worker)` once for each block of `size` numbers in `0..<count`, as `forEach` does; the last
    /// block has the rest.
    package func forEachBlock(of count: Int, size: Int, _ body: (_ range: Range<Int>, _ worker: Int) -> Void) {
        forEach((count + size - 1) / size) { block, worker in
            body(block * size..<min((block + 1) * size, count), worker)
        }
    }

    /// What `body` makes of each number in `0..<count`, in order; it runs as `forEach` runs its own.
    package func map<Value>(_ count: Int, _ body: (_ number: Int) -> Value) -> [Value] {
        [Value](unsafeUninitializedCapacity: count) { values, filled in
            let values = values
            forEach(count) { number, _ in values.initializeElement(at: number, to: body(number)) }
            filled = count
        }
    }

    /// Runs `body(job, threads)` once for each job in `0..<jobs`, as many at once as there are threads, and returns
    /// when all are done. A job's own loops run on one thread; jobs that are still running also use the threads of
    /// those that have finished.
    public func forEachJob(_ jobs: Int, _ body: @escaping (_ job: Int, _ threads: Threads) -> Void) {
        nonisolated(unsafe) let body = body
        let sharers = Sharers(jobs)
        let next = Atomic(0)
        @Sendable func work() {
            while let job = next.take(below: jobs) {
                body(job, Threads(count, sharers: sharers))
                sharers.leave()
            }
        }
        // Not Dispatch's parallel loop: a nested loop would find no free thread.
        let others = DispatchGroup()
        for _ in 1..<max(1, min(count, jobs)) {
            others.enter()
            Thread {
                work()
                others.leave()
            }.start()
        }
        work()
        others.wait()
    }
}

extension Range<Int> {
    /// The numbers in blocks of `size`; the last block has the rest.
    package func blocks(of size: Int) -> [Range<Int>] {
        stride(from: lowerBound, to: upperBound, by: size).map { $0..<Swift.min($0 + size, upperBound) }
    }
}

/// Counts the unfinished jobs that share some threads.
private final class Sharers: Sendable {
    private let unfinished: Atomic<Int>

    init(_ jobs: Int) { unfinished = Atomic(jobs) }

    func leave() { unfinished.subtract(1, ordering: .relaxed) }

    func count(upTo threads: Int) -> Int { max(1, min(threads, unfinished.load(ordering: .relaxed))) }
}

extension Atomic<Int> {
    /// Returns the next number, counting from zero; nil once `limit` is reached.
    fileprivate func take(below limit: Int) -> Int? {
        let number = wrappingAdd(1, ordering: .relaxed).oldValue
        return number < limit ? number : nil
    }
}
