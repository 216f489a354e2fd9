import Cache
import Chapters
import Foundation
import LinearAlgebra
import Report
import Study
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

/// Ratings of 300 users, written to a folder, with settings under which everything is over in a second.
func small(in folder: String) throws -> (RatingsSource, Settings) {
    var generator = SplitMix(state: 1)
    var lines = ["userId,movieId,rating"]
    for user in 1...300 {
        for movie in 1...60 where Int.random(in: 0..<60, using: &generator) > movie / 2 + 12 {
            lines.append("\(user),\(movie),\(Int.random(in: 1...5, using: &generator))")
        }
    }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: "\(folder)/ratings.csv"))
    var settings = short
    settings.threshold = 3
    (settings.validationUsers, settings.testUsers) = (.number(40), .number(40))
    (settings.hidden, settings.latent, settings.batchSize) = (16, 4, 64)
    return (.file("\(folder)/ratings.csv"), settings)
}

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
    earlier: @escaping (String) -> [UInt8]? = { _ in nil }
) throws -> Written {
    let study = Study(source: source, settings: settings, recordings: recordings)
    let result = try withTemporaryFolder {
        try study.run(selected, with: RunContext(threads: Threads(threads), cache: ResultCache(folder: $0)))
    }
    let report = try Report(result, sources: ChapterSources(in: sources), earlier: earlier)
    var files = report.files
    for (path, bytes) in try result.filesBeside() { files[path] = bytes }
    return Written(files: files, scorecard: report.scorecard, book: report.book(earlier: earlier).html)
}

/// The notebook's chapters together on each of the sources, run once for all tests.
let wholeRuns: [RatingsSource: Result<Written, any Error>] = Dictionary(
    uniqueKeysWithValues: everySource.map { source in (source, Result { try run(source) }) })

/// The notebook's chapters together on a source.
func whole(_ source: RatingsSource) throws -> Written { try wholeRuns[source]?.get() ?? run(source) }
