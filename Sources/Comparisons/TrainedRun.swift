import Cache
import LinearAlgebra
import Ranking
import Study
import Training
import VariationalAutoencoder

/// Which weights of a training to evaluate, and whether z is sampled or its mean.
package struct Readout: Sendable, Hashable, Codable {
    /// The epoch whose weights are taken.
    package var weights = KeptWeights.last
    /// How z is taken.
    package var latent = LatentChoice.sample

    /// The notebook's.
    package static let notebook = Readout()
    /// The notebook's, but for z, which is at its mean.
    package static let mean = Readout(latent: .mean)

    /// Every reading, the notebook's first.
    package static let all = KeptWeights.allCases.flatMap { weights in
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
    package subscript(_ reading: Readout, _ rule: TestProtocol) -> UserMetrics {
        let (readings, protocols) = (Readout.all, TestProtocol.allCases)
        guard let row = readings.firstIndex(of: reading), let column = protocols.firstIndex(of: rule) else {
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
            let model = reading.weights == .last ? training.model : training.bestModel
            var recipe = recipe
            recipe.latent = reading.latent
            // The draws are chapter 10's. Two protocols share their input, and so their scores.
            func scores(_ rule: TestProtocol) -> Matrix {
                recipe.scores(of: model, for: test[rule].input, epsilon: epsilon, threads: threads)
            }
            let masked = scores(.notebook)
            return TestProtocol.allCases.map { rule in
                UserMetrics(rule == .foldIn ? scores(.foldIn) : masked, test[rule], threads: threads)
            }
        }
    }
}

/// Trains recipes concurrently and evaluates them on the test users; cached results are reused.
///
/// - Parameters:
///   - recipes: Each with a seed of its own, or changed otherwise.
///   - chapter: The chapter whose progress it is.
/// - Returns: A result for each recipe, in their order.
/// - Throws: `Interrupted`, after checkpoints were written; `FileError` where results cannot be.
func results(
    of recipes: [Recipe], on subjects: Subjects, for chapter: Chapter, in context: RunContext
) throws -> [TrainedRun] {
    try concurrentMap(
        recipes, threads: context.threads,
        report: { context.report(.advanced(chapter, share: $0, doing: $1)) }
    ) { recipe, threads, progress in
        try context.result(of: EvaluatedTraining(recipe, subjects), on: threads, report: progress)
    }
}

/// A training by a recipe, and its metrics on the test users.
private struct EvaluatedTraining: CachedWork {
    static let name = "run"

    let key: Key
    private let subjects: Subjects

    struct Key: Encodable {
        let recipe: Recipe
        let subjects: Subjects.Key
    }

    init(_ recipe: Recipe, _ subjects: Subjects) {
        key = Key(recipe: recipe, subjects: subjects.key)
        self.subjects = subjects
    }

    var version: String { trainingVersion }

    func result(_ context: WorkContext) throws -> TrainedRun {
        let (recipe, users, validation) = (key.recipe, subjects.train, subjects.validation)
        let training = try train(by: recipe, on: (users, validation), in: context) { context.report($0.share) }
        let session = recipe.session(training: users.rows, validation: validation)
        return TrainedRun(training, by: recipe, in: session, on: subjects.test, threads: context.threads)
    }
}

extension Recipe: ConcurrentJob {
    /// Its seed, which tells it from the others of its kind.
    package var title: String { "seed \(training.seed)" }

    /// As much as any other.
    package var cost: Double { 1 }
}
