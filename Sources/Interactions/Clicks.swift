/// The ratings that count as clicks, in the file's order.
package struct Clicks: Sendable, Hashable {
    /// The row of each click among all ratings, ascending.
    ///
    /// The notebook prints these labels (`0, 3, 4, 6, 7, …`): pandas keeps them when it drops the other rows.
    package let labels: [Int32]
    /// All ratings, clicks or not: shared, not copied.
    package let ratings: Ratings

    fileprivate init(labels: [Int32], of ratings: Ratings) {
        self.labels = labels
        self.ratings = ratings
    }

    /// The number of clicks.
    package var count: Int { labels.count }

    /// The user of each click, as a code of the ratings' `userIDs`.
    package var users: LazyMapCollection<[Int32], Int32> {
        labels.lazy.map { [users = ratings.users] in users[Int($0)] }
    }

    /// The movie of each click, as a code of the ratings' `movieIDs`.
    package var movies: LazyMapCollection<[Int32], Int32> {
        labels.lazy.map { [movies = ratings.movies] in movies[Int($0)] }
    }

    /// When each click happened, in seconds since 1970 (UTC); `nil` where the file does not say.
    package var timestamps: LazyMapCollection<[Int32], Int64>? {
        ratings.timestamps.map { timestamps in labels.lazy.map { timestamps[Int($0)] } }
    }
}

extension Ratings {
    /// The ratings of at least `threshold` stars, as clicks; all lines if there are no ratings. O(ratings).
    ///
    /// Source: notebook cell 62.
    package func binarized(threshold: Double = 4) -> Clicks {
        guard let stars else { return Clicks(labels: Array(0..<Int32(truncatingIfNeeded: count)), of: self) }
        // Clicks and other ratings alternate at random, so each row is written and then kept or not: a branch
        // would be mispredicted every other time.
        let rows = [Int32](unsafeUninitializedCapacity: count) { rows, kept in
            for row in 0..<count {
                rows[kept] = Int32(truncatingIfNeeded: row)
                kept += stars[row] >= threshold ? 1 : 0
            }
        }
        return Clicks(labels: rows, of: self)
    }
}
