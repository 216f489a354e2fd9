/// Ratings as columns, one entry a line of the ratings file, in the file's order.
package struct Ratings: Sendable, Hashable {
    /// The user of each rating.
    package let users: [Int32]
    /// The movie of each rating.
    package let movies: [Int32]
    /// Each rating in half stars, 1…10: exact where `3.5` as a fraction would need care.
    package let halfStars: [UInt8]
    /// When each rating was given, in seconds since 1970 (UTC).
    package let timestamps: [Int64]

    /// Makes ratings from their columns.
    ///
    /// - Precondition: the columns are equally long.
    package init(users: [Int32], movies: [Int32], halfStars: [UInt8], timestamps: [Int64]) {
        precondition(
            users.count == movies.count && users.count == halfStars.count && users.count == timestamps.count,
            "every rating needs a user, a movie, half stars and a timestamp")
        self.users = users
        self.movies = movies
        self.halfStars = halfStars
        self.timestamps = timestamps
    }

    /// The number of ratings.
    package var count: Int { users.count }

    /// One rating in stars, 0.5…5.
    package func stars(_ row: Int) -> Double { Double(halfStars[row]) / 2 }

    /// The number of ratings of each value, from half a star to five: ten counts.
    package var countsByHalfStar: [Int] {
        var counts = [Int](repeating: 0, count: 10)
        for rating in halfStars { counts[Int(rating) - 1] += 1 }
        return counts
    }
}
