import Cache
import Interactions
import LinearAlgebra
import Ranking
import Recommenders
import Statistics
import Study

/// A candidate fitted to the training users and evaluated on the others.
struct Fit: CachedWork {
    static let name = "paper"

    let key: Key
    private let users: StrongGeneralization
    private let itemCounts: ItemGram?

    struct Key: Encodable {
        let candidate: Candidate
        let users: StrongGeneralization.Digests
    }

    /// - Parameter itemCounts: Made of the training users, so no part of the key.
    init(_ candidate: Candidate, to users: StrongGeneralization, itemCounts: ItemGram? = nil) {
        key = Key(candidate: candidate, users: users.digests)
        self.users = users
        self.itemCounts = itemCounts
    }

    var version: String { type(of: key.candidate.settings).version }

    func result(_ context: WorkContext) throws -> Outcome {
        let threads = context.threads
        let fitted = try key.candidate.settings.fit(
            Fitting(
                to: users.train.clicks, validation: users.validation, itemCounts: itemCounts, in: context))
        func lists(_ evaluation: Evaluation) throws -> Recommendations {
            let scores = try fitted.recommender.scores(for: evaluation.input, threads: threads)
            return evaluation.recommendations(scores, threads: threads)
        }
        let (validation, test) = (Evaluation(heldOutOf: users.validation), Evaluation(heldOutOf: users.test))
        let ndcgs =
            try fitted.ndcgs ?? [mean(Metric.ndcg.values(lists(validation), validation.relevant))]
        let tested = try lists(test)
        return Outcome(
            ndcgs: ndcgs, klDivergence: fitted.klDivergence, test: UserMetrics(tested, test),
            lists: ListCharacter(tested, training: users.train.clicks))
    }
}

/// A candidate under its model's name.
package struct Entry: ConcurrentJob {
    package let model: ContestModel
    package let candidate: Candidate

    package init(_ model: ContestModel, _ candidate: Candidate) {
        self.model = model
        self.candidate = candidate
    }

    /// The model's name, and what settings it has.
    package var title: String {
        let label = candidate.settings.label
        return label.isEmpty ? model.name : "\(model.name), \(label)"
    }

    package var cost: Double { candidate.settings.cost }

    /// The same under another seed.
    func seeded(_ seed: UInt32) -> Entry { Entry(model, candidate.seeded(seed)) }
}

extension [Entry] {
    /// Each candidate once, in an order that every process has.
    var distinct: [Entry] {
        var met: Set<Candidate> = []
        return filter { met.insert($0.candidate).inserted }
    }

    /// Fits them to the training users and evaluates them on the others, concurrently where they are small; results are
    /// cached.
    ///
    /// - Throws: `NotPositiveDefinite`; `Interrupted`, after checkpoints were written; `FileError`.
    package func outcomes(
        on users: StrongGeneralization, in context: RunContext
    ) throws -> [Candidate: Outcome] {
        let itemCounts =
            contains { $0.candidate.settings.usesItemCounts }
            ? ItemGram(training: users.train.clicks, threads: context.threads) : nil
        // Large trainings come one after another, since each holds gigabytes.
        let isLarge = !ItemGram.isSmall(items: users.train.shape.movies)
        // What takes longest begins first, so that all threads end at about the same time.
        let order = distinct.sorted { ($0.cost, $0.title) > ($1.cost, $1.title) }
        let outcomes = try concurrentMap(
            order, threads: isLarge ? Threads(1) : context.threads,
            report: { context.report(.advanced(.paper, share: $0, doing: $1)) }
        ) { entry, share, progress in
            try context.result(
                of: Fit(entry.candidate, to: users, itemCounts: itemCounts), on: isLarge ? context.threads : share,
                report: progress)
        }
        return Dictionary(uniqueKeysWithValues: zip(order.map(\.candidate), outcomes))
    }

    /// The outcomes that the cache holds of them, without fitting any.
    ///
    /// - Throws: if a candidate cannot be encoded.
    func keptOutcomes(on users: StrongGeneralization, in context: RunContext) throws -> [Candidate: Outcome] {
        try reduce(into: [:]) { outcomes, entry in
            outcomes[entry.candidate] = try context.cache.kept(Fit(entry.candidate, to: users))
        }
    }
}
