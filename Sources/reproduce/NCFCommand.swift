import ArgumentParser
import Chapters
import Contest
import Files
import Foundation
import LinearAlgebra
import Study

/// Fits all of chapter 15's models to NCF's training clicks and records how they rank what was held out.
struct NCFCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ncf",
        abstract: "Fit all models of chapter 15, half an hour, and record them for that chapter.",
        usage: "./reproduce.sh ncf [<options>]",
        discussion: """
            Fits every model of the table to the training clicks of NCF's test set, under five seeds where it draws at random, and \
            writes recordings/ncf.json. Whatever is fitted is kept in out/kept, or in --kept: a run that was stopped goes on where \
            it was.

            Examples:
              ./reproduce.sh ncf
              ./reproduce.sh ncf --ncf data/ncf --output out/ncf
            """)

    @Option(
        help: ArgumentHelp("Write ncf.json to this folder, not to recordings.", valueName: "dir"),
        completion: .directory)
    var output: String?

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    @OptionGroup(title: "Ratings")
    var ratings: RatingsOptions

    @OptionGroup(title: "Ratings")
    var testSet: TestSetOptions

    @OptionGroup(title: "Ratings")
    var kept: KeptOptions

    func validate() throws {
        if output == "" { throw ValidationError("--output: expected a path, found an empty one") }
    }

    func run() throws {
        let terminal = Terminal(isQuiet: quiet, chapters: [.published])
        try terminal.exitingOnFailure(foldersBy: "--output for the recording, --kept for results") {
            let source = try ratings.locate(synthetic: kept.synthetic, terminal: terminal)
            let context = RunContext(
                threads: Threads(ratings.threads), cache: kept.cache,
                interruption: interruptionBySignal(), report: terminal.report)
            var study = Study(source: source, settings: Settings())
            study.testSet = { testSet.locate(offline: ratings.offline, terminal: terminal) }
            let recording = try study.ncf(with: context)
            let path = "\(output ?? "recordings")/ncf.json"
            try AtomicFile.write(recording.json(), to: path)
            terminal.say("What chapter 15 shows is in \(path).")
        }
    }
}
