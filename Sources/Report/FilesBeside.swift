import Formatting
import Interactions
import LinearAlgebra
import Ranking
import Study
import Training
import VariationalAutoencoder

extension StudyData {
    /// `items.csv`: the movies in the order of the weights' columns, with their ids and titles.
    var items: [UInt8] {
        csv(
            ["column", "item", "title"],
            train.movies.indices.map { ["\($0)", train.movieID($0), source.titles[train.movies[$0]] ?? ""] })
    }

    /// `recommendations.csv`: the first movies that the notebook's model recommends to each test user, by all of the
    /// user's clicks and without them; z is its mean, and the score is the probability of a click.
    package func recommendations(
        by training: Training, _ recipe: Recipe, count: Int, threads: Threads
    ) -> [UInt8] {
        let users = test.target
        let scores = recipe.scores(of: training.model, for: users.clicks, epsilon: nil, threads: threads)
        let lists = Recommendations(scores: scores, depth: count, excluding: users.clicks, threads: threads)
        let rows = users.users.indices.flatMap { user in
            lists[user: user].enumerated().map { rank, movie in
                let column = Int(movie)
                return [
                    users.userID(user), "\(rank + 1)", users.movieID(column),
                    source.titles[users.movies[column]] ?? "", "\(scores[user, column])",
                ]
            }
        }
        return csv(["user", "rank", "item", "title", "score"], rows)
    }
}

extension Training {
    /// The weights, and losses and recall of each epoch at full precision.
    ///
    /// - Throws: if the weights cannot be encoded.
    func filesBeside() throws -> [(path: String, bytes: [UInt8])] {
        let header = [
            "epoch", "loss", "validation_loss", "validation_reconstruction", "validation_divergence",
            "validation_recall_at_20",
        ]
        let rows = watched.map { record, validation, recall in
            [
                "\(record.epoch)", "\(record.loss)", "\(validation.total)", "\(validation.reconstruction)",
                "\(validation.klDivergence)", recall.map { "\($0)" } ?? "",
            ]
        }
        return [("weights.safetensors", try model.safeTensors.bytes()), ("history.csv", csv(header, rows))]
    }
}
