import LinearAlgebra

/// The number of users who clicked both items, for every pair of items: the Gram matrix XᵀX of the clicks X.
///
/// It is all that item-kNN, SLIM and EASE need of the training clicks, so one matrix serves a whole grid of settings. It
/// takes `I²` numbers of four bytes: 39 MB for MovieLens 1M, 1.6 GB for the 20,108 items of MovieLens 20M.
package struct ItemGram: Sendable, Hashable {
    /// The counts, `I × I`, symmetric; an item's own clicks are on the diagonal. Exact up to 2²⁴ users, unless users are
    /// weighted.
    package let counts: Matrix

    /// Counts the users of every pair of items.
    ///
    /// The same on any number of threads; O(Σ n²) for users with n clicks: a tenth of a second for MovieLens 1M.
    ///
    /// - Parameters:
    ///   - training: `U × I` clicks.
    ///   - weights: What each user counts for, `U` of them; without, each counts for one.
    package init(
        training: BinaryMatrix, weightingUsersBy weights: [Float]? = nil, threads: Threads = Threads(1)
    ) {
        let weights = weights ?? [Float](repeating: 1, count: training.rows)
        precondition(weights.count == training.rows, "\(weights.count) weights for \(training.rows) users")
        let items = training.columns
        let usersOf = training.transposed()
        counts = training.columnIndices.withUnsafeBufferPointer { clicks in
            Matrix(rows: items, columns: items, threads: threads) { item, row in
                for user in usersOf[row: item] {
                    let weight = weights[Int(user)]
                    for click in training.rowStarts[Int(user)]..<training.rowStarts[Int(user) + 1] {
                        row[Int(clicks[click])] += weight
                    }
                }
            }
        }
    }

    /// Whether it takes at most 256 MB for so many items, as more than one at a time should.
    package static func isSmall(items: Int) -> Bool { items <= 8000 }

    /// The number of items, `I`.
    package var items: Int { counts.rows }

    /// The number of users who clicked an item, or the sum of their weights. O(1).
    package func clicks(of item: Int) -> Float { counts[item, item] }

    /// Weights for `init` by which it holds the products of the items' TF-IDF vectors, whose features are the users:
    /// the squared inverse document frequency log(I / (1 + n)) of each user, for n clicks. `U` of them.
    ///
    /// Source: Ferrari Dacrema et al., RecSys 2019, as in their code's `TF_IDF`.
    package static func tfIDFWeights(of training: BinaryMatrix) -> [Float] {
        training.rowSums.map { clicks in
            let idf = naturalLogarithm(Float(training.columns) / Float(1 + clicks))
            return idf * idf
        }
    }
}
