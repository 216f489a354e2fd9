import LinearAlgebra

/// Who clicked what: a binary matrix whose rows are users and whose columns are movies, with their ids.
///
/// Shapes: `U` users, `I` items (movies). Users are rows because training and evaluation go user by user;
/// the notebook's matrix is the transpose, and `shape` prints its orientation.
package struct ClickMatrix: Sendable, Hashable {
    /// The user of each row, as a code of `userIDs`: `U` of them.
    package let users: [Int]
    /// The movie of each column, as a code of `movieIDs`: `I` of them.
    package let movies: [Int]
    /// The users' ids.
    package let userIDs: IDs
    /// The movies' ids.
    package let movieIDs: IDs
    /// The clicks: `U × I`.
    package let clicks: BinaryMatrix

    /// Creates a click matrix from its users, movies and clicks.
    ///
    /// - Precondition: `clicks` has a row for each user and a column for each movie.
    package init(
        users: [Int], movies: [Int], ids: (users: IDs, movies: IDs) = (.numbers, .numbers), clicks: BinaryMatrix
    ) {
        precondition(
            clicks.rows == users.count && clicks.columns == movies.count, "a click matrix has an id a row and column")
        self.users = users
        self.movies = movies
        (userIDs, movieIDs) = ids
        self.clicks = clicks
    }

    /// The id of the user of a row.
    package func userID(_ row: Int) -> String { userIDs.text(of: users[row]) }

    /// The id of the movie of a column.
    package func movieID(_ column: Int) -> String { movieIDs.text(of: movies[column]) }

    /// The ids of all users, in the order of the rows.
    package var userTexts: [String] { users.map { userIDs.text(of: $0) } }

    /// The ids of all movies, in the order of the columns.
    package var movieTexts: [String] { movies.map { movieIDs.text(of: $0) } }

    /// The number of movies and users, in the order in which the notebook prints them.
    package struct Shape: Sendable, Hashable, CustomStringConvertible {
        /// `I`, the notebook's rows.
        package let movies: Int
        /// `U`, the notebook's columns.
        package let users: Int

        /// Creates a shape.
        package init(movies: Int, users: Int) {
            self.movies = movies
            self.users = users
        }

        /// As Python prints a shape: `(3533, 6038)`.
        package var description: String { "(\(movies), \(users))" }
    }

    /// The notebook's shape: movies, then users.
    package var shape: Shape { Shape(movies: movies.count, users: users.count) }

    /// The number of ones.
    package var count: Int { clicks.count }

    /// The share of entries that are one; the notebook calls it "sparsity" (cell 71).
    package var density: Double { clicks.density }
}

extension Clicks {
    /// The click matrix of the users and movies that have clicks, with ids ascending. O(clicks + ids).
    ///
    /// - Precondition: no user clicked a movie twice, which ratings read from a file guarantee.
    ///
    /// Source: notebook cell 64.
    package func pivot() -> ClickMatrix {
        let userIDs = Identifiers(of: users)
        let movieIDs = Identifiers(of: movies)
        // Two counting sorts, by movie and then by user: taken movie by movie, clicks reach each user's row with
        // columns ascending, and no row is sorted.
        var next = movieIDs.starts
        let byMovie = [Int32](unsafeUninitializedCapacity: count) { byMovie, filled in
            next.withUnsafeMutableBufferPointer { next in
                for row in labels {
                    let movie = movieIDs[ratings.movies[Int(row)]]
                    byMovie[next[movie]] = Int32(truncatingIfNeeded: userIDs[ratings.users[Int(row)]])
                    next[movie] += 1
                }
            }
            filled = count
        }
        next = userIDs.starts
        let columns = [Int32](unsafeUninitializedCapacity: count) { columns, filled in
            next.withUnsafeMutableBufferPointer { next in
                for movie in 0..<movieIDs.count {
                    for user in byMovie[movieIDs.starts[movie]..<movieIDs.starts[movie + 1]] {
                        columns[next[Int(user)]] = Int32(truncatingIfNeeded: movie)
                        next[Int(user)] += 1
                    }
                }
            }
            filled = count
        }
        return ClickMatrix(
            users: userIDs.ascending.map { Int($0) },
            movies: movieIDs.ascending.map { Int($0) },
            ids: (ratings.userIDs, ratings.movieIDs),
            clicks: BinaryMatrix(columns: movieIDs.count, rowStarts: userIDs.starts, columnIndices: columns))
    }
}
