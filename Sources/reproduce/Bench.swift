import ArgumentParser
import Benchmark
import Study
import Files
import Foundation

/// Times the parts of the kit, each beside a yardstick, and prints a table.
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Time the parts of the kit, each beside a yardstick measured in the same run.",
        usage: "./reproduce.sh bench [<options>]",
        discussion: """
            Every part runs in a process of its own, so that its peak memory is its own too. Seconds are medians. The yardsticks: \
            for training, the three products of the output layer alone, by OpenBLAS with as many threads; for loading, one pass \
            over the file's bytes; for the study, the products of all the epochs that it trains.

            The parts at scale make up ratings of MovieLens 20M's size first (545 MB, in out/synthetic). How cost grows with size \
            is plotted in out/bench/scale.png.

            Examples:
              ./reproduce.sh bench --parts load study
              ./reproduce.sh bench --threads 1 --json bench.json
            """)

    @Option(
        help: ArgumentHelp("Also write the figures as JSON to this file.", valueName: "file"), completion: .file())
    var json: String?

    @Option(help: ArgumentHelp("How many threads may work at once.", valueName: "n"))
    var threads = ProcessInfo.processInfo.activeProcessorCount

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("The parts to time; all of them if none is named.", valueName: "part"))
    var parts: [BenchmarkPart] = []

    @Option(
        help: ArgumentHelp(
            "A ratings file or folder; otherwise $MOVIELENS_1M, data/ml-1m or the synthetic ratings.", valueName: "path"
        ), completion: .file())
    var data: String?

    @Flag(help: .hidden)
    var inThisProcess = false

    func validate() throws {
        guard 1...1024 ~= threads else { throw ValidationError("--threads \(threads): expected 1 to 1024") }
    }

    func run() throws {
        do {
            if inThisProcess, let part = parts.first {
                let timing = try part.measure(ratings(for: part), threads: threads)
                print(String(decoding: try JSONEncoder().encode(timing), as: UTF8.self))
            } else {
                try measureAll()
            }
        } catch {
            Terminal(isQuiet: false).fail("\(error)")
            throw ExitCode(1)
        }
    }

    private func measureAll() throws {
        var timings: [Timing] = []
        for part in parts.isEmpty ? BenchmarkPart.allCases : parts {
            FileHandle.standardError.write(Data("\(part.rawValue): \(part.summary)\n".utf8))
            // Made up here, where the memory that this takes is not measured.
            if part.isAtScale { _ = try ratings(for: part) }
            timings.append(try inProcessOfItsOwn(part))
        }
        print(table(timings))
        let curves = timings.flatMap(\.curves)
        if !curves.isEmpty {
            try AtomicFile.write(scaleFigure(curves).png(), to: "out/bench/scale.png")
            print("\nCost against size: out/bench/scale.png")
        }
        if let json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            try AtomicFile.write(
                [UInt8](try encoder.encode(timings.map(\.figures))) + [UInt8(ascii: "\n")], to: json)
        }
    }

    /// The ratings that a part is timed on; those at scale are made up first, unless they exist.
    private func ratings(for part: BenchmarkPart) throws -> RatingsSource {
        if part.isAtScale {
            return try SyntheticRatings.ml20M.source(in: "out/synthetic", terminal: Terminal(isQuiet: false))
        }
        return try locateRatings(data: data, synthetic: nil, offline: true, terminal: Terminal(isQuiet: true))
    }

    private func inProcessOfItsOwn(_ part: BenchmarkPart) throws -> Timing {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments =
            ["bench", "--in-this-process", "--threads", "\(threads)"] + (data.map { ["--data", $0] } ?? [])
            + ["--parts", part.rawValue]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw BenchError(part: part) }
        return try JSONDecoder().decode(Timing.self, from: bytes)
    }

    private func table(_ timings: [Timing]) -> String {
        func seconds(_ value: Double?) -> String {
            guard let value else { return "" }
            return value < 1 ? String(format: "%.1f ms", 1000 * value) : String(format: "%.2f s", value)
        }
        let rows = timings.map { part in
            [
                part.name, seconds(part.seconds), seconds(part.floorSeconds),
                part.ratio.map { String(format: "%.2f", $0) } ?? "",
                part.peakBytes.map { "\($0 / 1_000_000) MB" } ?? "", part.remark,
            ]
        }
        let header = ["part", "time", "yardstick", "ratio", "peak memory", ""]
        let widths = header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
        return ([header] + rows).map { row in
            zip(row, widths).enumerated().map { column, cell in
                let padding = String(repeating: " ", count: cell.1 - cell.0.count)
                return 1...4 ~= column ? padding + cell.0 : cell.0 + padding
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}

/// A part could not be timed; the reason has already been printed.
struct BenchError: Error, CustomStringConvertible {
    let part: BenchmarkPart

    var description: String { "bench: \(part.rawValue) failed, for the reason above" }
}

extension BenchmarkPart: ExpressibleByArgument {}
