import Interactions
import LinearAlgebra
import Ranking
import Training
import VariationalAutoencoder

/// What chapters 1 to 6 end in, and what those after them work on.
package struct StudyData: Sendable {
    /// The ratings.
    package let source: DataSet
    /// What a reader may change.
    package let settings: Settings
    /// The clicks of chapter 2, in the order of the ratings file.
    package let clicks: Clicks
    /// The users of chapter 5.
    package let users: UserSplit
    /// The validation and the test users as chapter 6 masks them.
    package let validation, test: FoldIn
    /// What of all this is as in the notebook.
    package let comparability: Comparability

    package init(
        _ clicks: Clicks, of source: DataSet, users: UserSplit, masked: (validation: FoldIn, test: FoldIn),
        _ comparability: Comparability
    ) {
        self.clicks = clicks
        self.source = source
        settings = comparability.settings
        self.users = users
        (validation, test) = masked
        self.comparability = comparability
    }

    /// The training users.
    package var train: ClickMatrix { users.train }

    /// The title of the movie of a column, or its id if it has none.
    package func title(_ column: Int) -> String {
        source.titles[train.movies[column]] ?? "movie \(train.movieID(column))"
    }

    /// How many recommendations are looked at together: 20, or half of fewer movies.
    package var listLength: Int { ListCharacter.depth(movies: train.movies.count) }

    /// The depths at which recommendations of these movies can be compared.
    package var depths: Depths { Depths(movies: train.movies.count) }

    /// Keras's run of the same seed, where one is recorded.
    package var keras: KerasRuns.Run? { comparability.kerasRun }

    /// Recall@k as the notebook printed it; none for other ratings.
    package var publishedRecalls: [(k: Int, recall: Double)] { comparability.sameRatings ? Published.recalls : [] }

    /// The notebook's training, on this many movies.
    package var recipe: Recipe { settings.recipe(items: train.clicks.columns) }
}

extension Recipe {
    /// The random draws of a training on these users, and of the predictions during it and after it.
    package func session(_ data: StudyData) -> KerasSession {
        session(training: data.train.clicks.rows, validation: data.validation)
    }

    /// A trainer before its first update.
    package func trainer(_ data: StudyData, threads: Threads) -> Trainer {
        let validation = data.validation
        return Trainer(
            start, on: data.train.clicks, validation: (validation.input.clicks, validation.target.clicks),
            settings: training, threads: threads)
    }

    /// The training of this recipe: found in the cache, or run, with its progress reported.
    ///
    /// - Throws: `Interrupted`, once a checkpoint is written; `FileError`.
    package func trained(on data: StudyData, in context: RunContext) throws -> Training {
        try context.result(
            of: WholeTraining(by: self, on: (data.train.clicks, data.validation)) { context.report(.trained($0)) })
    }
}
