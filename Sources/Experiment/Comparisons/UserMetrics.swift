import Interactions
import LinearAlgebra
import Ranking
import Statistics

/// NDCG and recall of each user's recommendations; nil for a user without a click that counts.
package struct UserMetrics: Sendable, Hashable, Codable {
    /// NDCG@100 of each user, or of the whole ranking where there are fewer movies.
    package let ndcg: [Double?]
    /// Recall of each user at each depth that is less than the number of movies, of those that the notebook prints.
    private let recalls: [[Double?]]

    /// Evaluates the scores (U, I) of an evaluation's users.
    package init(_ scores: Matrix, _ evaluation: Evaluation, threads: Threads) {
        self.init(evaluation.recommendations(scores, depth: 100, threads: threads), evaluation)
    }

    /// Evaluates lists of 100 movies, or of all where there are fewer, for an evaluation's users.
    package init(_ lists: Recommendations, _ evaluation: Evaluation) {
        let depths = Depths(movies: lists.items)
        self.init(
            ndcg: evaluation.ndcg(lists, at: depths.ndcg),
            recalls: depths.recall.map { evaluation.recall(lists, at: $0) })
    }

    /// Takes NDCG, and recall at the notebook's first depths.
    package init(ndcg: [Double?], recalls: [[Double?]]) {
        self.ndcg = ndcg
        self.recalls = recalls
    }

    /// How many users each metric has: the same number, where it is of one evaluation.
    var userCounts: [Int] { [ndcg.count] + recalls.map(\.count) }

    /// Recall@k of each user; nil where the movies are too few for it.
    package func recall(at k: Int) -> [Double?]? {
        Depths.notebook.firstIndex(of: k).flatMap { $0 < recalls.count ? recalls[$0] : nil }
    }

    /// The metric that comes first: recall@20, or NDCG where the movies are too few for it.
    package var leading: [Double?] { recalls.first ?? ndcg }

    /// The users' mean recall at each depth.
    package var meanRecalls: [Double] { recalls.map { mean($0) } }

    /// NDCG, Recall@20 and Recall@50, averaged over the users that have them; nil where the movies are too few.
    package var averages: [Average?] { [Average(ndcg)] + [20, 50].map { recall(at: $0).flatMap { Average($0) } } }
}
