import Cache
import Foundation
import Interactions
import LinearAlgebra
import Ranking
import Statistics
import VariationalAutoencoder

/// Trains by a recipe, epoch by epoch, each followed by what the recipe watches and a checkpoint.
///
/// A training that was stopped goes on from its checkpoint, and ends with the same bytes as one that never was.
///
/// - Parameters:
///   - users: Those to train on (U, I), and those whose losses, recall and NDCG are taken after each epoch.
///   - context: Its interruption is asked before each epoch.
///   - report: Is called after each epoch.
/// - Throws: `Interrupted`, once the epoch's checkpoint is written; `FileError` where it cannot be; `NotFiniteLoss`, where the
///   checkpoint of the last good epoch is left.
package func train(
    by recipe: Recipe, on users: (train: BinaryMatrix, validation: FoldIn), in context: WorkContext,
    report: (TrainingProgress) -> Void
) throws -> Training {
    let start = recipe.start
    let (training, state) =
        context.checkpoint.read(recipe) ?? (Training(startingFrom: start), TrainingState(start))
    let (threads, validation) = (context.threads, users.validation)
    let trainer = Trainer(
        state, on: users.train,
        validation: recipe.monitor.contains(.loss)
            ? (input: validation.input.clicks, target: validation.target.clicks) : nil,
        settings: recipe.training, threads: threads)
    let shown = Evaluation(asTheNotebook: validation)
    let heldOut = Evaluation(heldOutOf: validation)
    return try trainer.run(training) { model, epsilon in
        lazy var scores = recipe.scores(of: model, for: shown.input, epsilon: epsilon, threads: threads)
        var watched: Trainer.Watched = (nil, nil)
        func average(_ metric: Metric, _ users: Evaluation) -> Double {
            mean(metric.values(users.recommendations(scores, depth: metric.k, threads: threads), users.relevant))
        }
        let recall = Metric.recall(20)
        if recipe.monitor.contains(.recall), recipe.architecture.items > recall.k {
            watched.recall = average(recall, shown)
        }
        if recipe.monitor.contains(.ndcg) { watched.ndcg = average(.ndcg, heldOut) }
        return watched
    } epochBegins: { epochs in
        if context.interruption.isRequested() { throw Interrupted(epoch: epochs) }
    } epochEnded: { training, state in
        try context.checkpoint.write(
            training.safeTensors(resumedBy: state), afterEpochs: training.history.count)
        if let epoch = training.history.last {
            report(TrainingProgress(epoch, recall: training.recalls.last, recipe.training))
        }
    }
}

extension Checkpoint {
    /// Where a training by a recipe stood; nil where there is no checkpoint of it that is whole.
    package func read(_ recipe: Recipe) -> (Training, TrainingState)? {
        read().compactMap { file in
            guard let training = try? Training(file, recipe.architecture),
                let state = TrainingState(file, of: training)
            else { return nil }
            return (training, state)
        }.max { $0.0.history.count < $1.0.history.count }
    }
}

/// A training by a recipe, with all that it leaves.
package struct WholeTraining: CachedWork {
    package static let name = "training"
    package static let ending = "safetensors"

    package let key: Key
    private let users: (train: BinaryMatrix, validation: FoldIn)
    private let epochEnded: (TrainingProgress) -> Void

    package struct Key: Encodable {
        fileprivate let recipe: Recipe
        fileprivate let train: String
        fileprivate let validation: [String]
    }

    /// A training on users (U, I), whose progress is reported after each epoch.
    package init(
        by recipe: Recipe, on users: (train: BinaryMatrix, validation: FoldIn),
        epochEnded: @escaping (TrainingProgress) -> Void
    ) {
        key = Key(recipe: recipe, train: users.train.digest, validation: users.validation.digests)
        self.users = users
        self.epochEnded = epochEnded
    }

    package var version: String { trainingVersion }

    package func result(_ context: WorkContext) throws -> Training {
        try train(by: key.recipe, on: users, in: context, report: epochEnded)
    }

    package func bytes(of training: Training, for file: String) throws -> [UInt8] {
        try training.safeTensors().sealed(for: file).bytes()
    }

    package func value(in bytes: Data, of file: String) -> Training? {
        guard let found = try? SafeTensors(bytes: [UInt8](bytes)), found.isSealed(for: file) else { return nil }
        return try? Training(found, key.recipe.architecture)
    }
}

/// The version of whatever is trained, for the cache: its own number, and the trainer's.
package let trainingVersion = "3 \(Trainer.version)"
