import Interactions
import LinearAlgebra
import Random
import Ranking
import Statistics
import VariationalAutoencoder

/// A row of the table: a model, and the settings that validation chooses from.
package struct Contender: Sendable {
    package let model: ContestModel
    package let candidates: [Candidate]

    package init(_ model: ContestModel, _ candidates: [Candidate]) {
        self.model = model
        self.candidates = candidates
    }

    /// The candidate of the highest NDCG@100 on the validation users; the first of equal ones.
    package func best(_ outcomes: [Candidate: Outcome]) -> (candidate: Candidate, outcome: Outcome)? {
        var best: (candidate: Candidate, outcome: Outcome)?
        for candidate in candidates {
            guard let outcome = outcomes[candidate] else { continue }
            if let best, outcome.validation <= best.outcome.validation { continue }
            best = (candidate, outcome)
        }
        return best
    }
}

/// A model with all that it takes to fit it.
package enum Candidate: ConcurrentJob, Hashable, Codable {
    case popularity
    case itemKNN(neighbours: Int, shrinkage: Double)
    case wmf(factors: Int, confidence: Float, regularization: Float, seed: UInt32)
    case ease(regularization: Float)
    case trained(Recipe, keeping: Readout.Weights)

    /// The hyperparameters that identify this candidate within its grid.
    var label: String {
        switch self {
        case .popularity, .trained: ""
        case .itemKNN(let neighbours, let shrinkage): "k = \(neighbours), h = \(decimal(shrinkage))"
        case .wmf(let factors, let confidence, let regularization, _):
            "K = \(factors), α = \(decimal(Double(confidence))), λ = \(decimal(Double(regularization)))"
        case .ease(let regularization): "λ = \(decimal(Double(regularization)))"
        }
    }

    /// What it is, for whoever waits.
    package var title: String {
        switch self {
        case .popularity: ContestModel.popularity.rawValue
        case .itemKNN: "\(ContestModel.itemKNN.rawValue), \(label)"
        case .wmf: "\(ContestModel.wmf.rawValue), \(label)"
        case .ease: "\(ContestModel.ease.rawValue), \(label)"
        case .trained(let recipe, _) where !recipe.architecture.isVariational: ContestModel.multDAE.rawValue
        case .trained(let recipe, _):
            recipe.training.objective.likelihood == .multinomial
                ? ContestModel.multVAE.rawValue : ContestModel.asPublished.rawValue
        }
    }

    /// About how long it takes, in seconds on MovieLens 1M, for whoever waits.
    package var work: Double {
        switch self {
        case .popularity: 0.1
        case .itemKNN: 0.3
        case .wmf(let factors, _, _, _): Double(factors * factors) / 3000
        case .ease: 0.7
        case .trained(let recipe, _): Double(recipe.training.epochs) * Double(recipe.architecture.hidden) / 800
        }
    }
}

/// How a candidate did.
package struct Outcome: Sendable, Hashable, Codable {
    /// NDCG@100 on the validation users after each epoch; one number for a model that is fitted at once.
    package let ndcgs: [Double]
    /// The divergence from prior to posterior of the average validation user, in nats, by the weights that were kept.
    package var klDivergence: Double?
    /// The test users' metrics.
    package let test: UserMetrics

    package init(ndcgs: [Double], klDivergence: Double? = nil, test: UserMetrics) {
        self.ndcgs = ndcgs
        self.klDivergence = klDivergence
        self.test = test
    }

    /// The NDCG@100 to be chosen by.
    package var validation: Double { ndcgs.max() ?? 0 }

    /// The epoch, counted from 1, of the highest; the first of equal ones.
    package var bestEpoch: Int { (ndcgs.firstIndex(of: validation) ?? -1) + 1 }
}

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
        switch candidate {
        case .popularity:
            return try outcome(Popularity(training: training), threads)
        case .itemKNN(let neighbours, let shrinkage):
            let gram = gram ?? ItemGram(training: training)
            return try outcome(
                ItemKNN(gram, neighbours: neighbours, shrinkage: shrinkage, threads: threads), threads)
        case .ease(let regularization):
            return try outcome(EASE(gram ?? ItemGram(training: training), regularization: regularization), threads)
        case .wmf(let factors, let confidence, let regularization, let seed):
            let initial = WMF.initialFactors(
                items: training.columns, factors: factors, generator: Philox4x32(seed: UInt64(seed)))
            let settings = WMF.Settings(confidence: confidence, regularization: regularization)
            return try outcome(
                WMF(training: training, initial: initial, settings: settings, threads: threads), threads)
        case .trained(let recipe, let weights):
            let trained = try train(
                by: recipe, on: (training, users.validation), checkpoint: checkpoint, in: context
            ) { report($0.share) }
            return outcome(trained, recipe, weights, threads)
        }
    }

    private func outcome(_ model: some Recommender, _ threads: Threads) throws -> Outcome {
        func metrics(_ users: FoldIn) throws -> UserMetrics {
            UserMetrics(
                try model.scores(for: users.input.clicks, threads: threads), Evaluation(heldOutOf: users),
                threads: threads)
        }
        return Outcome(ndcgs: [mean(try metrics(users.validation).ndcg)], test: try metrics(users.test))
    }

    private func outcome(
        _ training: Training, _ recipe: Recipe, _ weights: Readout.Weights, _ threads: Threads
    ) -> Outcome {
        let model = weights == .best ? training.best : training.model
        let epsilon = recipe.session(training: users.train.clicks.rows, validation: users.validation)
            .predictionEpsilon(afterEpochs: training.history.count)
        let scores = recipe.scores(of: model, for: users.test.input.clicks, epsilon: epsilon, threads: threads)
        let use =
            recipe.architecture.isVariational
            ? model.latentUse(of: users.validation.input.clicks, threads: threads) : nil
        return Outcome(
            ndcgs: training.ndcgs, klDivergence: use?.klDivergence,
            test: UserMetrics(scores, Evaluation(heldOutOf: users.test), threads: threads))
    }
}

/// Fits candidates to the training users and evaluates them on the others, concurrently where they are small; results are
/// cached.
///
/// - Throws: `NotPositiveDefinite`; `Interrupted`, after checkpoints were written; `FileError`.
package func compete(
    _ candidates: [Candidate], on users: StrongGeneralization, in context: RunContext
) throws -> [Candidate: Outcome] {
    let needsGram = candidates.contains {
        if case .itemKNN = $0 { true } else if case .ease = $0 { true } else { false }
    }
    let gram = needsGram ? ItemGram(training: users.train.clicks, threads: context.threads) : nil
    // Large trainings come one after another, since each holds gigabytes.
    let isLarge = !areSmall(users.train.shape)
    // What takes longest begins first, so that all threads end at about the same time.
    let order = candidates.sorted { $0.work > $1.work }
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

/// Whether there are few enough movies for item–item models: an I × I matrix takes at most 256 MB.
package func areSmall(_ shape: ClickMatrix.Shape) -> Bool { shape.movies <= 8000 }
