/// A request to stop after the current epoch.
package struct Interruption: Sendable {
    /// Returns whether a stop was requested.
    package let isRequested: @Sendable () -> Bool

    /// Makes an interruption from a closure that returns whether a stop was requested.
    package init(_ isRequested: @escaping @Sendable () -> Bool) { self.isRequested = isRequested }

    /// A run that is never interrupted.
    package static let never = Interruption { false }
}

/// A training stopped because somebody wanted it to; its last epoch's checkpoint is written.
package struct Interrupted: Error, Hashable, CustomStringConvertible {
    /// The last epoch that was run, counted from 1; 0 before the first.
    package let epoch: Int

    package init(epoch: Int) { self.epoch = epoch }

    package var description: String {
        epoch == 0
            ? "interrupted before an epoch; run the same command again to begin there"
            : "interrupted after epoch \(epoch), which is kept; run the same command again to go on from there"
    }
}
