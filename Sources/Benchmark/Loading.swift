import Formatting
import Foundation
import Interactions
import Study

/// Runs `body` on the ratings file of a source; those that the kit makes up are in a temporary file meanwhile.
func withFile(of source: RatingsSource, _ body: (String) throws -> Timing) throws -> Timing {
    switch source {
    case .file(let path, _), .syntheticFile(let path): return try body(ratingsFile(at: path))
    case .synthetic:
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("ratings-\(UUID().uuidString).dat")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(syntheticRatings()).write(to: file)
        return try body(file.path)
    }
}

/// Times reading a file to a click matrix, beside one pass over its bytes.
func measureLoad(_ path: String, threads: Int) throws -> Timing {
    func load() throws { _ = try loadRatings(at: path, threads: threads).binarized().pivot() }
    try load()
    // Measured before the yardstick allocates memory.
    let peak = peakMemory()
    let (seconds, floor) = try mediansInTurn(repetitions: 9, load) { try readBytes(of: path) }
    return Timing(
        seconds: seconds, floorSeconds: floor, peakBytes: peak,
        remark: throughput(try bytes(of: path), seconds))
}

/// Times the paper's preprocessing of a file of MovieLens 20M's size and of shares of it, beside a pass over the bytes.
func measureScaleLoad(_ path: String, threads: Int) throws -> Timing {
    let (seconds, floor) = try mediansInTurn(repetitions: 3) {
        _ = try strongGeneralization(path, threads: threads)
    } yardstick: {
        try readBytes(of: path)
    }
    let shorter = try [0.125, 0.25, 0.5].map { share in try measureShorter(path, share: share, threads: threads) }
    let users = 138_493.0
    return Timing(
        seconds: seconds, floorSeconds: floor,
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

/// The paper's preprocessing of MovieLens 20M.
func strongGeneralization(_ path: String, threads: Int) throws -> StrongGeneralization {
    let clicks = try loadRatings(at: path, threads: threads).binarized()
    return try clicks.pivot().filteredInTurn().shufflingUsers().split(validation: 10_000, test: 10_000)
        .strongGeneralization(inOrderOf: clicks)
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
