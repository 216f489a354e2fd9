/// The weight β of the KL divergence at every update of a training run.
///
/// Source: notebook cells 222 and 236; Liang et al. 2018, section 2.2.2.
public struct AnnealingSchedule: Sendable, Hashable, Codable {
    /// What the schedule counts.
    public enum Counting: String, Sendable, Hashable, Codable {
        /// The batches of an epoch, after each of which β is set, as in the notebook's callback. β is 1 until the first
        /// batch is done.
        case batchesOfTheEpoch
        /// The updates of the whole run, as intended.
        case updatesOfTheRun
    }

    /// The largest β.
    public var cap: Double
    /// The number of updates in which β would rise to 1; with zero, β is at its cap from the start.
    public var steps: Int
    /// What is counted.
    public var counting: Counting
    /// β at the run's first update; nil for what the counting gives.
    public var first: Double?

    /// Creates a schedule.
    public init(cap: Double, steps: Int, counting: Counting) {
        self.cap = cap
        self.steps = steps
        self.counting = counting
    }

    /// β for the update of a batch, both counted from zero, when an epoch has `batches` batches.
    ///
    /// `batch` may be `batches`; that gives β at the end of the epoch, when the validation loss is computed.
    public func beta(epoch: Int, batch: Int, batches: Int) -> Double {
        if let first, epoch == 0, batch == 0 { return first }
        switch counting {
        case .updatesOfTheRun: return value(at: epoch * batches + batch)
        case .batchesOfTheEpoch:
            if batch > 0 { return value(at: batch - 1) }
            return epoch == 0 ? 1 : value(at: batches - 1)
        }
    }

    private func value(at count: Int) -> Double { steps > 0 ? min(cap, Double(count) / Double(steps)) : cap }
}
