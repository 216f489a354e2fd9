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
        usage: "./reproduce.sh judge <file> ... [<options>]",
        discussion: """
            A file has scores, as np.save writes them (test users × movies, in the order of the files of --export-splits), or \
            lists, as CSV with the header uid,rank,sid; either may be packed with gzip. What was shown of a user is left out, as in the table. Printed are NDCG@100, \
            Recall@20 and Recall@50 with their standard errors, and how much higher the model's NDCG@100 is than each model's of \
            chapter 13, user by user, with the 95% interval. Below stand every metric's interval, what the lists are like, the \
            metrics by how many clicks users and movies have, and what else matters: that equal scores decide many places, or \
            that lists are too short.

            Several files are one model under several seeds: metrics are means over them, intervals allow for users and seeds, and \
            how far the seeds lie apart is told.

            Name the same ratings and settings as with --export-splits, so that the users are the same.

            Examples:
              ./reproduce.sh judge scores.npy --json result.json
              ./reproduce.sh judge seed1.npy seed2.npy seed3.npy --per-user users.csv

            The exit code is 0, or 1 for a file or ratings that cannot be read, 64 for wrong usage, 130 after Ctrl-C.
            """)

    @Argument(
        help: ArgumentHelp("The model's scores (.npy) or lists (.csv), a file for each seed.", valueName: "file"),
        completion: .file())
    var files: [String]

    @Option(
        help: ArgumentHelp("Also write the result as JSON, with every metric, to all digits.", valueName: "file"),
        completion: .file())
    var json: String?

    @Option(
        help: ArgumentHelp("Also write each user's metrics as CSV, a line for each file and user.", valueName: "file"),
        completion: .file())
    var perUser: String?

    @Flag(help: "Print no progress, only the result and errors.")
    var quiet = false

    @OptionGroup(title: "Ratings")
    var ratings: RatingsOptions

    @OptionGroup(title: "Ratings")
    var kept: KeptOptions

    @OptionGroup(title: "The notebook's settings")
    var settings: SettingsOptions

    func validate() throws {
        let paths: [(String, String?)] = files.map { ("<file>", $0) } + [("--json", json), ("--per-user", perUser)]
        for (name, path) in paths where path == "" {
            throw ValidationError("\(name): expected a path, found an empty one")
        }
        if let json, json == perUser { throw ValidationError("--json and --per-user name the same file; name two") }
    }

    func run() throws {
        let terminal = Terminal(isQuiet: quiet, chapters: [], settings: settings.settings)
        try terminal.exitingOnFailure(foldersBy: "--json and --per-user for the result, --kept for what is fitted") {
            try judge(terminal)
        }
    }

    private func judge(_ terminal: Terminal) throws {
        // Before the ratings are, so that a wrong path is told at once.
        let files = try JudgedFile.runs(files)
        let source = try ratings.locate(synthetic: kept.synthetic, terminal: terminal)
        let threads = Threads(ratings.threads)
        let context = RunContext(
            threads: threads, cache: kept.cache, interruption: interruptionBySignal(),
            report: terminal.report)
        let result = try Study(source: source, settings: settings.settings).run([], upTo: .mask, with: context)
        // A run up to the mask has them.
        guard let data = result.prepared else { return }
        let splits = try PaperSplits(data)
        let (users, training) = (TestUsers(splits.parts), splits.parts.train.clicks)
        let model = try JudgedModel(files, for: users, training: training, threads: threads)
        let rows = try contestRows(data, splits, recordings: "recordings", in: context)
        let judgment = Judgment(of: model, beside: rows, for: users, training: training)
        terminal.finish()
        print(
            "\(result.data.name): \(counted(users.counted, "test user")) with held-out clicks, "
                + "\(counted(users.movies, "movie"))\n")
        print(judgment.text)
        let remarks = model.runs.flatMap { run in run.content.remarks.map { "\(run.name): \($0)" } }
        if !remarks.isEmpty { print("\n" + remarks.joined(separator: "\n")) }
        if let json { try AtomicFile.write(try judgment.json(about: result.data), to: json) }
        if let perUser { try AtomicFile.write(judgment.perUser, to: perUser) }
    }
}
