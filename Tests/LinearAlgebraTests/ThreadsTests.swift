import Foundation
import LinearAlgebra
import Synchronization
import Testing

struct ThreadsTests {
    @Test("a loop runs each block once, by workers that are told apart", arguments: [1, 2, 3, 8])
    func blocks(count: Int) {
        let seen = Mutex<[Int: Int]>([:])
        Threads(count).forEach(40) { block, worker in
            #expect((0..<count).contains(worker))
            seen.withLock { $0[block, default: 0] += 1 }
        }
        #expect(seen.withLock { $0 } == Dictionary(uniqueKeysWithValues: (0..<40).map { ($0, 1) }))
    }

    @Test("what a loop makes is in the order of its numbers", arguments: [1, 2, 3, 8])
    func map(count: Int) {
        #expect(Threads(count).map(40) { "\($0)" } == (0..<40).map { "\($0)" })
        #expect(Threads(count).map(0) { $0 } == [])
    }

    @Test(
        "jobs run once each, as many at once as there are threads, and their loops too", arguments: [1, 2, 3, 8],
        [0, 1, 5])
    func jobs(count: Int, jobs: Int) {
        let seen = Mutex<[Int: Int]>([:])
        let running = Atomic(0)
        let most = Mutex(0)
        Threads(count).forEachJob(jobs) { job, threads in
            let now = running.add(1, ordering: .relaxed).newValue
            most.withLock { $0 = max($0, now) }
            threads.forEach(10) { _, worker in
                #expect((0..<count).contains(worker))
                seen.withLock { $0[job, default: 0] += 1 }
            }
            running.subtract(1, ordering: .relaxed)
        }
        #expect(seen.withLock { $0 } == Dictionary(uniqueKeysWithValues: (0..<jobs).map { ($0, 10) }))
        #expect(most.withLock { $0 } <= count)
    }

    @Test(
        "a job runs on one thread beside others, and takes over their threads once they are done",
        .enabled(if: ProcessInfo.processInfo.activeProcessorCount > 1, "needs two processors"))
    func lastJob() {
        let (ended, begun) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let beside = Mutex<Set<Int>>([])
        let after = Mutex<Set<Int>>([])
        Threads(2).forEachJob(2) { job, threads in
            if job == 0 {
                begun.wait()
                ended.signal()
                return
            }
            threads.forEach(100) { _, worker in beside.withLock { _ = $0.insert(worker) } }
            begun.signal()
            ended.wait()
            // The other job has nothing left to do, but may take a moment to leave.
            let deadline = Date(timeIntervalSinceNow: 60)
            while after.withLock({ $0.count }) < 2, Date() < deadline {
                threads.forEach(2) { _, worker in
                    Thread.sleep(forTimeInterval: 0.01)
                    after.withLock { _ = $0.insert(worker) }
                }
            }
        }
        #expect(beside.withLock { $0 } == [0])
        #expect(after.withLock { $0 } == [0, 1])
    }
}
