import Formatting
import Foundation

/// Refuses to begin where less memory may be asked for than a study needs: OpenBLAS, refused its own, asks again for ever.
///
/// - Throws: `AddressSpaceError`.
func requireAddressSpace(threads: Int) throws {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 else { return }
    // A study of MovieLens 1M reserves 0.8 GB on two threads, most of it OpenBLAS's, which is for each thread.
    let needed = UInt64(768 + 128 * threads)
    guard limit.rlim_cur >> 20 < needed else { return }
    throw AddressSpaceError(found: UInt64(limit.rlim_cur >> 20), needed: needed, threads: threads)
}

/// A limit of the address space that is too low.
struct AddressSpaceError: Error, CustomStringConvertible {
    let found: UInt64
    let needed: UInt64
    let threads: Int

    var description: String {
        "memory: expected to be allowed \(needed) MB of address space for \(counted(threads, "thread")), "
            + "found a limit of \(found) MB; raise it (ulimit -v), or use fewer --threads"
    }
}
