import Foundation
import Hashing
import Interactions
import LinearAlgebra

/// What the whole contest gave, as `./reproduce.sh contest` records it in `chapters/contest.json`.
package struct ContestRecording: Sendable, Hashable, Codable {
    /// A setting that was tried.
    package struct Try: Sendable, Hashable, Codable {
        package let model: ContestModel
        package let candidate: Candidate
        package let bestEpoch: Int
        /// NDCG@100 on the validation users; the test users play no part in a try.
        package let validation: Double

        init(model: ContestModel, candidate: Candidate, _ outcome: Outcome) {
            self.model = model
            self.candidate = candidate
            bestEpoch = outcome.bestEpoch
            validation = outcome.validation
        }
    }

    /// A row of the table under one seed.
    package struct Run: Sendable, Hashable, Codable {
        package let model: ContestModel
        package let candidate: Candidate
        package let outcome: Outcome
    }

    /// Validation NDCG@100 by epoch of a schedule of the paper's figure 1.
    package struct Curve: Sendable, Hashable, Codable {
        package let name: String
        package let ndcgs: [Double]
    }

    /// A hash of the users, movies and clicks.
    package let splits: String
    /// The kernels of OpenBLAS that it was made with: others round otherwise.
    package let kernels: String
    package let tries: [Try]
    package let runs: [Run]
    package let curves: [Curve]

    /// Records a contest whose candidates have all been fitted.
    package init(_ plan: ContestPlan, _ outcomes: [Candidate: Outcome], on splits: PaperSplits) throws {
        self.splits = try splits.fingerprint
        kernels = matrixProductKernels
        tries = ContestModel.tuned.flatMap { model in
            plan.tries(of: model).compactMap { candidate in
                outcomes[candidate].map { Try(model: model, candidate: candidate, $0) }
            }
        }
        runs = plan.rows(outcomes).flatMap { model, candidate in
            plan.runs(of: candidate).compactMap { candidate in
                outcomes[candidate].map { Run(model: model, candidate: candidate, outcome: $0) }
            }
        }
        curves = plan.curves.compactMap { name, candidate in
            outcomes[candidate].map { Curve(name: name, ndcgs: $0.ndcgs) }
        }
    }

    /// The rows of the table.
    package var rows: [ContestRow] {
        ContestModel.allCases.compactMap { model in
            let own = runs.filter { $0.model == model }
            return own.first.map { ContestRow(model, $0.candidate, own.map(\.outcome)) }
        }
    }
}

extension ContestRecording {
    /// The recording in a folder, if it is of this plan on these users; nil where there is none, or that of another contest.
    ///
    /// - Throws: `RecordingError` if the file is damaged.
    package static func matching(
        _ plan: ContestPlan, on splits: PaperSplits, in folder: String
    ) throws -> ContestRecording? {
        let file = "\(folder)/contest.json"
        guard let json = FileManager.default.contents(atPath: file) else { return nil }
        let recording = try ContestRecording(json: json, file: file)
        let (given, tried) = (plan.given.map(\.candidate), ContestModel.tuned.flatMap { plan.tries(of: $0) })
        let isOfThePlan =
            recording.tries.map(\.candidate) == tried
            && recording.rows.allSatisfy { $0.runs.count == plan.runs(of: $0.candidate).count }
            && Set(given).isSubset(of: recording.rows.map(\.candidate))
        return try isOfThePlan && recording.splits == splits.fingerprint ? recording : nil
    }
}

extension PaperSplits {
    /// A hash of the users, movies and clicks.
    fileprivate var fingerprint: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            var hash = SHA256()
            hash.update(try encoder.encode(parts))
            return hash.finalize().prefix(16).hexadecimal
        }
    }
}

extension ContestRecording {
    /// The recording as JSON with a line for each try, run and curve; the same contest gives the same bytes.
    package func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        func line(_ value: some Encodable) throws -> String {
            String(decoding: try encoder.encode(value), as: UTF8.self)
        }
        func list(_ values: [some Encodable]) throws -> String {
            "[\n" + (try values.map(line).joined(separator: ",\n")) + "\n]"
        }
        let text = try """
        {
        "curves": \(list(curves)),
        "kernels": \(line(kernels)),
        "runs": \(list(runs)),
        "splits": \(line(splits)),
        "tries": \(list(tries))
        }

        """
        return Array(text.utf8)
    }

    /// Reads what `json()` returned.
    ///
    /// - Parameter file: The file's name, for the error message.
    /// - Throws: `RecordingError` if the bytes are no recording, or its runs are not about the same users.
    package init(json: Data, file: String) throws(RecordingError) {
        guard let recording = try? JSONDecoder().decode(ContestRecording.self, from: json),
            Set(recording.runs.map(\.outcome.test.userCounts)).count <= 1
        else { throw RecordingError(file: file) }
        self = recording
    }
}
