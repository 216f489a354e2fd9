import Interactions
import LinearAlgebra
import Random
import Ranking
import Statistics

/// What a model and popularity recommend to the same users, under one evaluation.
package struct AgainstPopularity: Sendable {
    /// What the users showed, and what counts.
    package let evaluation: Evaluation
    /// The model's lists.
    package let model: Recommendations
    /// The lists of the movies with the most clicks in training.
    package let popularity: Recommendations

    /// Recall at k of both, and by how much the model's is larger.
    package struct Row: Sendable, Hashable {
        /// The length of list that counts.
        package let k: Int
        /// The mean over the users that have a click that counts.
        package let model, popularity: Double
        /// User by user, with a 95% bootstrap interval.
        package let difference: PairedDifference
    }

    /// Ranks both by their scores (U, I), to at most `depth` places.
    package init(
        _ evaluation: Evaluation, model: Matrix, popularity: Matrix, depth: Int = 100, threads: Threads = Threads(1)
    ) {
        self.evaluation = evaluation
        self.model = evaluation.recommendations(model, depth: depth, threads: threads)
        self.popularity = evaluation.recommendations(popularity, depth: depth, threads: threads)
    }

    /// The mean recall of either at every k up to the depth ranked.
    package func curve(_ lists: KeyPath<AgainstPopularity, Recommendations>) -> [Double] {
        (1...self[keyPath: lists].depth).map { mean(evaluation.recall(self[keyPath: lists], at: $0)) }
    }

    /// How many of the model's first k movies for a user are among popularity's first k.
    package func shared(at k: Int, by user: Int) -> Int {
        let popular = Set(popularity[user: user].prefix(k))
        return model[user: user].prefix(k).count { popular.contains($0) }
    }

    /// Recall at each k that is ranked; none where no user has a click that counts.
    ///
    /// - Parameter generator: Draws the users of the bootstrap.
    package func recalls(at ks: [Int], generator: Philox4x32) -> [Row] {
        ks.filter { $0 <= model.depth }.compactMap { k in
            let (first, second) = (evaluation.recall(model, at: k), evaluation.recall(popularity, at: k))
            return PairedDifference(first, minus: second, generator: generator).map {
                Row(k: k, model: mean(first), popularity: mean(second), difference: $0)
            }
        }
    }
}

extension Sequence<AgainstPopularity.Row> {
    /// Whether the two are equal but for a margin: at every k the whole interval lies within it.
    package func areEqual(within margin: Double) -> Bool {
        contains { _ in true } && allSatisfy { $0.difference.interval.lies(within: margin) }
    }

    /// The k at which zero lies outside of the interval.
    package var differing: [Int] { filter(\.difference.isSignificant).map(\.k) }
}

/// Recall@k, as the notebook takes it, of a list that holds the user's own input and no other hit; nil for a user without clicks.
package func recallOfTheInput(at k: Int, _ fold: FoldIn) -> [Double?] {
    zip(fold.input.clicks.rowSums, fold.target.clicks.rowSums).map { (shown: Int, all: Int) -> Double? in
        all == 0 ? nil : Double(min(k, shown)) / Double(min(k, all))
    }
}
