import ArgumentParser
import Foundation
import Interactions
import Study

extension DuplicateRule: ExpressibleByArgument {}

/// Where ratings come from, and with how many threads they are worked on.
struct RatingsOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A ratings file of separated text, or a folder with ratings.dat, ratings.csv or u.data. Otherwise $MOVIELENS_1M, "
                + "data/ml-1m, a download from the publisher, or the synthetic ratings.", valueName: "path"),
        completion: .file())
    var data: String?

    @Option(
        help: ArgumentHelp(
            "Which columns of the ratings file to read, by name or number, where that is not clear: "
                + "user=…,item=…,rating=…,time=…; rating=none makes every line a click.", valueName: "columns"),
        transform: columns)
    var columns: ColumnChoice?

    @Option(
        help: ArgumentHelp(
            "Which of a user's ratings of one movie to keep; otherwise they are an error.", valueName: "rule"))
    var duplicates: DuplicateRule?

    @Option(help: "Use ratings that the kit makes up, of the size of MovieLens 1M or 20M.")
    var synthetic: SyntheticRatings?

    @Flag(help: "Never download: without ratings at hand, use the synthetic ones.")
    var offline = false

    @Option(help: ArgumentHelp("How many threads may work at once; no result depends on it.", valueName: "n"))
    var threads = ProcessInfo.processInfo.activeProcessorCount

    /// The options that say which ratings to read, as they were given.
    var words: [String] {
        var words: [String] = []
        if let data { words += ["--data", data] }
        if let columns { words += ["--columns", "\(columns)"] }
        if let duplicates { words += ["--duplicates", duplicates.rawValue] }
        if let synthetic { words += ["--synthetic", synthetic.rawValue] }
        if offline { words.append("--offline") }
        return words
    }

    /// How to read the ratings file.
    var reading: ReadingOptions { ReadingOptions(columns: columns, duplicates: duplicates) }

    /// Finds the ratings; made-up ones, if they have to be written, go below `folder`.
    ///
    /// - Throws: `AddressSpaceError`; as `locateRatings` does.
    func locate(synthetic folder: String, terminal: Terminal) throws -> RatingsSource {
        try requireAddressSpace(threads: threads)
        return try locateRatings(
            data: data, synthetic: synthetic.map { ($0, folder) }, offline: offline, reading: reading,
            terminal: terminal)
    }

    private static func columns(_ text: String) throws -> ColumnChoice {
        do {
            return try ColumnChoice(text)
        } catch {
            throw ValidationError("\(error)")
        }
    }

    func validate() throws {
        if data == "" { throw ValidationError("--data: expected a path, found an empty one") }
        if data != nil, synthetic != nil {
            throw ValidationError("--data and --synthetic exclude each other; leave one out")
        }
        if synthetic != nil, reading != ReadingOptions() {
            throw ValidationError("--columns and --duplicates are about a ratings file; leave out --synthetic")
        }
        guard 1...1024 ~= threads else { throw ValidationError("--threads \(threads): expected 1 to 1024") }
    }
}
