/// Whether somebody wants a run to stop at the next good moment.
public struct Interruption: Sendable {
    /// Asks.
    let isRequested: @Sendable () -> Bool

    /// Makes an interruption from a question.
    public init(_ isRequested: @escaping @Sendable () -> Bool) { self.isRequested = isRequested }

    /// Never.
    public static let never = Interruption { false }
}

/// A training stopped because somebody wanted it to; its last epoch's checkpoint is written.
public struct Interrupted: Error, Hashable, CustomStringConvertible {
    /// The last epoch that was run, counted from 1; 0 before the first.
    public let epoch: Int

    public var description: String {
        epoch == 0
            ? "interrupted before an epoch; run the same command again to begin there"
            : "interrupted after epoch \(epoch), which is kept; run the same command again to go on from there"
    }
}
