import LinearAlgebra

/// What scores items for users whose clicks it is shown, having been fitted to the clicks of others.
///
/// Strong generalization (Liang et al. 2018, §4.1): the users who are scored had no part in the fit.
package protocol Recommender: Sendable {
    /// Scores every item for every user, the higher the better; the same on any number of threads.
    ///
    /// - Parameter input: `U × I`, the clicks that are shown, over the items of the fit.
    /// - Returns: `U × I`.
    /// - Throws: `NotPositiveDefinite`, from those that solve equations for a user.
    func scores(for input: BinaryMatrix, threads: Threads) throws(NotPositiveDefinite) -> Matrix
}
