import LinearAlgebra

/// Who clicked what: a binary matrix whose rows are users and whose columns are movies, with their ids.
///
/// Shapes: `U` users, `I` items (movies). Users are rows because training and evaluation go user by user;
/// the notebook's matrix is the transpose, and `shape` prints its orientation.
public struct ClickMatrix: Sendable, Hashable {
    /// The user id of each row: `U` of them.
    public let users: [Int]
    /// The movie id of each column: `I` of them.
    public let movies: [Int]
    /// The clicks: `U × I`.
    public let clicks: BinaryMatrix

    /// Makes a click matrix from its ids and its ones.
    ///
    /// - Precondition: `clicks` has a row a user and a column a movie.
    public init(users: [Int], movies: [Int], clicks: BinaryMatrix) {
        precondition(
            clicks.rows == users.count && clicks.columns == movies.count, "a click matrix has an id a row and column")
        self.users = users
        self.movies = movies
        self.clicks = clicks
    }

    /// The number of movies and users, in the order in which the notebook prints them.
    public struct Shape: Sendable, Hashable, CustomStringConvertible {
        /// `I`, the notebook's rows.
        public let movies: Int
        /// `U`, the notebook's columns.
        public let users: Int

        /// Makes a shape.
        public init(movies: Int, users: Int) {
            self.movies = movies
            self.users = users
        }

        /// As Python prints a shape: `(3533, 6038)`.
        public var description: String { "(\(movies), \(users))" }
    }

    /// The notebook's shape: movies, then users.
    public var shape: Shape { Shape(movies: movies.count, users: users.count) }

    /// The number of ones.
    public var count: Int { clicks.count }

    /// The share of entries that are one; the notebook calls it "sparsity" (cell 71).
    public var density: Double { clicks.density }
}

extension Clicks {
    /// The click matrix of the users and movies that have any click, ids ascending. O(clicks + ids).
    ///
    /// - Precondition: no user clicked a movie twice, which holds for ratings read from a file.
    ///
    /// Source: notebook cell 64.
    public func pivot() -> ClickMatrix {
        let userIDs = Identifiers(of: users)
        let movieIDs = Identifiers(of: movies)
        let userOf = userIDs.positions(of: users)
        let movieOf = movieIDs.positions(of: movies)
        // Taken movie by movie, clicks reach each user's row with columns ascending, and no row is sorted.
        let byMovie = grouped(movieOf, into: movieIDs.ascending.count).rows
        let byUser = grouped(byMovie.map { userOf[Int($0)] }, into: userIDs.ascending.count)
        let columns = byUser.rows.map { movieOf[Int(byMovie[Int($0)])] }
        return ClickMatrix(
            users: userIDs.ascending.map { Int($0) },
            movies: movieIDs.ascending.map { Int($0) },
            clicks: BinaryMatrix(
                columns: movieIDs.ascending.count, rowStarts: byUser.starts, columnIndices: columns))
    }
}
