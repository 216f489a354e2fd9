import Interactions
import LinearAlgebra
import Random
import Ranking
import Statistics
import VariationalAutoencoder

/// A candidate fitted to the training users and evaluated on the others.
private struct Fit: CachedWork {
    static let name = "paper"

    let candidate: Candidate
    let users: StrongGeneralization
    /// How often movies are clicked together: made of the training users, so no part of the key.
    let gram: ItemGram?

    private enum CodingKeys: CodingKey { case candidate, users }

    func result(_ checkpoint: Checkpoint, in context: RunContext, report: (Double) -> Void) throws -> Outcome {
        let (threads, training) = (context.threads, users.train.clicks)
        func counts() -> ItemGram { gram ?? ItemGram(training: training, threads: threads) }
        switch candidate {
        case .popularity:
            return try outcome(Popularity(training: training), threads)
        case .itemKNN(let neighbours, let shrinkage, let weighsUsers):
            let weighted =
                weighsUsers
                ? ItemGram(
                    training: training, weightingUsersBy: ItemGram.tfIDFWeights(of: training), threads: threads)
                : counts()
            return try outcome(
                ItemKNN(weighted, neighbours: neighbours, shrinkage: shrinkage, threads: threads), threads)
        case .rp3Beta(let alpha, let beta, let neighbours):
            return try outcome(
                RP3Beta(training: training, alpha: alpha, beta: beta, neighbours: neighbours, threads: threads), threads
            )
        case .slim(let l1, let l2):
            return try outcome(SLIM(counts(), l1: l1, l2: l2, threads: threads), threads)
        case .ease(let regularization, let dropout):
            return try outcome(EASE(counts(), regularization: regularization, dropout: dropout), threads)
        case .ials(let factors, let unobserved, let regularization, let seed):
            let initial = IALS.initialFactors(
                items: training.columns, factors: factors, generator: Philox4x32(seed: UInt64(seed)))
            let settings = IALS.Settings(unobservedWeight: unobserved, regularization: regularization)
            return try outcome(
                IALS(training: training, initial: initial, settings: settings, threads: threads), threads)
        case .trained(let recipe, let weights):
            let trained = try train(
                by: recipe, on: (training, users.validation), checkpoint: checkpoint, in: context
            ) { report($0.share) }
            return outcome(trained, recipe, weights, threads)
        }
    }

    private func outcome(_ model: some Recommender, _ threads: Threads) throws -> Outcome {
        let validation = Evaluation(heldOutOf: users.validation)
        let scores = try model.scores(for: validation.input, threads: threads)
        let ndcg = mean(UserMetrics(scores, validation, threads: threads).ndcg)
        return outcome(try model.scores(for: users.test.input.clicks, threads: threads), ndcgs: [ndcg], threads)
    }

    private func outcome(
        _ training: Training, _ recipe: Recipe, _ weights: Readout.Weights, _ threads: Threads
    ) -> Outcome {
        let model = weights == .best ? training.best : training.model
        let epsilon = recipe.session(training: users.train.clicks.rows, validation: users.validation)
            .predictionEpsilon(afterEpochs: training.history.count)
        let scores = recipe.scores(of: model, for: users.test.input.clicks, epsilon: epsilon, threads: threads)
        var outcome = outcome(scores, ndcgs: training.ndcgs, threads)
        if recipe.architecture.isVariational {
            outcome.klDivergence =
                model.latentUse(of: users.validation.input.clicks, threads: threads).klDivergence
        }
        return outcome
    }

    private func outcome(_ scores: Matrix, ndcgs: [Double], _ threads: Threads) -> Outcome {
        let test = Evaluation(heldOutOf: users.test)
        let lists = test.recommendations(scores, depth: 100, threads: threads)
        return Outcome(
            ndcgs: ndcgs, test: UserMetrics(lists, test), lists: ListCharacter(lists, training: users.train.clicks))
    }
}

/// Fits candidates to the training users and evaluates them on the others, concurrently where they are small; results are
/// cached.
///
/// - Throws: `NotPositiveDefinite`; `Interrupted`, after checkpoints were written; `FileError`.
package func compete(
    _ candidates: [Candidate], on users: StrongGeneralization, in context: RunContext
) throws -> [Candidate: Outcome] {
    let gram =
        candidates.contains(where: \.usesCounts)
        ? ItemGram(training: users.train.clicks, threads: context.threads) : nil
    // Large trainings come one after another, since each holds gigabytes.
    let isLarge = !areSmall(users.train.shape)
    // What takes longest begins first, so that all threads end at about the same time.
    let order = Set(candidates).sorted { ($0.work, $0.title) > ($1.work, $1.title) }
    let outcomes = try concurrentMap(
        order, threads: isLarge ? Threads(1) : context.threads,
        report: { context.report(.advanced(.paper, share: $0, doing: $1)) }
    ) { candidate, share, progress in
        try context.cache.result(
            of: Fit(candidate: candidate, users: users, gram: gram),
            in: isLarge ? context : context.on(share), report: progress)
    }
    return Dictionary(zip(order, outcomes)) { first, _ in first }
}

/// The outcomes that the cache holds of candidates, without fitting any.
///
/// - Throws: if a candidate cannot be encoded.
package func keptOutcomes(
    of candidates: [Candidate], on users: StrongGeneralization, in context: RunContext
) throws -> [Candidate: Outcome] {
    try candidates.reduce(into: [:]) { outcomes, candidate in
        outcomes[candidate] = try context.cache.kept(Fit(candidate: candidate, users: users, gram: nil))
    }
}

extension Candidate {
    /// Whether it is fitted to how often movies are clicked together.
    fileprivate var usesCounts: Bool {
        switch self {
        case .ease, .slim, .itemKNN(_, _, weighsUsers: false): true
        default: false
        }
    }
}

/// Whether there are few enough movies for item–item models: an I × I matrix takes at most 256 MB.
package func areSmall(_ shape: ClickMatrix.Shape) -> Bool { shape.movies <= 8000 }
