import Cache
import Foundation
import Synchronization

private let isInterrupted = Atomic(false)

/// Turns the first Ctrl-C into a request to stop after the current epoch; a second one ends the program at once.
func interruptionBySignal() -> Interruption {
    _ = isInterrupted.load(ordering: .relaxed)
    signal(SIGINT) { _ in
        // Only these calls are safe in a signal handler.
        if isInterrupted.exchange(true, ordering: .relaxed) { _exit(130) }
        let text: StaticString = "\nStopping after this epoch; press Ctrl-C again to stop at once.\n"
        _ = write(2, text.utf8Start, text.utf8CodeUnitCount)
    }
    // Whoever started the program may have blocked the signal, as the threads of a Swift program do.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    return Interruption { isInterrupted.load(ordering: .relaxed) }
}
