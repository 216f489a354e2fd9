import LinearAlgebra
import Statistics

/// What the lists that a model recommends are like, accuracy aside.
package struct ListCharacter: Sendable, Hashable, Codable {
    /// The length of the lists: 20, or half of fewer movies.
    package static func depth(movies: Int) -> Int { max(1, min(20, movies / 2)) }

    /// The share of all movies that somebody is recommended.
    package let coverage: Double
    /// The share of what is recommended that is among the movies with the most clicks, as many as a list has places.
    package let popular: Double
    /// The Gini coefficient of how often each movie is recommended: 0 if all are equally often.
    package let gini: Double
    /// The mean self-information of what is recommended, in bits: −log₂ of the share of training users who clicked it.
    package let novelty: Double

    /// Describes lists for users who were not trained on.
    package init(_ lists: Recommendations, training: BinaryMatrix) {
        let depth = Self.depth(movies: lists.items)
        coverage = lists.coverage(at: depth)
        let mostClicked = topK(scores: training.columnSums.map { Float($0) }, k: depth)
        popular = mean(lists.overlap(at: depth, with: mostClicked))
        gini = lists.gini(at: depth) ?? 0
        novelty = lists.novelty(at: depth, training: training) ?? 0
    }

    /// The mean of what several runs' lists are like.
    package init(meanOf runs: [ListCharacter]) {
        coverage = mean(runs.map(\.coverage))
        popular = mean(runs.map(\.popular))
        gini = mean(runs.map(\.gini))
        novelty = mean(runs.map(\.novelty))
    }

    package init(coverage: Double = 0, popular: Double = 0, gini: Double = 0, novelty: Double = 0) {
        self.coverage = coverage
        self.popular = popular
        self.gini = gini
        self.novelty = novelty
    }
}
