import Chapters
import Experiment
import Foundation
import LinearAlgebra
import TestSupport
import Weave

/// The ratings to run on: the synthetic ones, and the real ones where they are at hand.
let everySource: [RatingsSource] = [.synthetic] + (movieLens1M.map { [.file($0)] } ?? [])

/// The notebook's settings, but for a training that is over in a second.
let short: Settings = {
    var settings = Settings()
    settings.epochs = 2
    settings.seeds = Seeds(0...1)
    settings.paperEpochs = 1
    return settings
}()

/// Everything that a run wrote, weights and history included, and its scorecard.
struct Written: Sendable {
    let files: [String: [UInt8]]
    let scorecard: Scorecard
    /// All pages in one file.
    let book: String

    /// A page's text, or nothing where there is none.
    func text(_ path: String) -> String { String(decoding: files[path] ?? [], as: UTF8.self) }
}

/// The notebook's own chapters; those beyond it train for minutes.
let notebooksChapters = Chapter.allCases.filter { $0.rawValue <= Chapter.evaluate.rawValue }

/// Runs chapters anew: nothing that an earlier run kept is used.
func run(
    _ source: RatingsSource, _ selected: Set<Chapter> = Set(notebooksChapters), settings: Settings = short,
    threads: Int = 2,
    earlier: (String) -> [UInt8]? = { _ in nil }
) throws -> Written {
    let study = Study(source: source, settings: settings, recordings: sources)
    let result = try withTemporaryFolder {
        try study.run(selected, with: RunContext(threads: Threads(threads), cache: ResultCache(folder: $0)))
    }
    let report = try Report(result, sources: sources, earlier: earlier)
    var files = report.files
    for (path, bytes) in try result.filesBeside { files[path] = bytes }
    return Written(files: files, scorecard: report.scorecard, book: report.book(earlier: earlier).html)
}

/// The notebook's chapters together on each of the sources, run once for all tests.
let wholeRuns: [RatingsSource: Result<Written, any Error>] = Dictionary(
    uniqueKeysWithValues: everySource.map { source in (source, Result { try run(source) }) })

/// The notebook's chapters together on a source.
func whole(_ source: RatingsSource) throws -> Written { try wholeRuns[source]?.get() ?? run(source) }
