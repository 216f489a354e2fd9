import Foundation
import Synchronization

/// How many threads may work at once on the blocks of a parallel loop.
///
/// The blocks are fixed by the caller and so are their results; the number of threads decides only
/// how soon they are all done.
public struct Threads: Sendable {
    /// The largest number of threads that work at once, at least one.
    public let count: Int
    /// The jobs that share these threads; nil where one has them all.
    private let sharers: Sharers?

    /// Makes a limit of `count` threads.
    ///
    /// - Precondition: `count` is positive.
    public init(_ count: Int) { self.init(count, sharers: nil) }

    private init(_ count: Int, sharers: Sharers?) {
        precondition(count > 0, "work takes at least one thread")
        self.count = count
        self.sharers = sharers
    }

    /// Runs `body(block, worker)` once for each block in `0..<blocks`, in any order and on up to `count`
    /// threads, and returns when all are done; `worker` in `0..<count` tells apart the calls that may run at once.
    ///
    /// `body` may write through unsafe pointers as long as no two blocks write the same place: this is
    /// the one place where the compiler's check of shared state is set aside.
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

    /// Runs `body(range, worker)` once for each block of `size` numbers in `0..<count`, the last one of what is left, as
    /// `forEach` does.
    package func forEachBlock(of count: Int, size: Int, _ body: (_ range: Range<Int>, _ worker: Int) -> Void) {
        forEach((count + size - 1) / size) { block, worker in
            body(block * size..<min((block + 1) * size, count), worker)
        }
    }

    /// Runs `body(job, threads)` once for each job in `0..<jobs`, as many at once as there are threads, and returns when all
    /// are done. A job's own loops run on one thread; those that outlast the others also take the threads that these leave.
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
        // Not a parallel loop of Dispatch's: a loop within one would find no thread left for it.
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

/// The jobs that are not done yet and share some threads.
private final class Sharers: Sendable {
    private let unfinished: Atomic<Int>

    init(_ jobs: Int) { unfinished = Atomic(jobs) }

    func leave() { unfinished.subtract(1, ordering: .relaxed) }

    func count(upTo threads: Int) -> Int { max(1, min(threads, unfinished.load(ordering: .relaxed))) }
}

extension Atomic<Int> {
    /// The next number, counted from zero; nil once `limit` is reached.
    fileprivate func take(below limit: Int) -> Int? {
        let number = wrappingAdd(1, ordering: .relaxed).oldValue
        return number < limit ? number : nil
    }
}
