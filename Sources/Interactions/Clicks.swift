/// The ratings that count as clicks, with the row labels that they had among all ratings.
///
/// The notebook prints these labels (`0, 3, 4, 6, 7, …`): pandas keeps them when it drops the other rows.
public struct Clicks: Sendable, Hashable {
    /// Each click's row among all ratings, ascending.
    public let labels: [Int32]
    /// The user of each click.
    public let users: [Int32]
    /// The movie of each click.
    public let movies: [Int32]
    /// When each click happened, in seconds since 1970 (UTC).
    public let timestamps: [Int64]

    /// The number of clicks.
    public var count: Int { labels.count }
}

extension Ratings {
    /// The ratings of `threshold` stars or more, as clicks. O(ratings).
    ///
    /// Source: notebook cell 62.
    public func binarized(threshold: Double = 4) -> Clicks {
        // Clicks and other ratings alternate at random, so each row is written and then kept or not: a branch
        // would be mispredicted every other time.
        let rows = [Int32](unsafeUninitializedCapacity: count) { rows, kept in
            for row in 0..<count {
                rows[kept] = Int32(truncatingIfNeeded: row)
                kept += stars(row) >= threshold ? 1 : 0
            }
        }
        return Clicks(
            labels: rows,
            users: rows.map { users[Int($0)] },
            movies: rows.map { movies[Int($0)] },
            timestamps: rows.map { timestamps[Int($0)] })
    }
}
