import LinearAlgebra
import Ranking

/// The baseline that recommends the same items to everyone: those with the most clicks in training.
package struct Popularity: Recommender, Hashable {
    /// The number of training clicks of each item, which is its score: `I` of them.
    package let scores: [Float]

    /// Counts the clicks of each item.
    ///
    /// - Parameter training: `U × I` clicks.
    package init(training: BinaryMatrix) {
        scores = training.columnSums.map { Float($0) }
    }

    /// The items by clicks, the most clicked first, ties by index.
    package var ranked: [Int] { topK(scores: scores, k: scores.count) }

    /// The same row of scores for every user, whatever they clicked.
    package func scores(for input: BinaryMatrix, threads: Threads = Threads(1)) -> Matrix {
        precondition(input.columns == scores.count, "\(input.columns) items shown, \(scores.count) fitted")
        return Matrix(rows: input.rows, columns: scores.count, values: (0..<input.rows).flatMap { _ in scores })
    }
}

extension Popularity {
    /// Popularity has nothing to set.
    package struct Settings: RecommenderSettings {
        package static let key = "popularity"

        package init() {}

        package var label: String { "" }
        package var cost: Double { 0.1 }
        package func fit(_ fitting: Fitting) -> Fitted { Fitted(Popularity(training: fitting.training)) }
    }
}

extension ContestModel {
    package static let popularity = ContestModel(
        "popularity", of: Popularity.Settings.self, settings: .given { _, _ in Popularity.Settings() })
}
