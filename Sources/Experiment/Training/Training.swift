import Interactions
import LinearAlgebra
import Statistics
import VariationalAutoencoder

/// A trained model and how it came to be.
package struct Training: Sendable, Hashable {
    /// The model, with the last epoch's weights.
    package internal(set) var model: Model
    /// The model as it was after the epoch of the highest NDCG@100; the last one where that was not watched.
    package internal(set) var best: Model
    /// What each epoch gave.
    package internal(set) var history: [EpochRecord] = []
    /// Recall@20 on the validation users after each epoch, as the notebook takes it; empty where it was not watched.
    package internal(set) var recalls: [Double] = []
    /// NDCG@100 on what was held out of the validation users' inputs after each epoch, the input left out;
    /// empty where it was not watched.
    package internal(set) var ndcgs: [Double] = []

    /// A training before its first epoch.
    init(startingFrom model: Model) {
        self.model = model
        best = model
    }

    /// The epoch, counted from 1, of the lowest validation loss.
    package var epochOfLowestLoss: Int {
        let losses = history.validationLosses
        return losses.indices.min { losses[$0] < losses[$1] }.map { $0 + 1 } ?? 0
    }

    /// The epoch, counted from 1, of the highest NDCG@100, the first of equal ones; the last where that was not watched.
    package var bestEpoch: Int { ndcgs.max().flatMap { ndcgs.firstIndex(of: $0) }.map { $0 + 1 } ?? history.count }
}

extension [EpochRecord] {
    /// The validation loss of each epoch.
    package var validationLosses: [Double] { compactMap(\.validation?.total) }
}

extension FoldIn {
    /// How many users have none of their clicks withheld.
    package var usersWithNothingWithheld: Int { heldOut.clicks.rowSums.count { $0 == 0 } }
}
