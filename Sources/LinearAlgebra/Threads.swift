import Dispatch
import Synchronization

/// How many threads may work at once on the blocks of a parallel loop.
///
/// The blocks are fixed by the caller and so are their results; the number of threads decides only
/// how soon they are all done.
public struct Threads: Sendable, Hashable {
    /// The largest number of threads that work at once, at least one.
    public let count: Int

    /// Makes a limit of `count` threads.
    ///
    /// - Precondition: `count` is positive.
    public init(_ count: Int) {
        precondition(count > 0, "work takes at least one thread")
        self.count = count
    }

    /// Runs `body(block, worker)` once for each block in `0..<blocks`, in any order and on up to `count`
    /// threads, and returns when all are done; `worker` in `0..<count` tells apart the calls that may run at once.
    ///
    /// `body` may write through unsafe pointers as long as no two blocks write the same place: this is
    /// the one place where the compiler's check of shared state is set aside.
    public func forEach(_ blocks: Int, _ body: (_ block: Int, _ worker: Int) -> Void) {
        let workers = min(count, blocks)
        if workers <= 1 {
            for block in 0..<blocks { body(block, 0) }
            return
        }
        withoutActuallyEscaping(body) { body in
            nonisolated(unsafe) let body = body
            let next = Atomic(0)
            DispatchQueue.concurrentPerform(iterations: workers) { worker in
                while true {
                    let block = next.wrappingAdd(1, ordering: .relaxed).oldValue
                    if block >= blocks { return }
                    body(block, worker)
                }
            }
        }
    }
}
