import Interactions

/// Where a study's ratings come from.
package enum RatingsSource: Sendable, Hashable {
    /// A ratings file, or a folder that holds one.
    case file(String)
    /// The ratings that the kit makes up, in MovieLens 1M's outline.
    case synthetic
    /// A file of other ratings that the kit made up.
    case syntheticFile(String)

    /// Reads the ratings, or makes them up and reads those.
    ///
    /// - Throws: `RatingsError` where the file cannot be read or a line is malformed.
    package func read(threads: Int) throws -> DataSet {
        switch self {
        case .file(let path):
            DataSet(
                ratings: try loadRatings(at: path, threads: threads), titles: try loadMovieTitles(at: path) ?? [:],
                isSynthetic: false)
        case .synthetic:
            DataSet(
                ratings: try parseRatings(syntheticRatings(), named: "synthetic ratings", threads: threads),
                titles: [:],
                isSynthetic: true, hasTheNotebooksOutline: true)
        case .syntheticFile(let path):
            DataSet(ratings: try loadRatings(at: path, threads: threads), titles: [:], isSynthetic: true)
        }
    }
}

/// Ratings that were read, and which they are.
package struct DataSet: Sendable, Hashable {
    /// The ratings, in the file's order.
    package let ratings: Ratings
    /// The movies' titles by id; empty where the ratings come without.
    package let titles: [Int: String]
    /// Whether the kit made them up.
    package let isSynthetic: Bool
    /// The SHA-256 of their users, movies and stars.
    package let fingerprint: String

    /// Whether the kit made them up in the outline of the notebook's ratings.
    let hasTheNotebooksOutline: Bool

    init(ratings: Ratings, titles: [Int: String], isSynthetic: Bool, hasTheNotebooksOutline: Bool = false) {
        self.hasTheNotebooksOutline = hasTheNotebooksOutline
        self.ratings = ratings
        self.titles = titles
        self.isSynthetic = isSynthetic
        fingerprint = ratings.fingerprint()
    }

    /// Whether these are the notebook's ratings.
    package var isMovieLens1M: Bool { fingerprint == Published.fingerprint }

    /// What a reader calls them.
    package var name: String {
        if isMovieLens1M { return "MovieLens 1M" }
        if hasTheNotebooksOutline { return "synthetic ratings" }
        return "\(isSynthetic ? "synthetic ratings" : "ratings") \(fingerprint.prefix(8))"
    }
}
