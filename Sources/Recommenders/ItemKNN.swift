import Formatting
import LinearAlgebra

/// Item-based nearest neighbours: an item's score is the sum of its similarities to those of its k nearest items that
/// the user clicked.
///
/// The similarity of items i and j is c_ij / (√(c_ii c_jj) + h), where c_ij is the number of users who clicked both.
/// For h = 0 it is the cosine of their click columns; a shrinkage h above zero gives items with few clicks less weight.
///
/// Source: Sarwar et al., "Item-Based Collaborative Filtering Recommendation Algorithms", WWW 2001; the shrinkage as in
/// Ferrari Dacrema et al., RecSys 2019.
package struct ItemKNN: Recommender, Hashable {
    /// The similarity of a clicked item that is among the k nearest of the scored one.
    package let similarities: SparseItemWeights

    /// Finds every item's nearest neighbours, ties by index; items without a common user are not neighbours.
    ///
    /// The same on any number of threads; O(`I`²).
    ///
    /// - Parameters:
    ///   - gram: The co-occurrence counts of the training clicks, `I × I`. Users may be weighted: with `tfIDFWeights`
    ///     the cosine is that of TF-IDF vectors.
    ///   - neighbours: k, the largest number of neighbours of an item, at least 1.
    ///   - shrinkage: h, in clicks, at least 0.
    package init(_ gram: ItemGram, neighbours k: Int, shrinkage: Double = 0, threads: Threads = Threads(1)) {
        precondition(k > 0 && shrinkage >= 0, "k counts from 1 and the shrinkage from 0")
        let items = gram.items
        let clicks = (0..<items).map { Double(gram.clicks(of: $0)) }
        similarities = gram.counts.values.withUnsafeBufferPointer { counts in
            SparseItemWeights(items: items, keeping: k, threads: threads) { item, similarities in
                for other in 0..<items {
                    let both = Double(counts[item * items + other])
                    similarities[other] =
                        both == 0 ? 0 : Float(both / ((clicks[item] * clicks[other]).squareRoot() + shrinkage))
                }
                similarities[item] = 0
            }
        }
    }

    /// The sum of similarities to the clicked neighbours. O(clicks · k).
    package func scores(for input: BinaryMatrix, threads: Threads = Threads(1)) -> Matrix {
        similarities.scores(for: input, threads: threads)
    }
}

extension ItemKNN {
    /// The settings of a fit.
    package struct Settings: RecommenderSettings {
        package static let key = "itemKNN"

        /// k and h.
        package let neighbours: Int
        package let shrinkage: Double
        /// Whether users count by TF-IDF.
        package let weighsUsers: Bool

        package init(neighbours: Int, shrinkage: Double, weighsUsers: Bool) {
            self.neighbours = neighbours
            self.shrinkage = shrinkage
            self.weighsUsers = weighsUsers
        }

        package var label: String { "k = \(neighbours), h = \(decimal(shrinkage))" + (weighsUsers ? ", TF-IDF" : "") }
        package var cost: Double { 0.6 }
        package var usesItemCounts: Bool { !weighsUsers }

        package func fit(_ fitting: Fitting) -> Fitted {
            let (training, threads) = (fitting.training, fitting.threads)
            let counts =
                weighsUsers
                ? ItemGram(
                    training: training, weightingUsersBy: ItemGram.tfIDFWeights(of: training), threads: threads)
                : fitting.itemCounts()
            return Fitted(ItemKNN(counts, neighbours: neighbours, shrinkage: shrinkage, threads: threads))
        }
    }
}

extension ContestModel {
    package static let itemKNN = ContestModel(
        "item-kNN", of: ItemKNN.Settings.self,
        settings: .searched(number: 0) { _ in
            SearchSpace([
                ("k", .choice([10, 20, 50, 100, 200, 400])), ("h", .logarithmic(1...300)), ("TF-IDF", .choice([0, 1])),
            ]) {
                ItemKNN.Settings(neighbours: Int($0["k"]), shrinkage: $0["h"], weighsUsers: $0["TF-IDF"] == 1)
            }
        })
}
