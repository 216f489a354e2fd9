import Interactions
import LinearAlgebra
import Statistics

/// How scores do on the test users under a protocol.
package struct UserMetrics: Sendable, Hashable, Codable {
    /// Recall@20 of each user; nil for one without a click that counts.
    package let recall: [Double?]
    /// NDCG@100 of each user; nil for one without a click that counts.
    package let ndcg: [Double?]
    /// The users' mean recall at each of `depths`.
    package let meanRecalls: [Double]

    /// Where `meanRecalls` are taken: where the notebook takes them.
    package static let depths = Published.recalls.map(\.0)

    /// Judges the scores (U, I) of an evaluation's users.
    package init(_ scores: Matrix, _ evaluation: Evaluation, threads: Threads) {
        let recommended = evaluation.recommendations(scores, depth: 100, threads: threads)
        recall = evaluation.recall(recommended, at: 20)
        ndcg = evaluation.ndcg(recommended, at: 100)
        meanRecalls = Self.depths.map { mean(evaluation.recall(recommended, at: $0)) }
    }
}
