import Interactions
import LinearAlgebra
import Statistics

/// NDCG@100 and recall of each user's recommendations; nil for a user without a click that counts.
package struct UserMetrics: Sendable, Hashable, Codable {
    /// NDCG@100 of each user.
    package let ndcg: [Double?]
    /// Recall of each user at each of `depths`.
    private let recalls: [[Double?]]

    /// The k of recall@k: those of the notebook, of which the paper's table 2 has the first two.
    package static let depths = Published.recalls.map(\.0)

    /// Evaluates the scores (U, I) of an evaluation's users.
    package init(_ scores: Matrix, _ evaluation: Evaluation, threads: Threads) {
        let lists = evaluation.recommendations(scores, depth: 100, threads: threads)
        self.init(ndcg: evaluation.ndcg(lists, at: 100)) { evaluation.recall(lists, at: $0) }
    }

    /// Takes NDCG@100 and, for each of `depths`, recall.
    package init(ndcg: [Double?], recall: (Int) -> [Double?]) {
        self.ndcg = ndcg
        recalls = Self.depths.map(recall)
    }

    /// Recall@k of each user.
    ///
    /// - Precondition: `k` is one of `depths`.
    package func recall(at k: Int) -> [Double?] {
        guard let place = Self.depths.firstIndex(of: k) else {
            preconditionFailure("recall is taken at \(Self.depths)")
        }
        return recalls[place]
    }

    /// Recall@20 of each user.
    package var recall: [Double?] { recall(at: 20) }

    /// The users' mean recall at each of `depths`.
    package var meanRecalls: [Double] { recalls.map { mean($0) } }
}

extension UserMetrics {
    /// NDCG@100, Recall@20 and Recall@50, averaged over the users that have them.
    package var averages: [Average?] { [Average(ndcg), Average(recall(at: 20)), Average(recall(at: 50))] }
}
