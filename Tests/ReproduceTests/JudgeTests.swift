import Foundation
import TestSupport
import Testing

/// `judge`, as somebody runs it who has a model of their own.
@Suite(.tags(.slow)) struct JudgeTests {
    private let workplace: Workplace
    private let own = [
        "--data", "mine.csv", "--validation-users", "10%", "--test-users", "15", "--paper-epochs", "1",
    ]

    /// 120 users of 60 movies, with their splits in `splits`: uids 0 to 92, to 104 and to 119.
    init() throws {
        workplace = try Workplace()
        try workplace.writeRatings(to: "mine.csv")
        let export = ["5", "--quiet", "--output", "out", "--export-splits", "splits"]
        try #require(try workplace.run(export + own) == (0, "", ""))
    }

    private func clicks(_ name: String) throws -> [(uid: Int, sid: Int)] {
        try workplace.text("splits/\(name)").split(separator: "\n").dropFirst().map { line in
            let numbers = line.split(separator: ",").compactMap { Int($0) }
            return (numbers[0], numbers[1])
        }
    }

    /// Writes 32-bit scores as NumPy does.
    private func save(_ scores: [[Float]], to name: String) throws {
        let shape = "(\(scores.count), \(scores.first?.count ?? 0))"
        var header = "{'descr': '<f4', 'fortran_order': False, 'shape': \(shape), }"
        header += String(repeating: " ", count: 117 - header.utf8.count) + "\n"
        var file = Data([0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(header.utf8))
        for value in scores.joined() {
            withUnsafeBytes(of: value.bitPattern.littleEndian) { file.append(contentsOf: $0) }
        }
        try file.write(to: URL(fileURLWithPath: workplace.path(name)))
    }

    /// The number of movies, and what popularity's scores of one user are.
    private func popularity() throws -> [Float] {
        let movies = try workplace.text("splits/unique_sid.txt").split(separator: "\n").count
        return try clicks("train.csv").reduce(into: [Float](repeating: 0, count: movies)) { $0[$1.sid] += 1 }
    }

    private struct Written: Decodable {
        struct Metric: Decodable, Equatable {
            let mean, standardError: Double
            let users: Int
        }
        struct Difference: Decodable, Equatable {
            let lower, mean, upper: Double
        }
        struct Row: Decodable {
            let name: String
            let metrics: [String: Metric]
            let judgedMinusThis: [String: Difference]
        }
        struct Equal: Decodable {
            let inAnyOrder: [String: Metric]
            let share: Double
        }
        struct Short: Decodable, Equatable {
            let k, short, users: Int
        }
        let name: String
        let equalScores: Equal?
        let shortLists: [String: Short]?
        let judged: [String: Metric]
        let remarks: [String]
        let rows: [Row]
    }

    @Test("popularity, by the exported files alone, is the kit's and the README's to the last digit")
    func popular() throws {
        let scores = try popularity()
        try save([[Float]](repeating: scores, count: 15), to: "scores.npy")
        let run = try workplace.run(["judge", "scores.npy", "--json", "there/result.json", "--quiet"] + own)
        #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
        let result = try JSONDecoder().decode(Written.self, from: Data(workplace.text("there/result.json").utf8))
        let row = try #require(result.rows.first { $0.name == "popularity" })
        #expect(row.metrics == result.judged && result.name == "scores.npy")
        #expect(row.judgedMinusThis == ["NDCG@60": .init(lower: 0, mean: 0, upper: 0)])
        #expect(result.judged.keys.sorted() == ["HitRate@10", "MRR@60", "NDCG@60", "Recall@20", "Recall@50"])
        // Clicks are few, so that many movies have as many as another.
        let equal = try #require(result.equalScores)
        #expect(equal.share > 0.5 && equal.inAnyOrder.keys.sorted() == ["NDCG@60", "Recall@20", "Recall@50"])
        #expect(equal.inAnyOrder != result.judged && result.shortLists == nil)
        #expect(run.output.hasSuffix("\n\nscores.npy: \(result.remarks.joined())\n") && result.remarks.count == 1)
        let ease = try #require(result.rows.first { $0.name == "EASE" }?.judgedMinusThis["NDCG@60"])
        #expect(ease.mean < 0 && ease.lower < ease.mean && ease.mean < ease.upper)
        let readme = try workplace.text("splits/README.md")
        for (name, metric) in result.judged {
            #expect(readme.contains("| \(name) | \(metric.mean) | \(metric.standardError) |"), "\(name)")
        }
        #expect(readme.contains("`./reproduce.sh judge scores.npy --validation-users 10% --test-users 15`"))
        #expect(readme.contains("row r is the test user of uid 105 + r"))
        let lines = run.output.split(separator: "\n").map(String.init)
        #expect(lines.count >= 4 && lines[0].hasSuffix(": 15 test users with held-out clicks, 60 movies"))
        #expect(lines[1].contains(/^ +NDCG@60 +Recall@20 +Recall@50 +scores.npy above it in NDCG@60, 95% interval$/))
        #expect(lines[2].contains(/^scores.npy +([01]\.\d{4} \(0\.\d{4}\) *){3}$/))
        let popular = try #require(lines.first { $0.hasPrefix("popularity") })
        #expect(popular.hasSuffix("  0.0000 [0.0000, 0.0000]"))
    }

    @Test("lists of what was held out are perfect, and the result tells that they are short")
    func perfect() throws {
        var ranks: [Int: Int] = [:]
        let lines = try clicks("test_te.csv").map { uid, sid in
            ranks[uid, default: 0] += 1
            return "\(uid),\(ranks[uid] ?? 0),\(sid)"
        }
        try workplace.write((["uid,rank,sid"] + lines).joined(separator: "\n"), to: "lists.csv")
        let run = try workplace.run(["judge", "lists.csv", "--json", "result.json"] + own)
        #expect(run.code == 0)
        #expect(run.output.contains(/\nlists.csv +1\.0000 \(0\.0000\)  1\.0000 \(0\.0000\)  1\.0000 \(0\.0000\)\n/))
        #expect(
            run.output.hasSuffix(
                "\nlists.csv: 15 lists of 15 shorter than 60 (NDCG@60), 15 than 20 (Recall@20), 15 than 50 (Recall@50): "
                    + "what is missing is no hit, so that whole lists could only have higher values there.\n"))
        let result = try JSONDecoder().decode(Written.self, from: Data(workplace.text("result.json").utf8))
        #expect(result.shortLists?["Recall@20"] == .init(k: 20, short: 15, users: 15) && result.equalScores == nil)
        #expect(run.errors.contains(": 1680 ratings.\n"), "\(run.errors)")
    }

    @Test("what cannot be judged ends with 1 and one line, wrong usage with 64")
    func refused() throws {
        func expect(_ arguments: [String], _ code: Int32, _ message: String) throws {
            let run = try workplace.run(["judge"] + arguments)
            #expect(run.code == code && run.output.isEmpty && run.errors.hasPrefix(message), "\(run.errors)")
            if code == 1 { #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)") }
        }
        let scores = try popularity()
        try save([[Float]](repeating: scores, count: 14), to: "few.npy")
        let quiet = own + ["--quiet"]
        try expect(
            ["few.npy"] + quiet, 1,
            "reproduce: few.npy: expected the shape (15, 60), test users × movies, found (14, 60)\n")
        try workplace.write("uid,rank,sid\n3,1,0\n", to: "foreign.csv")
        try expect(
            ["foreign.csv"] + quiet, 1,
            "reproduce: foreign.csv:2: expected the uid of a test user, 105 to 119, found 3\n")
        try expect(
            ["none.npy"] + quiet, 1, "reproduce: none.npy: expected a file of scores or lists, found nothing there\n")
        try expect([], 64, "Error: Missing expected argument '<file>'")
        try expect([""], 64, "Error: <file>: expected a path, found an empty one")
        try expect(["few.npy", "--threads", "0"], 64, "Error: --threads 0: expected 1 to 1024")
        try expect(["few.npy", "--output", "x"], 64, "Error: Unknown option '--output'")
    }
}

/// Whether Python is here with NumPy.
private let hasNumPy = (try? python(["-c", "import numpy"], in: project)) == 0

/// Runs Python in a folder; its exit code.
private func python(_ arguments: [String], in folder: URL) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    process.currentDirectoryURL = folder
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
}

@Suite(.tags(.slow)) struct JudgeExampleTests {
    @Test(
        "the example of the front page, EASE in NumPy, does as the kit's EASE",
        .enabled(if: movieLens1M != nil && hasNumPy))
    func example() throws {
        let workplace = try Workplace()
        let data = ["--quiet", "--data", try #require(movieLens1M)]
        #expect(try workplace.run(["5", "--output", "out", "--export-splits", "splits"] + data) == (0, "", ""))
        let page = try String(contentsOf: project.appendingPathComponent("README.md"), encoding: .utf8)
        let example = try #require(page.components(separatedBy: "```python\nimport numpy").last)
        try workplace.write("import numpy" + (example.components(separatedBy: "```").first ?? ""), to: "ease.py")
        #expect(try python(["ease.py"], in: workplace.folder) == 0)
        let run = try workplace.run(["judge", "scores.npy"] + data)
        #expect(run.code == 0, "\(run.errors)")
        let ease = try #require(run.output.split(separator: "\n").first { $0.hasPrefix("EASE") })
        // Movies of nearly the same score may change places.
        #expect(ease.hasSuffix("  0.0000 [0.0000, 0.0000]"), "\(ease)")
    }
}
