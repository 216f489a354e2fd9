import Interactions
import Testing

/// Reads text as a ratings file of this name, with every number of threads, and checks that they agree on the
/// ratings or on the error.
func parse(
    _ text: String, named name: String = "ratings.dat", options: ReadingOptions = ReadingOptions()
) throws(RatingsError) -> RatingsFile {
    func result(threads: Int) -> Result<RatingsFile, RatingsError> {
        Result { () throws(RatingsError) in
            try parseRatings(Array(text.utf8), named: name, options: options, threads: threads)
        }
    }
    let first = result(threads: 1)
    for threads in [2, 3, 5, 8, 64] { #expect(result(threads: threads) == first) }
    return try first.get()
}

/// The error that reading a text ends with, on its one line.
func error(of text: String, named name: String = "ratings.dat", options: ReadingOptions = ReadingOptions()) -> String {
    do {
        return "\(try parse(text, named: name, options: options).ratings.count) ratings and no error"
    } catch {
        return error.description
    }
}

extension Ratings {
    /// The id of each rating's user.
    var userTexts: [String] { users.map { userIDs.text(of: $0) } }

    /// The id of each rating's movie.
    var movieTexts: [String] { movies.map { movieIDs.text(of: $0) } }
}
