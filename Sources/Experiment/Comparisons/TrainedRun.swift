import Interactions
import LinearAlgebra
import Ranking
import VariationalAutoencoder

/// Which weights of a training to evaluate, and whether z is sampled or its mean.
package struct Readout: Sendable, Hashable, Codable {
    /// Whose weights.
    package var weights = Weights.last
    /// How z is taken.
    package var latent = LatentChoice.sample

    /// Whose weights.
    package enum Weights: String, Sendable, Hashable, Codable, CaseIterable {
        /// The last epoch's, as the notebook keeps them.
        case last
        /// Those of the epoch of the highest NDCG@100 on the validation users.
        case best
    }

    /// The notebook's.
    package static let notebook = Readout()

    /// Every reading, the notebook's first.
    package static let all = Weights.allCases.flatMap { weights in
        LatentChoice.allCases.map { Readout(weights: weights, latent: $0) }
    }
}

/// The history of one training and its metrics on the test users.
package struct TrainedRun: Sendable, Hashable, Codable {
    /// What each epoch gave.
    package let history: [EpochRecord]
    /// The notebook's recall@20 on the validation users after each epoch; empty where it was not watched.
    package let recalls: [Double]
    /// The epoch, counted from 1, whose weights are the best.
    package let bestEpoch: Int
    /// One for each reading and, within it, each protocol; the last weights' alone where no epoch was watched to be the best.
    private let metrics: [UserMetrics]

    /// How a reading of the training does under a protocol.
    package subscript(_ reading: Readout, _ name: TestProtocol) -> UserMetrics {
        let (readings, protocols) = (Readout.all, TestProtocol.allCases)
        guard let row = readings.firstIndex(of: reading), let column = protocols.firstIndex(of: name) else {
            preconditionFailure("a reading and a protocol are among all of them")
        }
        let place = row * protocols.count + column
        precondition(place < metrics.count, "the best epoch's weights take a training that was watched")
        return metrics[place]
    }

    /// The epochs that were run.
    package var epochs: Int { history.count }

    /// Evaluates what a training left on the test users, with the predictions that follow it.
    package init(
        _ training: Training, by recipe: Recipe, in session: KerasSession, on test: TestProtocols, threads: Threads
    ) {
        let epsilon = session.predictionEpsilon(afterEpochs: training.history.count)
        history = training.history
        recalls = training.recalls
        bestEpoch = training.bestEpoch
        metrics = Readout.all.filter { recipe.monitor.contains(.ndcg) || $0.weights == .last }.flatMap { reading in
            let model = reading.weights == .last ? training.model : training.best
            var recipe = recipe
            recipe.latent = reading.latent
            // The draws are chapter 10's. Two protocols share their input, and so their scores.
            func scores(_ name: TestProtocol) -> Matrix {
                recipe.scores(of: model, for: test[name].input, epsilon: epsilon, threads: threads)
            }
            let masked = scores(.notebook)
            return TestProtocol.allCases.map { name in
                UserMetrics(name == .foldIn ? scores(.foldIn) : masked, test[name], threads: threads)
            }
        }
    }
}

/// The users of an experiment.
package struct Subjects: Sendable, Encodable {
    /// Those that are trained on (U, I).
    package let train: BinaryMatrix
    /// Those whose loss and metrics are taken after every epoch.
    package let validation: FoldIn
    /// Those that are recommended to, under each protocol.
    package let test: TestProtocols

    package init(train: BinaryMatrix, validation: FoldIn, test: TestProtocols) {
        self.train = train
        self.validation = validation
        self.test = test
    }
}

/// Trains recipes concurrently and evaluates them on the test users; cached results are reused.
///
/// - Parameters:
///   - recipes: Each with a seed of its own, or changed otherwise.
///   - report: Receives the share that is done.
/// - Returns: A result for each recipe, in their order.
/// - Throws: `Interrupted`, after checkpoints were written; `FileError` where results cannot be.
package func results(
    of recipes: [Recipe], on subjects: Subjects, in context: RunContext,
    report: @escaping @Sendable (Double, String) -> Void
) throws -> [TrainedRun] {
    try concurrentMap(recipes, threads: context.threads, report: report) { recipe, threads, progress in
        try context.cache.result(
            of: EvaluatedTraining(recipe: recipe, subjects: subjects), in: context.on(threads), report: progress)
    }
}

/// A training by a recipe, and its metrics on the test users.
private struct EvaluatedTraining: CachedWork {
    static let name = "run"

    let recipe: Recipe
    let subjects: Subjects

    func result(_ checkpoint: Checkpoint, in context: RunContext, report: (Double) -> Void) throws -> TrainedRun {
        let (users, validation) = (subjects.train, subjects.validation)
        let training = try train(
            by: recipe, on: (users, validation), checkpoint: checkpoint, in: context
        ) { report($0.share) }
        let session = recipe.session(training: users.rows, validation: validation)
        return TrainedRun(training, by: recipe, in: session, on: subjects.test, threads: context.threads)
    }
}

extension Recipe {
    /// The same recipe under another seed.
    package func under(_ seed: UInt32) -> Recipe {
        var recipe = self
        recipe.training.seed = seed
        return recipe
    }
}

extension Recipe: ConcurrentJob {
    /// Its seed, which tells it from the others of its kind.
    package var title: String { "seed \(training.seed)" }

    /// As much as any other.
    package var work: Double { 1 }
}
