/// Ratings as columns, one entry a line of the ratings file, in the file's order.
package struct Ratings: Sendable, Hashable {
    /// The user of each rating, as a code of `userIDs`.
    package let users: [Int32]
    /// The movie of each rating, as a code of `movieIDs`.
    package let movies: [Int32]
    /// The users' ids.
    package let userIDs: IDs
    /// The movies' ids.
    package let movieIDs: IDs
    /// Each rating; `nil` where the file has none and every line is a click.
    package let stars: [Double]?
    /// When each rating was given, in seconds since 1970 (UTC); `nil` where the file does not say so in whole seconds.
    package let timestamps: [Int64]?

    /// Makes ratings from their columns.
    ///
    /// - Precondition: the columns are equally long.
    package init(
        users: [Int32], movies: [Int32], ids: (users: IDs, movies: IDs) = (.numbers, .numbers), stars: [Double]?,
        timestamps: [Int64]? = nil
    ) {
        precondition(
            [movies.count, stars?.count, timestamps?.count].allSatisfy { $0 ?? users.count == users.count },
            "every rating needs a user and a movie, and stars and a timestamp where any has them")
        self.users = users
        self.movies = movies
        (userIDs, movieIDs) = ids
        self.stars = stars
        self.timestamps = timestamps
    }

    /// The number of ratings.
    package var count: Int { users.count }

    /// The number of users with a rating. O(ratings).
    package var userCount: Int { Set(users).count }

    /// The number of movies with a rating. O(ratings).
    package var movieCount: Int { Set(movies).count }

    /// The lowest and the highest rating; `nil` where there are none. O(ratings).
    package var range: ClosedRange<Double>? {
        guard let stars, let first = stars.first else { return nil }
        let (lowest, highest) = stars.reduce((first, first)) { (min($0.0, $1), max($0.1, $1)) }
        return lowest...highest
    }

    /// The number of ratings of each value, rounded down to half a star; where there are none, every line is a 1.
    /// O(ratings).
    package var countsByHalfStar: [Double: Int] {
        guard let stars else { return count > 0 ? [1: count] : [:] }
        // Nearly all scales fit into a table; a dictionary takes what does not.
        var table = [Int](repeating: 0, count: 64)
        var counts: [Double: Int] = [:]
        for stars in stars {
            let halfStars = (2 * stars).rounded(.down)
            if halfStars >= 0, halfStars < Double(table.count) {
                table[Int(halfStars)] += 1
            } else {
                // The largest numbers have no half stars, and no double.
                counts[halfStars.isFinite ? halfStars / 2 : stars, default: 0] += 1
            }
        }
        for (halfStars, count) in table.enumerated() where count > 0 { counts[Double(halfStars) / 2] = count }
        return counts
    }

    /// The ratings in these rows, in this order.
    func selecting(rows: [Int]) -> Ratings {
        Ratings(
            users: rows.map { users[$0] }, movies: rows.map { movies[$0] }, ids: (userIDs, movieIDs),
            stars: stars.map { stars in rows.map { stars[$0] } },
            timestamps: timestamps.map { timestamps in rows.map { timestamps[$0] } })
    }
}

/// What the codes of a column of users or movies stand for. Codes ascend as the ids do: numbers as numbers, text as
/// Python sorts it.
package enum IDs: Sendable, Hashable {
    /// Whole numbers from 0 to 2147483647, as MovieLens has them: a code is the id itself.
    case numbers
    /// The ids of codes 0, 1, …, as text.
    case listed([String])

    /// The id that a code stands for. O(1).
    ///
    /// - Precondition: the code is one of the column's.
    package func text(of code: some BinaryInteger) -> String {
        switch self {
        case .numbers: "\(code)"
        case .listed(let texts): texts[Int(code)]
        }
    }

    /// The code of an id; nil if it cannot be or is not among those listed. O(ids).
    package func code(of text: String) -> Int? {
        switch self {
        case .numbers: Int(text)
        case .listed(let texts): texts.firstIndex(of: text)
        }
    }
}
