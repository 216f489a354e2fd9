import Foundation
import Interactions
import LinearAlgebra
import Random
import Ranking
import Recommenders
import Statistics
import Study

/// What chapter 15's models gave on NCF's test set, as `./reproduce.sh ncf` records it in `recordings/ncf.json`.
package struct NCFRecording: Sendable, Hashable, Codable {
    /// A number averaged over users, with its standard error.
    package struct Mean: Sendable, Hashable, Codable {
        package let mean, standardError: Double

        init(_ values: [Double?]) {
            let average = Average(values)
            mean = average?.mean ?? 0
            standardError = average?.standardError ?? 0
        }
    }

    /// HitRate@10 and NDCG@10 of a model.
    package struct Metrics: Sendable, Hashable, Codable {
        package let hitRate, ndcg: Mean

        /// Averages each user's values over runs, and those over users.
        init(_ runs: [HeldOutRanks]) {
            hitRate = Mean(NCFRecording.hitRate.byUser(runs))
            ndcg = Mean(NCFRecording.ndcg.byUser(runs))
        }
    }

    /// A model's metrics among the candidates and among all movies.
    package struct Measured: Sendable, Hashable, Codable {
        package let candidates, all: Metrics

        init(_ runs: [HeldOutRankings]) {
            candidates = Metrics(runs.map(\.candidates))
            all = Metrics(runs.map(\.all))
        }
    }

    /// By how much a model's NDCG@10 is above another's, user by user.
    package struct Pair: Sendable, Hashable, Codable {
        package let first, second: String
        package let candidates, all: Mean

        init(_ first: (name: String, runs: [HeldOutRankings]), _ second: (name: String, runs: [HeldOutRankings])) {
            func difference(_ ranks: (HeldOutRankings) -> HeldOutRanks) -> Mean {
                let metric = NCFRecording.ndcg
                return Mean(
                    zip(metric.byUser(first.runs.map(ranks)), metric.byUser(second.runs.map(ranks))).map {
                        first, second in
                        first.flatMap { first in second.map { first - $0 } }
                    })
            }
            (self.first, self.second) = (first.name, second.name)
            candidates = difference(\.candidates)
            all = difference(\.all)
        }
    }

    /// A setting that was tried, with NDCG@10 on clicks held out of the training clicks.
    package struct Try: Sendable, Hashable, Codable {
        package let candidate: Candidate
        package let ndcg: Double
    }

    /// A model of the table: its mean over all runs, and each run's under its seed.
    package struct Row: Sendable, Hashable, Codable {
        package let name: String
        /// Its settings, under the first seed.
        package let candidate: Candidate
        package let mean: Measured
        package let runs: [Measured]
    }

    /// The metrics of NCF's authors.
    package static let hitRate = Metric.hitRate(10)
    package static let ndcg = Metric.ndcg(10)

    /// The digest of the split.
    package let split: String
    /// The kernels of OpenBLAS that it was made with: others round otherwise.
    package let kernels: String
    package let tries: [Try]
    package let rows: [Row]
    /// Every two models of the table, the earlier one first.
    package let pairs: [Pair]

    /// Tries the settings of item-kNN on clicks held out of the training clicks, and fits every model of the table under its
    /// seeds; fits are cached.
    ///
    /// - Throws: as `rankings` of a split does.
    package init(of split: LeaveOneOut, in context: RunContext) throws {
        let plan = NCFPlan(users: split.train.shape.users, movies: split.train.shape.movies)
        let inner = split.holdingOutOneMore(
            candidates: NCFPlan.searchCandidates, generator: Philox4x32(seed: NCFPlan.searchSeed))
        // They take seconds; what is told of the run is how far the fits are.
        let quiet = RunContext(threads: context.threads, cache: context.cache, interruption: context.interruption)
        let tried = try inner.rankings(of: plan.tried.map { NCFModel("item-kNN", $0) }, in: quiet)
        tries = plan.tried.compactMap { candidate in
            tried[candidate].map { Try(candidate: candidate, ndcg: mean($0.candidates.values(Self.ndcg))) }
        }
        let models = plan.models(itemKNN: tries.best?.candidate)
        let rankings = try split.rankings(of: models.flatMap { $0.seeded(NCFPlan.seeds) }, in: context)
        let fitted = models.map { model in
            (model: model, runs: model.seeded(NCFPlan.seeds).compactMap { rankings[$0.candidate] })
        }
        rows = fitted.map { model, runs in
            Row(name: model.name, candidate: model.candidate, mean: Measured(runs), runs: runs.map { Measured([$0]) })
        }
        pairs = fitted.indices.flatMap { second in
            (0..<second).map { first in
                Pair((fitted[first].model.name, fitted[first].runs), (fitted[second].model.name, fitted[second].runs))
            }
        }
        self.split = split.digest
        kernels = matrixProductKernels
    }
}

extension Metric {
    /// Each user's value, averaged over runs.
    fileprivate func byUser(_ runs: [HeldOutRanks]) -> [Double?] { averagedByUser(runs.map { $0.values(self) }) }
}

extension [NCFRecording.Try] {
    /// The one with the highest NDCG@10; the first of equal ones.
    package var best: NCFRecording.Try? {
        reduce(nil) { best, next in next.ndcg > best?.ndcg ?? -1 ? next : best }
    }
}

extension NCFRecording {
    /// The recording in a folder.
    ///
    /// - Throws: `RecordingError` if there is none or it is damaged.
    package init(folder: String) throws(RecordingError) {
        let file = "\(folder)/ncf.json"
        guard let json = FileManager.default.contents(atPath: file),
            let recording = try? JSONDecoder().decode(NCFRecording.self, from: json)
        else { throw RecordingError(file: file) }
        self = recording
    }

    /// The recording as JSON with a line for each try and row; the same rankings give the same bytes.
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
        "kernels": \(line(kernels)),
        "pairs": \(list(pairs)),
        "rows": \(list(rows)),
        "split": \(line(split)),
        "tries": \(list(tries))
        }

        """
        return Array(text.utf8)
    }
}

/// Chapter 15's models were to be recorded without what they are recorded of.
package struct NCFError: Error, CustomStringConvertible {
    package let description: String

    package init(expected: String, found: String, option: String) {
        description = "ncf: expected \(expected), found \(found); name its folder with \(option)"
    }
}
