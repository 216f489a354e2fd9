import Cache
import Chapters
import Foundation
import LinearAlgebra
import Report
import Study

/// Times chapters 1 to 10, beside the products of all the epochs that they train.
func measureStudy(_ source: RatingsSource, threads: Int) throws -> Timing {
    let chapters = Set(Chapter.allCases.filter { $0.rawValue <= Chapter.evaluate.rawValue })
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("reproduce-bench-\(UUID().uuidString)")
        .path
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    let sources = ChapterSources(in: "chapters")
    var run = 0
    var epochs = 0
    func study() throws {
        run += 1
        let cache = ResultCache(folder: "\(scratch)/\(run)/kept")
        let result = try Study(source: source, settings: Settings()).run(
            chapters, with: RunContext(threads: Threads(threads), cache: cache))
        try Report(result, sources: sources) { _ in nil }.write(to: "\(scratch)/\(run)")
        epochs = result.training?.history.count ?? 0
    }
    try study()
    let products = OutputProducts(batch: 128, items: 3125, units: 120)
    let rows = batches(4834, 128)
    let (seconds, floor) = try mediansInTurn(repetitions: 3) {
        try study()
    } yardstick: {
        for _ in 0..<epochs { products.run(rows, threads: threads) }
    }
    return Timing(
        seconds: seconds, floorSeconds: floor,
        remark: "10 chapters, \(epochs) epochs")
}
