import ArgumentParser
import Cache
import Chapters
import Contest
import Files
import Formatting
import Foundation
import Interactions
import LinearAlgebra
import Report
import Study

/// Runs chapters and writes their pages.
struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the notebook \"VAE for collaborative filtering\" again, chapter by chapter.",
        usage: """
            ./reproduce.sh [<chapter> ...] [<options>]
            ./reproduce.sh judge <file> ... | contest | ncf | list | bench | completions <shell> | test
            """,
        discussion: """
            Without a chapter the whole study runs. On MovieLens 1M with the notebook's settings it writes chapters/*.md, \
            figures/*.png, chapters/README.md with the scorecard and chapters/results.json; on other ratings or settings \
            it writes the same below out/. book.html, there too, has all pages in one file for a browser.

            A chapter is named 05-split, 5 or split; 'list' prints them. What it depends on runs silently. Results of \
            trainings are kept in out/kept, or in --kept, and found again as long as nothing that they depend on changes; a training that was \
            stopped goes on where it was.

            Examples:
              ./reproduce.sh 9 10 --epochs 10
              ./reproduce.sh 1 5 --synthetic ml-1m --output made-up

            The exit code is 0, or 1 for bad data, a missing tool or a number that does not hold, 64 for wrong usage, 130 after \
            Ctrl-C.
            """)

    @Argument(
        help: ArgumentHelp("The chapters to run; all of them if none is named.", valueName: "chapter"),
        completion: .list(Chapter.allCases.map(\.name)))
    var chapters: [String] = []

    @Flag(
        help: ArgumentHelp(
            "Write nothing, but train anew and compare with the tracked pages, figures and results.",
            discussion:
                "Prints \"identical\", or what differs and by how much. Takes MovieLens 1M and the notebook's settings."
        ))
    var check = false

    @Option(
        help: ArgumentHelp(
            "Write nothing, but train one share of chapter 14's seeds.",
            discussion:
                "For many seeds on many processors or machines: what each share trained is kept where the chapter finds it.",
            valueName: "i/n"),
        transform: Share.parsed)
    var share: Share?

    @OptionGroup(title: "Ratings and output")
    var place: PlaceOptions

    @OptionGroup(title: "Ratings and output")
    var kept: KeptOptions

    @OptionGroup(title: "The notebook's settings")
    var settings: SettingsOptions

    func validate() throws {
        for name in chapters where Chapter(named: name) == nil {
            throw ValidationError("there is no chapter \"\(name)\"; './reproduce.sh list' prints them")
        }
        if let share {
            let seeds = settings.seeds
            if check {
                throw ValidationError(
                    "--share keeps what it trains, and --check uses nothing that is kept; leave out one of them")
            }
            if place.output != nil { throw ValidationError("--share writes no pages; leave out --output") }
            if let other = chapters.first(where: { Chapter(named: $0) != .seeds }) {
                throw ValidationError("--share trains for \(Chapter.seeds.name) alone; leave out \(other)")
            }
            if share.count > seeds.count {
                let most = counted(seeds.count, "share")
                throw ValidationError(
                    "--share \(share): expected at most \(most), as many as --seeds \(seeds) has seeds")
            }
        }
        if check, kept.kept != nil {
            throw ValidationError("--check uses nothing that is kept; leave out --kept")
        }
        if check, place.output != nil { throw ValidationError("--check writes nothing; leave out --output") }
        if check || share != nil, place.recommend != nil {
            throw ValidationError(
                "--recommend writes a file, and \(check ? "--check" : "--share") writes none; leave out one")
        }
        if check, place.exportSplits != nil {
            throw ValidationError("--check writes nothing; leave out --export-splits")
        }
        if check, let change = settings.settings.changes.first {
            throw ValidationError("--check compares with the notebook's settings; leave out --\(change.option)")
        }
    }

    func run() throws {
        let named = chapters.isEmpty ? Set(Chapter.allCases) : Set(chapters.compactMap { Chapter(named: $0) })
        let selected = share == nil ? place.recommend == nil ? named : named.union([.train]) : [.seeds]
        let terminal = Terminal(isQuiet: place.quiet, chapters: selected, settings: settings.settings)
        try terminal.exitingOnFailure(foldersBy: "--output for pages, --kept for results") {
            try reproduce(selected, terminal)
        }
    }

    private func reproduce(_ selected: Set<Chapter>, _ terminal: Terminal) throws {
        try requireProject()
        let source = try place.ratings.locate(synthetic: kept.synthetic, terminal: terminal)
        if let splits = place.exportSplits { try requireNoReadme(in: splits) }
        let interruption = interruptionBySignal()
        func context(_ cache: ResultCache) -> RunContext {
            RunContext(
                threads: Threads(place.ratings.threads), cache: cache, interruption: interruption,
                report: { event in
                    terminal.report(event)
                    if case .prepared(let data) = event,
                        let forecast = Forecast(data, selected, threads: place.ratings.threads)
                    {
                        terminal.say("\(forecast)")
                    }
                })
        }
        if check {
            let (report, comparison) = try compareWithTracked(
                selected, source: source, testSet: testSet(terminal), folder: ".",
                context: { context(ResultCache(folder: $0)) })
            terminal.finish(report, comparison)
            if !comparison.differences.isEmpty || !report.scorecard.failures.isEmpty { throw ExitCode(1) }
            return
        }
        var study = Study(source: source, settings: settings.settings)
        study.testSet = testSet(terminal)
        if let share {
            try study.run(share, with: context(kept.cache))
            terminal.finish(share, of: settings.seeds, keptIn: kept.folder, merging: mergingCommand)
            return
        }
        let sources = ChapterSources(in: "chapters")
        // Pages are written as their chapters end; a run that is stopped leaves those that it has.
        let result = try study.run(
            selected, upTo: place.exportSplits == nil ? .load : .mask, with: context(kept.cache)
        ) { result in
            let coming = selected.subtracting(result.pages.keys)
            if !coming.isEmpty { try write(result, of: sources, coming: coming) }
        }
        let (report, folder, beside) = try write(result, of: sources, coming: [])
        if let count = place.recommend, let data = result.prepared, let training = result.training {
            let path = "\(beside)/recommendations.csv"
            let rows = data.recommendations(
                by: training, data.recipe, count: count, threads: Threads(place.ratings.threads))
            try AtomicFile.write(rows, to: path)
            terminal.say("What the notebook's model recommends to the test users is in \(path).")
        }
        if let splits = place.exportSplits {
            for (path, bytes) in try result.splitFiles() { try AtomicFile.write(bytes, to: "\(splits)/\(path)") }
            terminal.say("The splits of chapter 13 are in \(splits).")
        }
        let book = "\(beside)/book.html"
        try AtomicFile.write(Array(report.book(earlier: reading(folder)).html.utf8), to: book)
        terminal.finish(report, folder: folder, book: book)
        if !report.scorecard.failures.isEmpty { throw ExitCode(1) }
    }

    /// Finds NCF's test set once chapter 15 asks for it.
    private func testSet(_ terminal: Terminal) -> @Sendable () -> TestSetPlace {
        { [place] in place.testSet.locate(offline: place.ratings.offline, terminal: terminal) }
    }

    /// Writes the pages that there are, and the files beside them.
    ///
    /// - Returns: The report, its folder, and the folder of the files beside the pages.
    /// - Throws: `OutputError`; as `Report` and `AtomicFile` do.
    @discardableResult
    private func write(
        _ result: StudyResult, of sources: ChapterSources, coming: Set<Chapter>
    ) throws -> (report: Report, folder: String, beside: String) {
        let folder = place.output ?? (result.isTheNotebooks ? "." : "out/\(result.folderName)")
        guard result.isTheNotebooks || !holdsTheProject(folder) else { throw OutputError(folder: folder) }
        let report = try Report(
            result, sources: sources, folder: folder, coming: coming, earlier: reading(folder))
        try report.write(to: folder)
        // Beside the tracked pages there is no place for them; elsewhere they lie with the pages.
        let beside = folder == "." ? "out" : folder
        for (path, bytes) in try result.filesBeside() {
            try AtomicFile.write(bytes, toIfChanged: "\(beside)/\(path)")
        }
        return (report, folder, beside)
    }

    /// The command that makes the page of what all shares trained.
    private var mergingCommand: String {
        let words = ["./reproduce.sh", "\(Chapter.seeds.rawValue)"] + place.ratings.words + kept.words
        return settings.settings.changes.reduce(into: words) { $0 += ["--\($1.option)", $1.value] }
            .map(shellWord).joined(separator: " ")
    }
}

extension Share {
    /// Reads a share on the command line.
    static func parsed(_ text: String) throws -> Share {
        guard let share = Share(text) else {
            throw ValidationError("expected a share such as 3/16, from 1/16 to 16/16, found \"\(text)\"")
        }
        return share
    }
}

/// Reads the files of a folder by their paths in it; nil for what is not there.
private func reading(_ folder: String) -> (String) -> [UInt8]? {
    { path in FileManager.default.contents(atPath: "\(folder)/\(path)").map { [UInt8]($0) } }
}

/// Whether a folder is the project's own, whose pages are tracked.
private func holdsTheProject(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder)/chapters/Study.swift")
}

/// Refuses to begin where there are no chapters to weave.
///
/// - Throws: `SourceError`.
private func requireProject() throws {
    let source = "chapters/\(Chapter.load.name).swift"
    guard FileManager.default.fileExists(atPath: source) else { throw SourceError(file: source) }
}

/// Refuses a folder whose README would be lost.
private func requireNoReadme(in folder: String) throws {
    let path = "\(folder)/README.md"
    guard let bytes = FileManager.default.contents(atPath: path), !isSplitsReadme([UInt8](bytes)) else { return }
    throw ReadmeError(path: path)
}

/// A README of somebody's was to be replaced by that of the splits.
private struct ReadmeError: Error, CustomStringConvertible {
    let path: String

    var description: String {
        "\(path): expected none, or that of exported splits, found another; name another folder with --export-splits"
    }
}

/// Pages of other ratings or settings were to replace the tracked ones.
private struct OutputError: Error, CustomStringConvertible {
    let folder: String

    var description: String {
        "\(folder): expected a folder for pages of other ratings or settings, found the project's own with the notebook's "
            + "pages; name another with --output, or leave it out"
    }
}

/// A word as a shell reads it back.
private func shellWord(_ word: String) -> String {
    func isPlain(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "-_./=,:%+@".contains(character))
    }
    return !word.isEmpty && word.allSatisfy(isPlain) ? word : "'" + word.replacing("'", with: "'\\''") + "'"
}

/// Where ratings come from and where pages go.
struct PlaceOptions: ParsableArguments {
    @OptionGroup
    var ratings: RatingsOptions

    @OptionGroup
    var testSet: TestSetOptions

    @Option(
        help: ArgumentHelp("Write pages, figures and weights below this folder.", valueName: "dir"),
        completion: .directory)
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Also write chapter 13's splits of users and clicks to this folder, as the files that the paper's code reads.",
            valueName: "dir"), completion: .directory)
    var exportSplits: String?

    @Option(
        help: ArgumentHelp(
            "Also write the n movies that the notebook's model recommends to each test user, to recommendations.csv.",
            valueName: "n"))
    var recommend: Int?

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    func validate() throws {
        for (option, path) in [("output", output), ("export-splits", exportSplits)] where path == "" {
            throw ValidationError("--\(option): expected a path, found an empty one")
        }
        if let recommend, !(1...1_000_000 ~= recommend) {
            throw ValidationError("--recommend \(recommend): expected 1 to 1,000,000 movies for each user")
        }
    }
}
