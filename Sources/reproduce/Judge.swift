import ArgumentParser
import Chapters
import Contest
import Files
import Formatting
import Foundation
import Judging
import LinearAlgebra
import Ranking
import Study

/// Scores somebody else's model on the test users of chapter 13.
struct Judge: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Score a model of your own on the test users of chapter 13, beside the models of its table.",
        usage: "./reproduce.sh judge <file> [<options>]",
        discussion: """
            The file has scores, as np.save writes them (test users × movies, in the order of the files of --export-splits), or \
            lists, as CSV with the header uid,rank,sid; either may be packed with gzip. What was shown of a user is left out, as in the table. Printed are NDCG@100, \
            Recall@20 and Recall@50 with their standard errors, and how much higher the model's NDCG@100 is than each model's of \
            chapter 13, user by user, with the 95% interval. Below stands what else matters: that equal scores decide many places, \
            or that lists are too short.

            Name the same ratings and settings as with --export-splits, so that the users are the same.

            The exit code is 0, or 1 for a file or ratings that cannot be read, 64 for wrong usage, 130 after Ctrl-C.
            """)

    @Argument(help: ArgumentHelp("The model's scores (.npy) or lists (.csv).", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("Also write the result as JSON, to all digits.", valueName: "file"))
    var json: String?

    @Flag(help: "Print no progress, only the result and errors.")
    var quiet = false

    @OptionGroup(title: "Ratings")
    var ratings: RatingsOptions

    @OptionGroup(title: "Ratings")
    var kept: KeptOptions

    @OptionGroup(title: "The notebook's settings")
    var settings: SettingsOptions

    func validate() throws {
        for (name, path) in [("<file>", file), ("--json", json)] where path == "" {
            throw ValidationError("\(name): expected a path, found an empty one")
        }
    }

    func run() throws {
        let terminal = Terminal(isQuiet: quiet, chapters: [], settings: settings.settings)
        try terminal.exitingOnFailure(foldersBy: "--json for the result, --kept for what is fitted") {
            try judge(terminal)
        }
    }

    private func judge(_ terminal: Terminal) throws {
        // Before the ratings are, so that a wrong path is told at once.
        let file = try JudgedFile(file)
        let source = try ratings.locate(synthetic: kept.synthetic, terminal: terminal)
        let threads = Threads(ratings.threads)
        let context = RunContext(
            threads: threads, cache: kept.cache, interruption: interruptionBySignal(),
            report: terminal.report)
        let result = try Study(source: source, settings: settings.settings).run([], upTo: .mask, with: context)
        // A run up to the mask has them.
        guard let data = result.prepared else { return }
        let splits = try PaperSplits(data)
        let users = TestUsers(splits.parts)
        let content = try file.content(for: users, threads: threads)
        let rows = try contestRows(data, splits, recordings: "recordings", in: context)
        let judgment = Judgment(
            of: file.name, UserMetrics(content.recommendations, users.evaluation), beside: rows, movies: users.movies)
        terminal.finish()
        print(
            "\(result.data.name): \(counted(users.counted, "test user")) with held-out clicks, "
                + "\(counted(users.movies, "movie"))\n")
        print(judgment.table())
        if !content.remarks.isEmpty { print() }
        for remark in content.remarks { print("\(file.name): \(remark)") }
        if let json {
            try AtomicFile.write(try judgment.json(about: result.data, content), to: json)
        }
    }
}
