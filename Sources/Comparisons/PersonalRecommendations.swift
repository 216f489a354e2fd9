import Interactions
import LinearAlgebra
import Ranking
import Recommenders
import Study
import Training
import VariationalAutoencoder

/// What models recommend to one user of the ratings, trained on or not, by all of the user's clicks.
package struct PersonalRecommendations {
    /// The movies that the user clicked, as columns, in the file's order.
    package let liked: [Int]
    /// How many more the user clicked that the filter of chapter 3 dropped.
    package let filteredOut: Int
    /// Whether the models were trained on this user's clicks.
    package let isTrainedOn: Bool
    /// The first movies of each model that are new to the user, as columns.
    package let lists: [(model: ContestModel, movies: [Int])]

    /// Puts lists beside the user whom they are for.
    package init(
        liked: [Int], filteredOut: Int, isTrainedOn: Bool, lists: [(model: ContestModel, movies: [Int])]
    ) {
        self.liked = liked
        self.filteredOut = filteredOut
        self.isTrainedOn = isTrainedOn
        self.lists = lists
    }
}

/// A user who is not in the ratings.
package struct UnknownUser: Error, Hashable, Sendable, CustomStringConvertible {
    /// The id that was asked for.
    let user: String
    /// An id that is there.
    let example: String

    /// The error on one line.
    package var description: String {
        "--user \(user): expected the id of a user in the ratings, such as \(example), found none like it"
    }
}

extension DataSet {
    /// The code of a user's id.
    ///
    /// - Throws: `UnknownUser` if nobody has it. O(ratings).
    package func code(ofUser id: String) throws(UnknownUser) -> Int32 {
        guard let code = ratings.userIDs.code(of: id).flatMap({ Int32(exactly: $0) }), ratings.users.contains(code)
        else {
            throw UnknownUser(user: id, example: ratings.users.first.map { ratings.userIDs.text(of: $0) } ?? "–")
        }
        return code
    }
}

extension StudyData {
    /// The regularization of EASE in these lists, which chapter 11 names: about what validation chooses in chapter 13.
    private static let regularization: Float = 800

    /// What the notebook's model, the repaired one, popularity and EASE recommend to a user; z is its mean.
    ///
    /// - Parameters:
    ///   - training: The notebook's, which is at hand; the repaired one is trained, or found in the cache.
    ///   - count: The length of each list.
    /// - Throws: `UnknownUser`; `Interrupted`, `FileError` and `NotPositiveDefinite`, as the models do.
    package func recommendations(
        for user: String, _ training: Training, by recipe: Recipe, count: Int, in context: RunContext
    ) throws -> PersonalRecommendations {
        let code = try source.code(ofUser: user)
        let columns = Positions(of: train.movies)
        let movies = zip(clicks.users, clicks.movies).filter { $0.0 == code }.map(\.1)
        let liked = movies.compactMap { columns[$0] }
        let input = BinaryMatrix(columns: train.movies.count, rows: [liked.sorted()])
        func list(_ scores: Matrix) -> [Int] {
            Recommendations(scores: scores, depth: count, excluding: input, threads: context.threads)[user: 0]
                .map(Int.init)
        }
        func list(_ model: Model, _ recipe: Recipe) -> [Int] {
            list(recipe.scores(of: model, for: input, epsilon: nil, threads: context.threads))
        }
        let repaired = recipe.repaired
        let summed = try repaired.trained(on: self, in: context)
        var lists: [(ContestModel, [Int])] = [
            (.asPublished, list(training.model, recipe)), (.repaired, list(summed.model, repaired)),
            (.popularity, list(Popularity(training: train.clicks).scores(for: input))),
        ]
        if ItemGram.isSmall(items: train.shape.movies) {
            let gram = ItemGram(training: train.clicks, threads: context.threads)
            let ease = try EASE(gram, regularization: Self.regularization)
            lists.append((.ease, list(ease.scores(for: input, threads: context.threads))))
        }
        return PersonalRecommendations(
            liked: liked, filteredOut: movies.count - liked.count, isTrainedOn: train.users.contains(Int(code)),
            lists: lists)
    }
}
