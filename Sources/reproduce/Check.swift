import Chapters
import Foundation
import LinearAlgebra
import Report
import Study

/// Runs the selected chapters anew and compares their report with the tracked one.
///
/// Uses no cached results, and writes only to a temporary folder.
///
/// - Parameter context: Creates the context of a run that caches its results in a folder.
/// - Returns: The report, and its differences from the files below `folder`.
/// - Throws: `CheckError` if the ratings are not those that the tracked pages were made from, and what a run throws.
func compareWithTracked(
    _ selected: Set<Chapter>, source: RatingsSource, testSet: @escaping @Sendable () -> TestSetPlace,
    folder: String, context: (_ keepingIn: String) -> RunContext
) throws -> (report: Report, comparison: Comparison) {
    guard source != .synthetic else { throw CheckError(found: "synthetic ratings") }
    let scratch = FileManager.default.temporaryDirectory
        .appendingPathComponent("reproduce-check-\(ProcessInfo.processInfo.processIdentifier)").path
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    var study = Study(source: source, settings: Settings())
    study.testSet = testSet
    let context = context(scratch)
    // Only reads the ratings, without reporting progress.
    let ratings = try study.run([.load], with: RunContext(threads: context.threads, cache: context.cache))
    guard ratings.isTheNotebooks else { throw CheckError(found: ratings.data.name) }

    let result = try study.run(selected, with: context)
    func contents(_ path: String) -> [UInt8]? {
        FileManager.default.contents(atPath: "\(folder)/\(path)").map { [UInt8]($0) }
    }
    let report = try Report(result, sources: ChapterSources(in: "\(folder)/chapters"), earlier: contents)
    var paths = Set(report.files.keys)
    if selected == Set(Chapter.allCases) { paths.formUnion(trackedPaths(in: folder)) }
    let tracked = paths.compactMap { path in contents(path).map { (path, $0) } }
    return (report, Comparison(tracked: Dictionary(uniqueKeysWithValues: tracked), new: report.files))
}

/// The paths of the pages, and of the figures and their numbers, below a folder.
private func trackedPaths(in folder: String) -> [String] {
    [("chapters", ".md"), ("figures", ".png"), ("figures", ".csv")].flatMap { place, ending in
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(place)")) ?? [])
            .filter { $0.hasSuffix(ending) && !$0.hasPrefix(".") }.map { "\(place)/\($0)" }
    }
}

/// The ratings are not those that the tracked pages were made from.
struct CheckError: Error, CustomStringConvertible {
    let found: String

    var description: String {
        "--check: expected MovieLens 1M, which the tracked pages were made from, found \(found); "
            + "name its folder with --data or $MOVIELENS_1M"
    }
}
