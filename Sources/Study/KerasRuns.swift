import Foundation

/// Recorded runs of the notebook's own code on Keras 2.2.4 and TensorFlow 1.14.
///
/// Source: `Tests/VariationalAutoencoderTests/Fixtures/keras_runs.py`, which made the files.
package struct KerasRuns: Sendable {
    /// One run.
    package struct Run: Decodable, Sendable {
        /// What was handed to `np.random.seed`.
        package let seed: UInt32
        /// What was seeded: NumPy alone, or TensorFlow's graph too; nil for NumPy.
        package let seeded: String?
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

        /// Whether TensorFlow's graph was seeded too.
        package var seedsTheGraph: Bool { seeded.map { $0 != "NumPy" } ?? false }

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
    package init(folder: String) throws(RecordingError) {
        asItStands = try Self.runs("1-line", in: folder)
        threeLines = try Self.runs("3-lines", in: folder)
        fourLines = try Self.runs("4-lines", in: folder)
    }

    private static func runs(_ name: String, in folder: String) throws(RecordingError) -> [Run] {
        let path = "\(folder)/keras-\(name).json"
        guard let runs = FileManager.default.contents(atPath: path).flatMap(runs) else {
            throw RecordingError(file: path)
        }
        return runs
    }

    /// The runs of a file; nil where it is damaged.
    package static func runs(_ json: Data) -> [Run]? {
        struct File: Decodable { let runs: [Run] }
        guard let file = try? JSONDecoder().decode(File.self, from: json),
            file.runs.allSatisfy({ $0.history.allSatisfy { $0.count == 3 } })
        else { return nil }
        return file.runs
    }
}

/// A file that should hold recorded runs and does not.
package struct RecordingError: Error, Sendable, CustomStringConvertible {
    /// The path that was tried.
    package let file: String

    package init(file: String) { self.file = file }

    package var description: String {
        "\(file): expected recorded runs, found none; run from the project's folder, and get the file back from git"
    }
}
