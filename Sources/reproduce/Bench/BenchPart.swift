import ArgumentParser
import Chapters
import Formatting
import Study
import Cache
import Report
import Files
import Foundation
import Interactions
import LinearAlgebra
import Plotting
import VariationalAutoencoder

/// A part of the kit that is timed.
enum BenchPart: String, ExpressibleByArgument, CaseIterable, Codable {
    case trainingEpoch = "training epoch"
    case load
    case study
    case scaleLoad = "scale load"
    case scaleBatch = "scale batch"

    /// A one-line description.
    var summary: String {
        switch self {
        case .trainingEpoch: "one epoch of the notebook's model, validation loss included"
        case .load: "a ratings file to a click matrix"
        case .study: "chapters 1 to 10 with nothing kept"
        case .scaleLoad: "ratings of MovieLens 20M's size to click matrices, filtered and split"
        case .scaleBatch: "batches of 500 users and 20,720 movies, model 600-200-600"
        }
    }

    /// Times the part and its yardstick alternately.
    func measure(_ source: RatingsSource, threads: Int) throws -> Measurement {
        let idle = peakMemory() ?? 0
        var measurement =
            switch self {
            case .trainingEpoch: try measureTrainingEpoch(source, threads: threads)
            case .load: try measureLoad(source, threads: threads)
            case .study: try measureStudy(source, threads: threads)
            case .scaleLoad: try measureScaleLoad(threads: threads)
            case .scaleBatch: try measureScaleBatch(threads: threads)
            }
        measurement.peakBytes = (measurement.peakBytes ?? peakMemory()).map { $0 - idle }
        return measurement
    }
}

/// The ratings file of a source; synthetic ratings are first written to a file.
private func file(of source: RatingsSource) throws -> String {
    switch source {
    case .file(let path, _), .syntheticFile(let path):
        return try ratingsFile(at: path)
    case .synthetic:
        let path = "out/synthetic/ml-1m/ratings.dat"
        try AtomicFile.write(syntheticRatings(), to: path)
        return path
    }
}

/// The yardstick of loading: one pass over a file's bytes.
private func readBytes(of path: String) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    var sum: UInt64 = 0
    data.withUnsafeBytes { bytes in
        for word in stride(from: 0, to: bytes.count - 7, by: 8) {
            sum &+= bytes.loadUnaligned(fromByteOffset: word, as: UInt64.self)
        }
    }
    if sum == 0x5EED { print("") }  // Keeps the pass from being optimised away.
}

private func bytes(of path: String) throws -> Int {
    (try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
}

private func throughput(_ bytes: Int, _ seconds: Double) -> String {
    "\(bytes / 1_000_000) MB at \(Int(Double(bytes) / seconds / 1e6)) MB/s"
}

private func batches(_ users: Int, _ size: Int) -> [Int] {
    stride(from: 0, to: users, by: size).map { min(size, users - $0) }
}

private func notebookClicks(_ path: String, threads: Int) throws -> (users: UserSplit, validation: FoldIn) {
    let clicks = try loadRatings(at: path, threads: threads).binarized().pivot()
        .filtered(minimumPerMovie: 5, minimumPerUser: 5).shuffled(seed: 42)
    let users = try clicks.split(validation: 600, test: 600)
    return (users, users.validation.withholding(fraction: 0.2))
}

private func measureTrainingEpoch(_ source: RatingsSource, threads: Int) throws -> Measurement {
    let (users, validation) = try notebookClicks(try file(of: source), threads: threads)
    let clicks = users.train.clicks
    let architecture = Architecture(items: clicks.columns, hidden: 120, latent: 40)
    let trainer = Trainer(
        Model(architecture: architecture, seed: 42), on: clicks,
        validation: (input: validation.input.clicks, target: validation.target.clicks), settings: TrainingSettings(),
        threads: Threads(threads))
    let products = OutputProducts(batch: 128, items: clicks.columns, units: 120)
    let rows = batches(clicks.rows, 128)
    try trainer.runEpoch()
    products.run(rows, threads: threads)
    let (seconds, floor) = try mediansInTurn(repetitions: 15) {
        try trainer.runEpoch()
    } yardstick: {
        products.run(rows, threads: threads)
    }
    return Measurement(
        name: BenchPart.trainingEpoch.rawValue, seconds: seconds, floorSeconds: floor,
        remark: "\(clicks.rows) users, \(rows.count) batches, \(counted(threads, "thread"))")
}

private func measureLoad(_ source: RatingsSource, threads: Int) throws -> Measurement {
    let path = try file(of: source)
    func load() throws { _ = try loadRatings(at: path, threads: threads).binarized().pivot() }
    try load()
    // Measured before the yardstick allocates memory.
    let peak = peakMemory()
    let (seconds, floor) = try mediansInTurn(repetitions: 9, load) { try readBytes(of: path) }
    return Measurement(
        name: BenchPart.load.rawValue, seconds: seconds, floorSeconds: floor, peakBytes: peak,
        remark: throughput(try bytes(of: path), seconds))
}

private func measureStudy(_ source: RatingsSource, threads: Int) throws -> Measurement {
    let chapters = Set(Chapter.allCases.filter { $0.rawValue <= Chapter.evaluate.rawValue })
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("reproduce-bench-\(UUID().uuidString)")
        .path
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    var run = 0
    var epochs = 0
    func study() throws {
        run += 1
        let cache = ResultCache(folder: "\(scratch)/\(run)/kept")
        let result = try Study(source: source, settings: Settings()).run(
            chapters, with: RunContext(threads: Threads(threads), cache: cache))
        try Report(result, sources: "chapters") { _ in nil }.write(to: "\(scratch)/\(run)")
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
    return Measurement(
        name: BenchPart.study.rawValue, seconds: seconds, floorSeconds: floor, remark: "10 chapters, \(epochs) epochs")
}

// MARK: Scale

private func scaleFile() throws -> String {
    guard
        case .syntheticFile(let path) = try SyntheticRatings.ml20M.source(
            in: "out/synthetic", terminal: Terminal(isQuiet: false))
    else { preconditionFailure("ratings of that size are in a file") }
    return path
}

/// The paper's preprocessing of MovieLens 20M.
private func strongGeneralization(_ path: String, threads: Int) throws -> StrongGeneralization {
    let clicks = try loadRatings(at: path, threads: threads).binarized()
    return try clicks.pivot().filteredInTurn().shufflingUsers().split(validation: 10_000, test: 10_000)
        .strongGeneralization(inOrderOf: clicks)
}

private func measureScaleLoad(threads: Int) throws -> Measurement {
    let path = try scaleFile()
    let (seconds, floor) = try mediansInTurn(repetitions: 3) {
        _ = try strongGeneralization(path, threads: threads)
    } yardstick: {
        try readBytes(of: path)
    }
    let shorter = try [0.125, 0.25, 0.5].map { share in try measureShorter(path, share: share, threads: threads) }
    let users = 138_493.0
    return Measurement(
        name: BenchPart.scaleLoad.rawValue, seconds: seconds, floorSeconds: floor,
        remark: throughput(try bytes(of: path), seconds),
        curves: [
            CostCurve(
                title: "Loading, filtering and splitting", sizeName: "users",
                sizes: shorter.map { $0.share * users } + [users], seconds: shorter.map(\.seconds) + [seconds],
                floorSeconds: shorter.map(\.floor) + [floor])
        ])
}

/// Times loading of the first lines of the file, written to a file of their own.
private func measureShorter(
    _ path: String, share: Double, threads: Int
) throws -> (share: Double, seconds: Double, floor: Double) {
    let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    let cut = Int(Double(data.count) * share)
    let end = data[cut...].firstIndex(of: UInt8(ascii: "\n")) ?? data.count - 1
    let shorter = FileManager.default.temporaryDirectory.appendingPathComponent("ratings-\(UUID().uuidString).csv").path
    defer { try? FileManager.default.removeItem(atPath: shorter) }
    try data[...end].write(to: URL(fileURLWithPath: shorter))
    let (seconds, floor) = try mediansInTurn(repetitions: 3) {
        let clicks = try loadRatings(at: shorter, threads: threads).binarized()
        let aside = Int(10_000 * share)
        _ = try clicks.pivot().filteredInTurn().shufflingUsers().split(validation: aside, test: aside)
            .strongGeneralization(inOrderOf: clicks)
    } yardstick: {
        try readBytes(of: shorter)
    }
    return (share, seconds, floor)
}

private func measureScaleBatch(threads: Int) throws -> Measurement {
    let splits = try strongGeneralization(try scaleFile(), threads: threads)
    var sizes: [(items: Int, seconds: Double, floor: Double)] = []
    for divisor in [16, 8, 4, 2, 1] {
        let items = splits.train.movies.count / divisor
        let clicks = splits.train.clicks.selecting(rows: Array(0..<20_000), columns: Array(0..<items))
        let (seconds, floor) = try measureBatches(clicks, threads: threads)
        sizes.append((items, seconds, floor))
    }
    let whole = sizes[sizes.count - 1]
    return Measurement(
        name: BenchPart.scaleBatch.rawValue, seconds: whole.seconds, floorSeconds: whole.floor,
        remark: "500 users, \(whole.items) movies, \(counted(threads, "thread"))",
        curves: [
            CostCurve(
                title: "One batch of 500 users", sizeName: "movies", sizes: sizes.map { Double($0.items) },
                seconds: sizes.map(\.seconds), floorSeconds: sizes.map(\.floor))
        ])
}

/// The seconds for a batch of the paper's model, and for its matrix products alone.
private func measureBatches(
    _ clicks: BinaryMatrix, threads: Int
) throws -> (seconds: Double, floorSeconds: Double) {
    let architecture = Architecture(
        items: clicks.columns, hidden: 600, latent: 200, activation: .tanh, normalizesInput: true)
    var settings = TrainingSettings()
    settings.batchSize = 500
    settings.objective = Objective(.multinomial, .sum)
    settings.initialization = .paper
    settings.masks = 1
    let none = BinaryMatrix(columns: clicks.columns, rows: [[Int]]())
    let trainer = Trainer(
        Model(architecture: architecture, initialization: .paper, seed: 1), on: clicks,
        validation: (input: none, target: none),
        settings: settings, threads: Threads(threads))
    let products = OutputProducts(batch: 500, items: clicks.columns, units: 600)
    try trainer.updateEpoch(0, batches: 1)
    products.run([500], threads: threads)
    var epoch = 0
    return try mediansInTurn(repetitions: 7) {
        epoch += 1
        try trainer.updateEpoch(epoch, batches: 1)
    } yardstick: {
        products.run([500], threads: threads)
    }
}

/// Seconds by size on logarithmic axes, beside the yardstick's.
func scaleFigure(_ curves: [CostCurve]) -> some Figure {
    Panels(
        curves.map { curve in
            LineChart(
                title: curve.title, x: Axis(curve.sizeName, scale: .logarithmic),
                y: Axis("seconds", scale: .logarithmic),
                series: [
                    .init("measured", x: curve.sizes, y: curve.seconds, color: .blue, line: .solid.marked),
                    .init(
                        "yardstick", x: curve.sizes, y: curve.floorSeconds, color: .vermilion, line: .dashed.marked),
                ]
            ).with { $0.size = Size(420, 340) }
        })
}
