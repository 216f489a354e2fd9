import LinearAlgebra

/// What a model is shown of users whom it was not trained on, and what it is to recommend.
public struct FoldIn: Sendable, Hashable {
    /// The clicks that the model is shown: none on the withheld movies. `U × I`.
    public let input: ClickMatrix
    /// All clicks, those shown included. `U × I`.
    public let target: ClickMatrix
    /// The number of movies withheld: the first columns, the same ones for every user.
    public let withheldMovies: Int
}

extension ClickMatrix {
    /// Withholds the first ⌈`I` · fraction⌉ movies from every user's input; the targets stay whole.
    ///
    /// - Precondition: the fraction lies in 0…1.
    /// - Complexity: O(clicks).
    ///
    /// Source: notebook cells 85 to 292.
    public func withholding(fraction: Double) -> FoldIn {
        precondition(0...1 ~= fraction, "a withheld fraction lies in 0…1")
        let withheld = Int((Double(movies.count) * fraction).rounded(.up))
        var starts = [0]
        var shown: [Int32] = []
        starts.reserveCapacity(users.count + 1)
        shown.reserveCapacity(count)
        for user in users.indices {
            shown += clicks[row: user].drop { $0 < withheld }
            starts.append(shown.count)
        }
        let input = BinaryMatrix(columns: movies.count, rowStarts: starts, columnIndices: shown)
        return FoldIn(
            input: ClickMatrix(users: users, movies: movies, clicks: input), target: self, withheldMovies: withheld)
    }
}
