import LinearAlgebra

/// A fitted model that scores items for users, given some of their clicks.
///
/// Strong generalization (Liang et al. 2018, §4.1): the users who are scored were not part of the fit.
package protocol Recommender: Sendable {
    /// Scores every item for every user, higher is better; the same on any number of threads.
    ///
    /// - Parameter input: The clicks that the model is shown, `U × I`, with the items of the fit.
    /// - Returns: `U × I`.
    /// - Throws: `NotPositiveDefinite`, from models that solve linear equations for a user.
    func scores(for input: BinaryMatrix, threads: Threads) throws(NotPositiveDefinite) -> Matrix
}
