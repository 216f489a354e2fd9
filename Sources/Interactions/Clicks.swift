/// The ratings that count as clicks, in the file's order.
package struct Clicks: Sendable, Hashable {
    /// The row of each click among all ratings, ascending.
    ///
    /// The notebook prints these labels (`0, 3, 4, 6, 7, …`): pandas keeps them when it drops the other rows.
    package let labels: [Int32]
    /// All ratings, clicks or not: shared, not copied.
    let ratings: Ratings

    fileprivate init(labels: [Int32], of ratings: Ratings) {
        self.labels = labels
        self.ratings = ratings
    }

    /// The number of clicks.
    package var count: Int { labels.count }

    /// The user of each click.
    package var users: LazyMapCollection<[Int32], Int32> {
        labels.lazy.map { [users = ratings.users] in users[Int($0)] }
    }

    /// The movie of each click.
    package var movies: LazyMapCollection<[Int32], Int32> {
        labels.lazy.map { [movies = ratings.movies] in movies[Int($0)] }
    }

    /// When each click happened, in seconds since 1970 (UTC).
    package var timestamps: LazyMapCollection<[Int32], Int64> {
        labels.lazy.map { [timestamps = ratings.timestamps] in timestamps[Int($0)] }
    }
}

extension Ratings {
    /// The ratings of at least `threshold` stars, as clicks. O(ratings).
    ///
    /// Source: notebook cell 62.
    package func binarized(threshold: Double = 4) -> Clicks {
        // Clicks and other ratings alternate at random, so each row is written and then kept or not: a branch
        // would be mispredicted every other time.
        let least = 2 * threshold
        let rows = [Int32](unsafeUninitializedCapacity: count) { rows, kept in
            for row in 0..<count {
                rows[kept] = Int32(truncatingIfNeeded: row)
                kept += Double(halfStars[row]) >= least ? 1 : 0
            }
        }
        return Clicks(labels: rows, of: self)
    }
}
