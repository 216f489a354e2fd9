import Formatting
import LinearAlgebra

/// EASE^R: a linear model that predicts each item from all others, with the closed-form solution for squared error and
/// an L2 penalty.
///
/// B = I − P diag(1 / diag P) with P = (XᵀX + λI)⁻¹; a user's scores are the sum of B's rows at the user's clicks.
///
/// Dropout of the input, with every item predicted where it was itself dropped, adds p / (1 − p) times an item's clicks
/// to λ (EDLAE): on average over what is dropped, inputs scaled by 1 / (1 − p) have this matrix for XᵀX.
///
/// Sources: Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019, equation 8 and algorithm 1; dropout:
/// Steck, "Autoencoders that don't overfit towards the Identity", NeurIPS 2020.
package struct EASE: Recommender, Hashable {
    /// B: what a click on the row's item adds to the score of the column's. `I × I`, zero on the diagonal.
    package let weights: Matrix

    /// Whether the matrix of so many items, and a second one, take at most 4 GB.
    package static func fitsInMemory(items: Int) -> Bool { items <= 22_000 }

    /// Fits the model.
    ///
    /// Takes memory for another `I²` numbers, and O(`I`³) time on the calling thread only: 0.4 s for MovieLens 1M,
    /// minutes for the 20,108 items of MovieLens 20M. Several λ can be fitted at once. In single precision, the weights
    /// of MovieLens 1M, which are up to 0.3, are within 1.3e-6 of those in double precision.
    ///
    /// - Parameters:
    ///   - gram: The co-occurrence counts of the training clicks, `I × I`.
    ///   - regularization: λ, in clicks; it is added to each item's own count.
    ///   - dropout: p, the share of input clicks that are dropped, at least 0 and below 1.
    /// - Throws: `NotPositiveDefinite` if λ is too small for the clicks, as zero is for an item without clicks.
    package init(_ gram: ItemGram, regularization: Float, dropout: Float = 0) throws(NotPositiveDefinite) {
        precondition(0 <= dropout && dropout < 1, "a share from 0 to below 1 is dropped, not \(dropout)")
        let items = gram.items
        var matrix = gram.counts
        for item in 0..<items { matrix[item, item] += regularization + dropout / (1 - dropout) * gram.clicks(of: item) }
        try matrix.invertPositiveDefinite()
        let factors = (0..<items).map { -1 / matrix[$0, $0] }
        matrix.values.withUnsafeMutableBufferPointer { values in
            for row in 0..<items {
                let weights = UnsafeMutableBufferPointer(rebasing: values[row * items..<(row + 1) * items])
                for column in 0..<items { weights[column] *= factors[column] }
                weights[row] = 0
            }
        }
        weights = matrix
    }

    /// The sum of the weights' rows at each user's clicks. O(clicks · `I`).
    package func scores(for input: BinaryMatrix, threads: Threads = Threads(1)) -> Matrix {
        input.multiplied(by: weights, threads: threads)
    }
}

extension EASE {
    /// The settings of a fit; with dropout it is EDLAE.
    package struct Settings: RecommenderSettings {
        package static let key = "ease"

        package let regularization: Float
        package let dropout: Float

        package init(regularization: Float, dropout: Float = 0) {
            self.regularization = regularization
            self.dropout = dropout
        }

        /// The λ that the paper gives for MovieLens 20M. Source: Steck 2019, section 5.
        package static let paper = Settings(regularization: 500)

        package var label: String {
            "λ = \(decimal(regularization))" + (dropout > 0 ? ", p = \(decimal(dropout))" : "")
        }
        package var cost: Double { 0.8 }
        package var usesItemCounts: Bool { true }

        package func fit(_ fitting: Fitting) throws -> Fitted {
            Fitted(try EASE(fitting.itemCounts(), regularization: regularization, dropout: dropout))
        }
    }
}

extension ContestModel {
    package static let ease = ContestModel(
        "EASE", of: EASE.Settings.self,
        settings: .searched(number: 4) { _ in
            SearchSpace([("λ", .logarithmic(50...5000))]) { EASE.Settings(regularization: Float($0["λ"])) }
        })

    package static let edlae = ContestModel(
        "EDLAE", of: EASE.Settings.self,
        settings: .searched(number: 5) { _ in
            SearchSpace([("λ", .logarithmic(20...2000)), ("p", .uniform(0.05...0.8))]) {
                EASE.Settings(regularization: Float($0["λ"]), dropout: Float($0["p"]))
            }
        })
}
