import Ranking
import VariationalAutoencoder

/// What a seed gave.
package struct SeededRun: Sendable {
    package let seed: UInt32
    package let result: TrainedRun

    /// Puts a seed beside what it gave.
    package init(seed: UInt32, result: TrainedRun) {
        self.seed = seed
        self.result = result
    }

    /// Recall on the test users by the notebook's metric, at each published k.
    package var recalls: [Double] { result[.notebook, .notebook].meanRecalls }
}

extension KerasRuns.Run {
    /// Recall on the test users, at each published k.
    package var recalls: [Double] { Published.recalls.compactMap { recall(at: $0.0) } }
}

extension StudyData {
    /// Recall at each published k over some runs; nothing where there are none.
    package func recallNumbers(_ runs: [[Double]]) -> [ReplicatedMetric] {
        zip(depths.recall, Published.recalls).enumerated().compactMap { index, depth in
            ReplicatedMetric(
                name: "recall@\(depth.0)", runs.map { $0[index] },
                published: comparability.sameTraining ? depth.1.1 : nil)
        }
    }
}

extension Subjects {
    /// Trains recipes on these users and evaluates them; progress is reported as chapter 14's.
    ///
    /// - Throws: `Interrupted`, after checkpoints were written; `FileError`.
    package func results(of recipes: [Recipe], in context: RunContext) throws -> [TrainedRun] {
        try Experiment.results(of: recipes, on: self, in: context) {
            context.report(.advanced(.seeds, share: $0, doing: $1))
        }
    }

    /// Trains variants under seeds on these users and evaluates them; progress is reported as chapter 12's.
    ///
    /// - Throws: `Interrupted`, after checkpoints were written; `FileError`.
    package func results(
        of variants: [Variant], under seeds: some Sequence<UInt32>, in context: RunContext
    ) throws -> [VariantResult] {
        try Experiment.results(of: variants, under: seeds, on: self, in: context) {
            context.report(.advanced(.repair, share: $0, doing: $1))
        }
    }
}

extension [SeededRun] {
    /// What is written beside the pages, at full precision: a row a seed, and a row an epoch of each.
    package var files: [(path: String, bytes: [UInt8])] {
        let depths = zip(Depths.notebook, first?.recalls ?? []).map { "recall@\($0.0)" }
        let seeds = map { run in ["\(run.seed)", "\(run.result.epochs)"] + run.recalls.map { "\($0)" } }
        let epochs = flatMap { run in
            run.result.history.enumerated().map { place, epoch in
                let recall = place < run.result.recalls.count ? "\(run.result.recalls[place])" : ""
                let loss = epoch.validation?.total ?? .nan
                return ["\(run.seed)", "\(epoch.epoch)", "\(epoch.loss)", "\(loss)", recall]
            }
        }
        return [
            ("seeds.csv", csv(["seed", "epochs"] + depths, seeds)),
            ("seeds-history.csv", csv(["seed", "epoch", "loss", "validation_loss", "recall@20"], epochs)),
        ]
    }
}
