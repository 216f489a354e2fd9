import LinearAlgebra
import Random

/// Weighted matrix factorisation by alternating least squares: a score is the dot product of a user's and an item's K
/// factors.
///
/// Every pair of user and item has a preference, one for a click and else zero, and a confidence, 1 + α for a click and
/// else one. The factors minimise the squared error weighted by confidence, plus λ times the squared factors. With one
/// side fixed, each row x of the other solves
///
///     (YᵀY + α Y_uᵀ Y_u + λI) x = (1 + α) Σ y,
///
/// where Y_u and the sum are over the fixed rows y that u clicked.
///
/// Source: Hu, Koren and Volinsky, "Collaborative Filtering for Implicit Feedback Datasets", ICDM 2008, equations 3 to
/// 5.
package struct WMF: Recommender, Hashable {
    /// The hyperparameters of a fit.
    package struct Settings: Sendable, Hashable {
        /// α: the additional confidence in a click, which weighs 1 + α.
        package var confidence: Float
        /// λ: the weight of the squared factors.
        package var regularization: Float
        /// The number of rounds, each of which solves for the users and then for the items.
        package var iterations: Int

        /// Creates settings.
        package init(confidence: Float, regularization: Float, iterations: Int = 10) {
            self.confidence = confidence
            self.regularization = regularization
            self.iterations = iterations
        }
    }

    /// The factors of the items, `I × K`.
    package let items: Matrix
    /// The hyperparameters of this fit.
    package let settings: Settings

    /// Fits the items' factors.
    ///
    /// The same on any number of threads; a round takes O(clicks · `K`² + (`U` + `I`) · `K`³).
    ///
    /// - Parameters:
    ///   - training: `U × I` clicks.
    ///   - initial: The items' initial factors, `I × K`; see `initialFactors`.
    /// - Throws: `NotPositiveDefinite` if λ is too small, as zero is for fewer clicks than factors.
    package init(
        training: BinaryMatrix, initial: Matrix, settings: Settings, threads: Threads = Threads(1)
    ) throws(NotPositiveDefinite) {
        precondition(initial.rows == training.columns, "\(initial.rows) rows of factors for \(training.columns) items")
        self.settings = settings
        let usersOf = training.transposed()
        var items = initial
        for _ in 0..<settings.iterations {
            let users = try solved(training, against: items, settings, threads)
            items = try solved(usersOf, against: users, settings, threads)
        }
        self.items = items
    }

    /// Initial factors, uniform on ±1/√K. `I × K`.
    package static func initialFactors(items: Int, factors: Int, generator: Philox4x32) -> Matrix {
        IALS.initialFactors(items: items, factors: factors, generator: generator)
    }

    /// The factors of users who were not part of the fit, by one least-squares problem each. `U × K`.
    ///
    /// O(clicks · `K`² + `U` · `K`³).
    package func users(for input: BinaryMatrix, threads: Threads = Threads(1)) throws(NotPositiveDefinite) -> Matrix {
        precondition(input.columns == items.rows, "\(input.columns) items shown, \(items.rows) fitted")
        return try solved(input, against: items, settings, threads)
    }

    /// The products of the users' factors, from `users(for:threads:)`, and the items'. O(`U I K`) more than that.
    package func scores(for input: BinaryMatrix, threads: Threads = Threads(1)) throws(NotPositiveDefinite) -> Matrix {
        factorProducts(try users(for: input, threads: threads), items, threads)
    }
}

/// One side's factors with the other side fixed.
private func solved(
    _ clicks: BinaryMatrix, against fixed: Matrix, _ settings: WMF.Settings, _ threads: Threads
) throws(NotPositiveDefinite) -> Matrix {
    try leastSquares(
        clicks, against: fixed, weights: (all: 1, clicks: settings.confidence), target: 1 + settings.confidence,
        regularization: { _ in settings.regularization }, threads: threads)
}
