import Cache
import Interactions
import LinearAlgebra

/// A fitted model that scores items for users, given some of their clicks.
///
/// Strong generalization (Liang et al. 2018, §4.1): the users who are scored were not part of the fit.
package protocol Recommender: Sendable {
    /// Scores every item for every user, higher is better; the same on any number of threads.
    ///
    /// - Parameter input: The clicks that the model is shown, `U × I`, with the items of the fit.
    /// - Returns: `U × I`.
    /// - Throws: `NotPositiveDefinite`, from models that solve linear equations for a user.
    func scores(for input: BinaryMatrix, threads: Threads) throws(NotPositiveDefinite) -> Matrix
}

/// All that it takes to fit a recommender: its settings, what they cost, and the fit.
///
/// They are encoded in recordings and in the keys of kept results: a setting that is added later has to be an optional
/// property, nil for as before.
package protocol RecommenderSettings: Sendable, Hashable, Codable {
    /// What recordings and keys call the recommender; it never changes.
    static var key: String { get }
    /// Changes whenever the same settings would give another recommender than before.
    static var version: String { get }

    /// The settings in a few words, to tell them from others of the same recommender.
    var label: String { get }
    /// About how long it takes to fit it and to score a few hundred users, in seconds on MovieLens 1M.
    var cost: Double { get }
    /// The seed of its random draws; nil where it draws none.
    var randomSeed: UInt32? { get }
    /// Whether it needs `Fitting.itemCounts`, which is then made once for all that do.
    var usesItemCounts: Bool { get }
    /// Whether it is fitted by many small steps, in which a difference of rounding grows.
    var isTrained: Bool { get }

    /// The same under another seed; itself where nothing is drawn.
    func seeded(_ seed: UInt32) -> Self
    /// The same, ended after so many epochs if it keeps its best one; itself where it is not trained in epochs.
    func ending(afterEpoch last: Int) -> Self

    /// Fits it to the training users.
    ///
    /// - Throws: `NotPositiveDefinite`; what a training throws.
    func fit(_ fitting: Fitting) throws -> Fitted
}

extension RecommenderSettings {
    // The number that all had before each had its own.
    package static var version: String { "3 4" }

    package var randomSeed: UInt32? { nil }
    package var usesItemCounts: Bool { false }
    package var isTrained: Bool { false }
    package func seeded(_ seed: UInt32) -> Self { self }
    package func ending(afterEpoch last: Int) -> Self { self }
}

/// The users that a recommender is fitted to, and what it is fitted with.
package struct Fitting {
    /// The training users' clicks. `U × I`.
    package let training: BinaryMatrix
    /// Users to validate on.
    package let validation: FoldIn
    /// Threads, checkpoint, interruption and progress.
    package let context: WorkContext
    private let shared: ItemGram?

    /// - Parameter itemCounts: How often the training users clicked two items together, where that is at hand.
    package init(
        to training: BinaryMatrix, validation: FoldIn, itemCounts: ItemGram? = nil, in context: WorkContext
    ) {
        self.training = training
        self.validation = validation
        self.context = context
        shared = itemCounts
    }

    package var threads: Threads { context.threads }

    /// How often the training users clicked two items together: at hand for settings that say they use it, else O(Σ n²).
    package func itemCounts() -> ItemGram { shared ?? ItemGram(training: training, threads: threads) }
}

/// A fitted recommender, with what a training has besides.
package struct Fitted {
    package let recommender: any Recommender
    /// NDCG@100 on the validation users after each epoch; nil where it is to be taken of the recommender.
    package let ndcgs: [Double]?
    /// The divergence from prior to posterior of the average validation user, in nats; nil without a latent space.
    package let klDivergence: Double?

    package init(_ recommender: any Recommender, ndcgs: [Double]? = nil, klDivergence: Double? = nil) {
        self.recommender = recommender
        self.ndcgs = ndcgs
        self.klDivergence = klDivergence
    }
}
