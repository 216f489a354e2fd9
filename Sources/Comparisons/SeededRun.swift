import Formatting
import Ranking
import Study
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
    package var recalls: [Double] { Depths.notebook.compactMap { recall(at: $0) } }
}

extension StudyData {
    /// Recall at each published k over some runs; nothing where there are none.
    package func recallNumbers(_ runs: [[Double]]) -> [ReplicatedMetric] {
        depths.recall.enumerated().compactMap { index, k in
            let published = Published.recalls.first { $0.k == k }?.recall
            return ReplicatedMetric(
                name: "recall@\(k)", runs.map { $0[index] }, published: comparability.sameTraining ? published : nil)
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
