import Foundation
import Interactions
import LinearAlgebra
import Ranking
import VariationalAutoencoder

/// A trained model and how it came to be.
public struct Training: Sendable, Hashable {
    /// The model, with the last epoch's weights.
    public let model: Model
    /// What each epoch gave.
    public let history: [EpochRecord]
    /// Recall@20 on the validation users after each epoch.
    public let recalls: [Double]

    /// The epoch, counted from 1, of the lowest validation loss.
    var bestEpoch: Int { history.min { $0.validationLoss < $1.validationLoss }?.epoch ?? 0 }
}

/// What to tell somebody who waits for a training.
public struct TrainingProgress: Sendable {
    /// The epoch that has just ended.
    public let epoch: EpochRecord
    /// Recall@20 on the validation users after it.
    public let recall: Double
    /// The largest number of epochs.
    public let of: Int
}

/// The mean recall@k over users with any relevant movie, as `Recall_at_k` of cell 205 gives it.
func recall(of scores: Matrix, at k: Int, relevant: BinaryMatrix) -> Double {
    let recommended = Recommendations(scores: scores, depth: k)
    return Average(recommended.recall(at: recommended.depth, relevant: relevant))?.mean ?? 0
}

/// Hits among the first k recommendations of all users, and those of them whose movie was in the user's input.
func countHits(_ recommended: Recommendations, at k: Int, _ fold: FoldIn) -> (all: Int, inInput: Int) {
    var hits = (all: 0, inInput: 0)
    for user in 0..<recommended.users {
        for movie in recommended[user: user].prefix(k) where fold.target.clicks[user, Int(movie)] {
            hits.all += 1
            if fold.input.clicks[user, Int(movie)] { hits.inInput += 1 }
        }
    }
    return hits
}

extension FoldIn {
    /// How many users have none of their clicks withheld.
    var usersWithNothingWithheld: Int {
        zip(input.clicks.rowSums, target.clicks.rowSums).count { $0 == $1 }
    }
}
