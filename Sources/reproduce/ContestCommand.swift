import ArgumentParser
import Chapters
import Contest
import Files
import Foundation
import LinearAlgebra
import Study

/// Runs the whole contest of chapter 13 and records it.
struct ContestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contest",
        abstract: "Run the whole contest of chapter 13, most of an hour, and record it for that chapter.",
        usage: "./reproduce.sh contest [<options>]",
        discussion: """
            Tunes every model with the same number of tries, trains the rows of the table under several seeds, and writes \
            recordings/contest.json. Whatever is fitted is kept in out/kept, or in --kept: a contest that was stopped goes on where it was, and \
            shares of it may run on other machines.

            Examples:
              ./reproduce.sh contest
              ./reproduce.sh contest --tries 2 --contest-seeds 2 --output out/contest
            """)

    @Option(help: ArgumentHelp("How many settings of each model are tried.", valueName: "n"))
    var tries = ContestPlan.recorded.tries

    @Option(help: ArgumentHelp("Under how many seeds a row of the table is trained.", valueName: "n"))
    var contestSeeds = ContestPlan.recorded.seeds

    @Option(
        help: ArgumentHelp(
            "Write nothing, but fit one share of the models.",
            discussion:
                "When all shares have run, run each once more for the tuned rows' other seeds; then, without --share, the contest is written.",
            valueName: "i/n"),
        transform: Share.parsed)
    var share: Share?

    @Option(
        help: ArgumentHelp("Write contest.json to this folder, not to recordings.", valueName: "dir"),
        completion: .directory)
    var output: String?

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    @OptionGroup(title: "Ratings")
    var ratings: RatingsOptions

    @OptionGroup(title: "Ratings")
    var kept: KeptOptions

    @OptionGroup(title: "The notebook's settings")
    var settings: SettingsOptions

    func validate() throws {
        guard 1...10_000 ~= tries else { throw ValidationError("--tries \(tries): expected 1 to 10,000") }
        guard 1...1000 ~= contestSeeds else {
            throw ValidationError("--contest-seeds \(contestSeeds): expected 1 to 1,000")
        }
        if output == "" { throw ValidationError("--output: expected a path, found an empty one") }
        if share != nil, output != nil {
            throw ValidationError("--share writes no file; leave out --output")
        }
        if share == nil, output == nil, isChanged {
            throw ValidationError(
                "recordings/contest.json is for the notebook's ratings and settings; name a folder for this contest with --output"
            )
        }
    }

    /// Whether it is another contest than the tracked one.
    private var isChanged: Bool {
        (tries, contestSeeds) != ContestPlan.recorded || !settings.settings.changes.isEmpty || ratings.synthetic != nil
    }

    func run() throws {
        let terminal = Terminal(isQuiet: quiet, chapters: [.paper], settings: settings.settings)
        try terminal.exitingOnFailure(foldersBy: "--output for the recording, --kept for results") {
            let source = try ratings.locate(synthetic: kept.synthetic, terminal: terminal)
            let context = RunContext(
                threads: Threads(ratings.threads), cache: kept.cache,
                interruption: interruptionBySignal(), report: terminal.report)
            let study = Study(source: source, settings: settings.settings)
            guard
                let contest = try study.contest(
                    tries: tries, seeds: contestSeeds, share: share, isTracked: share == nil && output == nil,
                    with: context)
            else { return }
            if let share {
                let next =
                    contest.isFirstPart
                    ? "When all \(share.count) shares are there, run them once more for the tuned rows' seeds."
                    : "When all \(share.count) shares are there, run the contest without --share."
                terminal.say(
                    "Share \(share): \(contest.kept) of \(contest.all) fits are kept in \(kept.folder). \(next)")
            } else if let recording = contest.recording {
                let path = "\(output ?? "recordings")/contest.json"
                try AtomicFile.write(recording.json(), to: path)
                terminal.say("The contest is in \(path).")
            }
        }
    }
}
