import Interactions

/// Where a study's ratings come from.
package enum RatingsSource: Sendable, Hashable {
    /// A ratings file, or a folder that holds one, and how to read it.
    case file(String, ReadingOptions = ReadingOptions())
    /// The ratings that the kit makes up, in MovieLens 1M's outline.
    case synthetic
    /// A file of other ratings that the kit made up.
    case syntheticFile(String)

    /// Reads the ratings, or makes them up and reads those.
    ///
    /// - Throws: `RatingsError` where the file cannot be read or a line is malformed.
    package func read(threads: Int) throws -> DataSet {
        switch self {
        case .file(let path, let options):
            DataSet(
                try readRatings(at: path, options: options, threads: threads), titles: loadMovieTitles(at: path),
                isSynthetic: false)
        case .synthetic:
            DataSet(
                try parseRatings(syntheticRatings(), named: "synthetic ratings", threads: threads),
                isSynthetic: true, hasTheNotebooksOutline: true)
        case .syntheticFile(let path):
            DataSet(try readRatings(at: path, threads: threads), isSynthetic: true)
        }
    }
}

/// Ratings that were read, and which they are.
package struct DataSet: Sendable, Hashable {
    /// The ratings, in the file's order.
    package let ratings: Ratings
    /// What their file turned out to be.
    package let form: RatingsForm
    /// The movies' titles by code; empty where the ratings come without.
    package let titles: [Int: String]
    /// What could not be read of the titles, in one line; `nil` where nothing went wrong.
    package let titlesWarning: String?
    /// Whether the kit made them up.
    package let isSynthetic: Bool
    /// The SHA-256 of their users, movies and stars.
    package let fingerprint: String

    /// Whether the kit made them up in the outline of the notebook's ratings.
    package let hasTheNotebooksOutline: Bool

    init(
        _ file: RatingsFile, titles: MovieTitles = MovieTitles(), isSynthetic: Bool,
        hasTheNotebooksOutline: Bool = false
    ) {
        self.hasTheNotebooksOutline = hasTheNotebooksOutline
        ratings = file.ratings
        form = file.form
        self.titles = titles.byCode(of: file.ratings.movieIDs)
        titlesWarning = titles.warning
        self.isSynthetic = isSynthetic
        fingerprint = ratings.fingerprint()
    }

    /// Whether these are the notebook's ratings.
    package var isMovieLens1M: Bool { fingerprint == Published.fingerprint }

    /// Whether their file is written as MovieLens 1M's is.
    package var isInMovieLens1MsForm: Bool { form.isMovieLensDat && ratings.timestamps != nil && !form.isPacked }

    /// What a reader calls them.
    package var name: String {
        if isMovieLens1M { return "MovieLens 1M" }
        if hasTheNotebooksOutline { return "synthetic ratings" }
        return "\(isSynthetic ? "synthetic ratings" : "ratings") \(fingerprint.prefix(8))"
    }
}
