/// The weight β of the KL divergence at every update of a training run.
///
/// Source: notebook cells 222 and 236; Liang et al. 2018, section 2.2.2.
public struct AnnealingSchedule: Sendable, Hashable, Codable {
    /// What the schedule counts.
    public enum Counting: String, Sendable, Hashable, Codable {
        /// The batches of the epoch, after each of which β is set anew: what the notebook's callback does. β is 1 until
        /// the first batch is done.
        case batchesOfTheEpoch
        /// The updates of the whole run: what was meant.
        case updatesOfTheRun
    }

    /// The largest β.
    public var cap: Double
    /// The number of updates over which β would rise to 1; zero for β at its cap from the start.
    public var steps: Int
    /// What is counted.
    public var counting: Counting

    /// Makes a schedule.
    public init(cap: Double, steps: Int, counting: Counting) {
        self.cap = cap
        self.steps = steps
        self.counting = counting
    }

    /// β for the update of a batch, both counted from zero, when an epoch has `batches` batches.
    ///
    /// `batch` may be `batches`: that is β once the epoch is over, when the validation loss is taken.
    public func beta(epoch: Int, batch: Int, batches: Int) -> Double {
        switch counting {
        case .updatesOfTheRun: return value(at: epoch * batches + batch)
        case .batchesOfTheEpoch:
            if batch > 0 { return value(at: batch - 1) }
            return epoch == 0 ? 1 : value(at: batches - 1)
        }
    }

    private func value(at count: Int) -> Double { steps > 0 ? min(cap, Double(count) / Double(steps)) : cap }
}
