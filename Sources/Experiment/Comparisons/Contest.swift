import Interactions
import LinearAlgebra
import Random
import Ranking
import Statistics
import VariationalAutoencoder

/// A row of the table: a model, and the settings that validation chooses from.
package struct Contender: Sendable {
    package let name: String
    package let candidates: [Candidate]

    package init(_ name: String, _ candidates: [Candidate]) {
        self.name = name
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
package enum Candidate: Sendable, Hashable, Codable {
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
    package var divergence: Double?
    /// The test users' measures.
    package let test: Measures

    package init(ndcgs: [Double], divergence: Double? = nil, test: Measures) {
        self.ndcgs = ndcgs
        self.divergence = divergence
        self.test = test
    }

    /// The NDCG@100 to be chosen by.
    package var validation: Double { ndcgs.max() ?? 0 }

    /// The epoch, counted from 1, of the highest; the first of equal ones.
    package var bestEpoch: Int { (ndcgs.firstIndex(of: validation) ?? -1) + 1 }
}

/// What the paper's table 2 reports, user by user; nil for one of whom nothing was held out.
package struct Measures: Sendable, Hashable, Codable {
    package let ndcg: [Double?]
    package let recall20: [Double?]
    package let recall50: [Double?]

    package init(ndcg: [Double?], recall20: [Double?], recall50: [Double?]) {
        self.ndcg = ndcg
        self.recall20 = recall20
        self.recall50 = recall50
    }

    /// Measures scores (U, I): what a user was shown is left out, and what was held out counts.
    package init(_ scores: Matrix, _ users: FoldIn, threads: Threads) {
        let evaluation = Evaluation(heldOutOf: users)
        let lists = evaluation.recommendations(scores, depth: 100, threads: threads)
        ndcg = evaluation.ndcg(lists, at: 100)
        recall20 = evaluation.recall(lists, at: 20)
        recall50 = evaluation.recall(lists, at: 50)
    }
}

/// Fits candidates to the training users and measures them on the others, side by side where they are small; results are kept.
///
/// - Throws: `NotPositiveDefinite`; `Interrupted`, after checkpoints were written; `FileError`.
package func compete(
    _ candidates: [Candidate], on users: StrongGeneralization, with resources: RunContext
) throws -> [Candidate: Outcome] {
    let training = users.train.clicks
    let clicks = [
        training, users.validation.input.clicks, users.validation.heldOut.clicks, users.test.input.clicks,
        users.test.heldOut.clicks,
    ]
    let needsGram = candidates.contains {
        if case .itemKNN = $0 { true } else if case .ease = $0 { true } else { false }
    }
    let gram = needsGram ? ItemGram(training: training, threads: resources.threads) : nil
    // Large trainings come one after another, since each holds gigabytes.
    let isLarge = !areSmall(users.train.shape)
    // What takes longest begins first, so that all threads end at about the same time.
    let order = candidates.sorted { $0.work > $1.work }
    let outcomes = try concurrentMap(
        order, threads: isLarge ? Threads(1) : resources.threads, weight: \.work,
        report: { resources.report(.advanced(.paper, share: $0)) }
    ) { candidate, share, progress in
        let threads = isLarge ? resources.threads : share
        return try resources.cache.result("paper", candidate, on: clicks) { checkpoint in
            func outcome(_ model: some Recommender) throws -> Outcome {
                let ndcg = Measures(
                    try model.scores(for: users.validation.input.clicks, threads: threads), users.validation,
                    threads: threads
                ).ndcg
                let scores = try model.scores(for: users.test.input.clicks, threads: threads)
                return Outcome(ndcgs: [mean(ndcg)], test: Measures(scores, users.test, threads: threads))
            }
            switch candidate {
            case .popularity:
                return try outcome(Popularity(training: training))
            case .itemKNN(let neighbours, let shrinkage):
                let gram = gram ?? ItemGram(training: training)
                return try outcome(ItemKNN(gram, neighbours: neighbours, shrinkage: shrinkage, threads: threads))
            case .ease(let regularization):
                return try outcome(EASE(gram ?? ItemGram(training: training), regularization: regularization))
            case .wmf(let factors, let confidence, let regularization, let seed):
                let initial = WMF.initialFactors(
                    items: training.columns, factors: factors, generator: Philox4x32(seed: UInt64(seed)))
                let settings = WMF.Settings(confidence: confidence, regularization: regularization)
                return try outcome(WMF(training: training, initial: initial, settings: settings, threads: threads))
            case .trained(let recipe, let weights):
                let trained = try train(
                    by: recipe, on: (training, users.validation), checkpoint: checkpoint,
                    with: resources.on(threads)
                ) { progress($0.share) }
                let model = weights == .best ? trained.best : trained.model
                let draw = recipe.session(training: training.rows, validation: users.validation)
                    .predictionDraw(afterEpochs: trained.history.count)
                let scores = recipe.scores(of: model, for: users.test.input.clicks, draw: draw, threads: threads)
                let use =
                    recipe.architecture.isVariational
                    ? model.latentUse(of: users.validation.input.clicks, threads: threads) : nil
                return Outcome(
                    ndcgs: trained.ndcgs, divergence: use?.divergence,
                    test: Measures(scores, users.test, threads: threads))
            }
        }
    }
    return Dictionary(zip(order, outcomes)) { first, _ in first }
}

/// Whether there are few enough movies for item–item models: an I × I matrix takes at most 256 MB.
package func areSmall(_ shape: ClickMatrix.Shape) -> Bool { shape.movies <= 8000 }
