import Foundation
import Hashing
import Interactions
import LinearAlgebra
import Recommenders
import Study

/// What the whole contest gave, as `./reproduce.sh contest` records it in `recordings/contest.json`.
package struct ContestRecording: Sendable, Hashable, Codable {
    /// A setting that was tried.
    package struct Try: Sendable, Hashable, Codable {
        package let model: ContestModel
        package let candidate: Candidate
        package let bestEpoch: Int
        /// NDCG@100 on the validation users; the test users play no part in a try.
        package let validation: Double

        init(_ entry: Entry, _ outcome: Outcome) {
            model = entry.model
            candidate = entry.candidate
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
    package private(set) var tries: [Try]
    package private(set) var runs: [Run]
    package let curves: [Curve]

    /// Records a contest whose candidates have all been fitted.
    package init(_ plan: ContestPlan, _ outcomes: [Candidate: Outcome], on splits: PaperSplits) throws {
        self.splits = try splits.fingerprint
        kernels = matrixProductKernels
        tries = ContestModel.searched.flatMap(plan.tries).compactMap { entry in
            outcomes[entry.candidate].map { Try(entry, $0) }
        }
        runs = plan.rows(outcomes).flatMap(plan.runs).compactMap { entry in
            outcomes[entry.candidate].map { Run(model: entry.model, candidate: entry.candidate, outcome: $0) }
        }
        curves = plan.curves.compactMap { name, entry in
            outcomes[entry.candidate].map { Curve(name: name, ndcgs: $0.ndcgs) }
        }
    }

    /// The recorded runs of a model as a row of the table; nil where there are none.
    private func row(_ model: ContestModel) -> ContestRow? {
        let own = runs.filter { $0.model == model }
        return own.first.map { ContestRow(Entry(model, $0.candidate), own.map(\.outcome)) }
    }

    /// The rows of the table.
    package var rows: [ContestRow] { ContestModel.all.compactMap(row) }
}

extension ContestRecording {
    /// What the recording in a folder has of a plan for these users: the models whose settings, tries and seeds are the
    /// plan's. Nil where there is no recording, or one that lacks a row whose settings are given, or has no search.
    ///
    /// - Throws: `RecordingError` if the file is damaged.
    package static func matching(
        _ plan: ContestPlan, on splits: PaperSplits, in folder: String
    ) throws -> ContestRecording? {
        let file = "\(folder)/contest.json"
        guard let json = FileManager.default.contents(atPath: file) else { return nil }
        let recording = try ContestRecording(json: json, file: file)
        guard try recording.splits == splits.fingerprint else { return nil }
        let found = ContestModel.all.filter { recording.has($0, of: plan) }
        guard plan.given.allSatisfy({ found.contains($0.model) }), found.contains(where: \.isSearched) else {
            return nil
        }
        return recording.keeping(found)
    }

    /// Whether a model is recorded as a plan has it.
    private func has(_ model: ContestModel, of plan: ContestPlan) -> Bool {
        guard let row = row(model), row.runs.count == plan.runs(of: row.entry).count else { return false }
        return plan.given(model).map { $0.candidate == row.entry.candidate }
            ?? (tries.filter { $0.model == model }.map(\.candidate) == plan.tries(of: model).map(\.candidate))
    }

    private func keeping(_ models: [ContestModel]) -> ContestRecording {
        var kept = self
        kept.tries = tries.filter { models.contains($0.model) }
        kept.runs = runs.filter { models.contains($0.model) }
        return kept
    }
}

extension PaperSplits {
    /// A hash of the users, movies and clicks.
    fileprivate var fingerprint: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            var hash = SHA256()
            hash.update(try encoder.encode(parts.digests))
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
            Set(recording.runs.flatMap(\.outcome.test.userCounts)).count <= 1
        else { throw RecordingError(file: file) }
        self = recording
    }
}

extension ContestRecording {
    private enum CodingKeys: CodingKey { case splits, kernels, tries, runs, curves }

    /// Reads a recording without what it has of models that are no longer among all.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        splits = try container.decode(String.self, forKey: .splits)
        kernels = try container.decode(String.self, forKey: .kernels)
        tries = try container.decode([OfKnownModel<Try>].self, forKey: .tries).compactMap(\.value)
        runs = try container.decode([OfKnownModel<Run>].self, forKey: .runs).compactMap(\.value)
        curves = try container.decode([Curve].self, forKey: .curves)
    }

    /// What is recorded of a model; nil for one that is not among all.
    private struct OfKnownModel<Value: Decodable>: Decodable {
        let value: Value?

        private enum CodingKeys: CodingKey { case model }

        init(from decoder: any Decoder) throws {
            let name = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .model)
            value = ContestModel.all.contains { $0.name == name } ? try Value(from: decoder) : nil
        }
    }
}
