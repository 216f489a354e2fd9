/// A training that has left the numbers: a loss that is infinite or none, so that no later epoch could be better.
public struct NotFiniteLoss: Error, Hashable, Sendable, CustomStringConvertible {
    /// The epoch, counted from 1.
    public let epoch: Int
    /// The batch, counted from 1; nil for the validation users' loss after the epoch.
    public let batch: Int?
    /// The settings of the training.
    public let settings: TrainingSettings

    init(epoch: Int, batch: Int?, settings: TrainingSettings) {
        self.epoch = epoch
        self.batch = batch
        self.settings = settings
    }

    /// The error on one line.
    public var description: String {
        let place = batch.map { "in batch \($0) of epoch \(epoch)" } ?? "of the validation users after epoch \(epoch)"
        // Dropout scales what is left by 1 / (1 − p): a hundredfold for the last percent.
        let advice =
            settings.dropout > 0.9
            ? "lower --dropout, which is \(settings.dropout)"
            : "lower --learning-rate, which is \(settings.adam.learningRate)"
        return "training: expected a finite loss, found none \(place); \(advice)"
    }
}
