import Foundation
import Weave
import VariationalAutoencoder

/// Recorded runs of the notebook's own code on Keras 2.2.4 and TensorFlow 1.14.
///
/// Source: `Tests/VariationalAutoencoderTests/Fixtures/keras_runs.py`, which made the files.
public struct KerasRuns: Sendable {
    /// One run.
    package struct Run: Decodable, Sendable {
        /// What was handed to `np.random.seed`.
        package let seed: UInt32
        /// The hash of the ten initial weights, one after another; nil where it was not recorded.
        package let allWeights: String?
        /// The loss of each batch of the first epochs; nil where it was not recorded.
        package let batchLosses: [Double]?
        /// Loss, validation loss and validation recall@20 of each epoch.
        package let history: [[Double]]
        /// Recall on the test users by k.
        package let recall: [String: Double]
        /// How far Adam's counter was ahead of the updates made: by 1 or 0, for so many updates in a row.
        package let ahead: [[Int]]?

        package var losses: [Double] { history.map { $0[0] } }
        package var validationLosses: [Double] { history.map { $0[1] } }
        package var validationRecalls: [Double] { history.map { $0[2] } }

        /// Recall@k on the test users.
        package func recall(at k: Int) -> Double? { recall["\(k)"] }
    }

    /// Seeded with one line more, and nothing else changed: the data races are left in.
    package let asItStands: [Run]
    /// Seeded with three lines more: one data race is left.
    package let threeLines: [Run]
    /// Seeded with four lines more: functions of their seeds.
    package let fourLines: [Run]

    /// Reads the recordings of a folder.
    ///
    /// - Throws: `RecordingError` where a file is missing or damaged.
    public init(folder: String) throws(RecordingError) {
        func runs(_ name: String) throws(RecordingError) -> [Run] {
            struct File: Decodable { let runs: [Run] }
            let path = "\(folder)/keras-\(name).json"
            guard let data = FileManager.default.contents(atPath: path),
                let file = try? JSONDecoder().decode(File.self, from: data),
                file.runs.allSatisfy({ $0.history.allSatisfy { $0.count == 3 } })
            else { throw RecordingError(file: path) }
            return file.runs
        }
        asItStands = try runs("1-line")
        threeLines = try runs("3-lines")
        fourLines = try runs("4-lines")
    }
}

/// A file that should hold recorded runs and does not.
public struct RecordingError: Error, Sendable, CustomStringConvertible {
    /// The path that was tried.
    public let file: String

    public var description: String {
        "\(file): expected recorded runs of Keras, found none; run from the project's folder, and get the file back from git"
    }
}

/// A training beside Keras's of the same seed.
struct KerasAgreement {
    /// Each epoch that both ran: by how much the training loss, the validation loss and recall@20 are larger here.
    let differences: [[Double]]

    init(_ training: Training, _ keras: KerasRuns.Run) {
        let own = zip(training.history, training.recalls).map { [$0.loss, $0.validation?.total ?? 0, $1] }
        differences = zip(own, keras.history).map { zip($0, $1).map { $0 - $1 } }
    }

    /// The largest difference of a loss, training or validation, in nats.
    var largestLoss: Double { differences.map { max(abs($0[0]), abs($0[1])) }.max() ?? 0 }

    /// The largest difference of recall@20.
    var largestRecall: Double { differences.map { abs($0[2]) }.max() ?? 0 }

    /// How many epochs pass before recall@20 differs by a hit or more; a hit of one user is 0.05 / users.
    func epochsToTheLastHit(users: Int) -> Int {
        differences.prefix { abs($0[2]) < 0.5 * 0.05 / Double(users) }.count
    }
}

/// Chapter 9: the loss of the first batches, beside Keras's of the same seed.
func batchesTable(_ losses: [Double], beside keras: KerasRuns.Run?) -> Table {
    let recorded = keras?.batchLosses
    return Table(
        columns: ["Batch", "Loss"] + (recorded == nil ? [] : ["Keras's"]),
        rows: losses.prefix(6).enumerated().map { batch, loss in
            ["\(batch + 1)", decimal(loss, places: 7)] + (recorded.map { [decimal($0[batch], places: 7)] } ?? [])
        })
}

/// Chapter 9: how a training and Keras's of the same seed agree, in Markdown.
func beside(_ agreement: KerasAgreement?, _ keras: KerasRuns.Run?, users: Int) -> String {
    guard let agreement, let keras else {
        return
            "There is no recorded run of Keras to compare with: there is one on MovieLens 1M with the notebook's settings, for "
            + "seeds 0 to 19 and 42."
    }
    let exact = agreement.epochsToTheLastHit(users: users)
    return """
        The run of Keras is a recorded one, of the original libraries with the same seed \(keras.seed). The columns part when \
        rounding decides something: a sum in a hidden unit comes out a hair above zero in one program and a hair below in the \
        other, so that a gradient passes or does not. Until then the losses agree to seven digits; here recall@20 is the same to \
        the last hit for the first \(exact) epochs. Over all epochs the losses differ by at most \
        \(decimal(agreement.largestLoss * 1e6, places: 1)) millionths of a nat, and recall@20 by at most \
        \(decimal(agreement.largestRecall, places: 5)).
        """
}

/// Chapter 10: recall on the test users here, in Keras's run of the same seed and as printed, and how many hits here and there
/// differ by.
func recallsTable(_ recalls: [Double], beside keras: KerasRuns.Run, users: Int) -> Table {
    Table(
        columns: ["", "This run", "Keras, same seed", "Difference", "in hits", "Printed"],
        rows: Published.recalls.compactMap { k, printed in
            keras.recall(at: k).map { theirs in
                let difference = recalls[k - 1] - theirs
                return [
                    "recall@\(k)", decimal(recalls[k - 1], places: 6), decimal(theirs, places: 6),
                    signed(difference, places: 6), signed(difference * Double(k * users), places: 1),
                    decimal(printed, places: 6),
                ]
            }
        })
}
