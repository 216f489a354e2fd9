import Formatting
import LinearAlgebra
import Ranking

/// RP3β: an item's score is the chance that a random walk of three steps ends there, from the user over a clicked item
/// and another of its users, reduced for popular items.
///
/// A click on item i adds Σ_u (1 / n_i)^α (1 / n_u)^α / n_j^β to the score of item j, over the users u who clicked both,
/// where n counts the clicks of an item or a user. Of these, only the k largest count for an item's score.
///
/// Source: Paudel, Christoffel, Newell and Bernstein, "Updatable, Accurate, Diverse, and Scalable Recommendations for
/// Interactive Applications", TiiS 2017. The first step's probability is left out, which is the same for all of a user's
/// items, and neighbours are limited, as in Ferrari Dacrema et al., RecSys 2019, whose code also limits how many items a
/// click adds to.
package struct RP3Beta: Recommender, Hashable {
    /// What a click on an item adds to the score of another, of whose k neighbours it is one.
    package let weights: SparseItemWeights

    /// Walks to every item, ties by index.
    ///
    /// The same on any number of threads; O(`I`² + Σ n²) for users with n clicks: 0.2 s for MovieLens 1M.
    ///
    /// - Parameters:
    ///   - training: `U × I` clicks.
    ///   - alpha: The power of a step's probability, at least 0.
    ///   - beta: The power of the clicks by which a popular item is reduced, at least 0.
    ///   - neighbours: k, the largest number of items whose clicks an item is scored by, at least 1.
    ///   - isNormalized: Whether a click adds to its k nearest items alone, and all clicks the same in sum, as in that code's
    ///     `normalize_similarity`.
    package init(
        training: BinaryMatrix, alpha: Float, beta: Float, neighbours k: Int, isNormalized: Bool = false,
        threads: Threads = Threads(1)
    ) {
        precondition(alpha >= 0 && beta >= 0 && k > 0, "the powers count from 0 and k from 1")
        let walks = ItemGram(
            training: training, weightingUsersBy: training.rowSums.map { power(of: $0, -alpha) }, threads: threads)
        let clicks = training.columnSums
        let (departure, arrival) = (clicks.map { power(of: $0, -alpha) }, clicks.map { power(of: $0, -beta) })
        let items = training.columns
        guard isNormalized else {
            weights = walks.counts.values.withUnsafeBufferPointer { walks in
                SparseItemWeights(items: items, keeping: k, threads: threads) { item, weights in
                    for clicked in 0..<items {
                        weights[clicked] = departure[clicked] * walks[item * items + clicked] * arrival[item]
                    }
                    weights[item] = 0
                }
            }
            return
        }
        // The first step's power of the clicked item's clicks cancels where its sum is one.
        let added = Matrix(rows: items, columns: items, threads: threads) { clicked, added in
            var reached = (0..<items).map { walks.counts[clicked, $0] * arrival[$0] }
            reached[clicked] = 0
            let nearest = topK(scores: reached, k: k)
            let sum = nearest.reduce(0) { $0 + reached[$1] }
            for item in nearest where sum > 0 { added[item] = reached[item] / sum }
        }
        weights = SparseItemWeights(items: items, keeping: k, threads: threads) { item, weights in
            for clicked in 0..<items { weights[clicked] = added[clicked, item] }
        }
    }

    /// The sum of the weights at each user's clicks. O(clicks · k).
    package func scores(for input: BinaryMatrix, threads: Threads = Threads(1)) -> Matrix {
        weights.scores(for: input, threads: threads)
    }
}

/// A power of a number of clicks; 0 for none.
private func power(of clicks: Int, _ exponent: Float) -> Float { clicks == 0 ? 0 : power(Float(clicks), exponent) }

extension RP3Beta {
    /// The settings of a fit.
    package struct Settings: RecommenderSettings {
        package static let key = "rp3Beta"

        package let alpha: Float
        package let beta: Float
        package let neighbours: Int
        /// Whether all clicks add the same in sum; nil for no.
        package let isNormalized: Bool?

        package init(alpha: Float, beta: Float, neighbours: Int, isNormalized: Bool? = nil) {
            self.alpha = alpha
            self.beta = beta
            self.neighbours = neighbours
            self.isNormalized = isNormalized
        }

        package var label: String {
            "k = \(neighbours), α = \(decimal(alpha)), β = \(decimal(beta))"
                + (isNormalized == true ? ", normalized" : "")
        }
        package var cost: Double { 0.6 }

        package func fit(_ fitting: Fitting) -> Fitted {
            Fitted(
                RP3Beta(
                    training: fitting.training, alpha: alpha, beta: beta, neighbours: neighbours,
                    isNormalized: isNormalized ?? false, threads: fitting.threads))
        }
    }
}

extension ContestModel {
    package static let rp3Beta = ContestModel(
        "RP3β", of: RP3Beta.Settings.self,
        settings: .searched(number: 1) { _ in
            SearchSpace([
                ("k", .choice([50, 100, 200, 400, 800])), ("α", .uniform(0.3...1.2)), ("β", .uniform(0.2...0.9)),
            ]) {
                RP3Beta.Settings(alpha: Float($0["α"]), beta: Float($0["β"]), neighbours: Int($0["k"]))
            }
        })
}
