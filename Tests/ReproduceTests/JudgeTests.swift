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
            /// Of the judged model alone, and the last of several runs.
            let lower, upper, deviationOfSeeds: Double?

            static func == (first: Metric, second: Metric) -> Bool {
                (first.mean, first.standardError, first.users) == (second.mean, second.standardError, second.users)
            }
        }
        struct Difference: Decodable, Equatable {
            let lower, mean, upper: Double
        }
        struct Row: Decodable {
            let name: String
            let metrics: [String: Metric]
            let judgedMinusThis: [String: Difference]
            let lists: Lists
        }
        struct Lists: Decodable, Equatable {
            let coverage, popular, gini, novelty: Double
        }
        /// About a third of the users or movies.
        struct Part: Decodable {
            let clicks: [Int]
            let count: Int
            let judged: [String: Metric]
            let rows: [String: [String: Metric]]?
        }
        struct Run: Decodable {
            let name: String
            let equalScores: Equal?
            let shortLists: [String: Short]?
            let metrics: [String: Metric]
            let lists: Lists
            let remarks: [String]
        }
        struct Equal: Decodable {
            let inAnyOrder: [String: Metric]
            let share: Double
        }
        struct Short: Decodable, Equatable {
            let k, short, users: Int
        }
        let name: String
        let judged: [String: Metric]
        let lists: Lists
        let rows: [Row]
        let runs: [Run]
        let users, movies: [Part]
    }

    private func written(_ name: String) throws -> Written {
        try JSONDecoder().decode(Written.self, from: Data(workplace.text(name).utf8))
    }

    @Test("popularity, by the exported files alone, is the kit's and the README's to the last digit")
    func popular() throws {
        let scores = try popularity()
        try save([[Float]](repeating: scores, count: 15), to: "scores.npy")
        let run = try workplace.run(["judge", "scores.npy", "--json", "there/result.json", "--quiet"] + own)
        #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
        let result = try written("there/result.json")
        let row = try #require(result.rows.first { $0.name == "popularity" })
        #expect(row.metrics == result.judged && result.name == "scores.npy")
        let metrics = ["HitRate@10", "MRR@60", "NDCG@60", "Recall@20", "Recall@50"]
        let nothing = Written.Difference(lower: 0, mean: 0, upper: 0)
        #expect(row.judgedMinusThis == Dictionary(uniqueKeysWithValues: metrics.map { ($0, nothing) }))
        #expect(result.lists == row.lists && result.runs.map(\.lists) == [row.lists])
        #expect(result.runs[0].metrics == result.judged)
        #expect(result.judged.values.allSatisfy { $0.lower != nil && $0.upper != nil && $0.deviationOfSeeds == nil })
        for part in result.users { #expect(part.rows?["popularity"] == part.judged) }
        #expect(result.judged.keys.sorted() == metrics)
        // Clicks are few, so that many movies have as many as another.
        let file = result.runs[0]
        let equal = try #require(file.equalScores)
        #expect(equal.share > 0.5 && equal.inAnyOrder.keys.sorted() == ["NDCG@60", "Recall@20", "Recall@50"])
        #expect(equal.inAnyOrder != result.judged && file.shortLists == nil)
        #expect(run.output.hasSuffix("\n\nscores.npy: \(file.remarks.joined())\n") && file.remarks.count == 1)
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
        let result = try written("result.json").runs[0]
        #expect(result.shortLists?["Recall@20"] == .init(k: 20, short: 15, users: 15) && result.equalScores == nil)
        #expect(run.errors.contains(": 1680 ratings.\n"), "\(run.errors)")
    }

    @Test("several files are one model: means over them, intervals over users and seeds, and what each came to")
    func seeds() throws {
        let popular = try popularity()
        // Each seed moves a few movies up.
        let seeds = (0..<3).map { seed in popular.enumerated().map { $1 + ($0 % 7 == seed ? 3.5 : 0) } }
        for (seed, scores) in seeds.enumerated() {
            try save([[Float]](repeating: scores, count: 15), to: "seed\(seed).npy")
        }
        let files = ["seed0.npy", "seed1.npy", "seed2.npy"]
        func judge(_ files: [String], _ more: [String] = []) throws -> (output: String, result: Written) {
            let run = try workplace.run(["judge"] + files + ["--json", "r.json", "--quiet"] + more + own)
            try #require(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
            return (run.output, try written("r.json"))
        }
        let alone = try files.map { try judge([$0]).result }
        let (output, result) = try judge(files, ["--per-user", "there/users.csv"])

        #expect(result.name == "seed0.npy and 2 more" && result.runs.map(\.name) == files)
        #expect(result.runs.map(\.metrics) == alone.map(\.judged) && result.runs.map(\.lists) == alone.map(\.lists))
        for (metric, average) in result.judged {
            let means = alone.compactMap { $0.judged[metric]?.mean }
            // The same sums in another order.
            #expect(abs(average.mean - means.reduce(0, +) / 3) < 1e-12, "\(metric)")
            let deviation = try #require(average.deviationOfSeeds)
            let squares = means.map { ($0 - average.mean) * ($0 - average.mean) }.reduce(0, +)
            #expect(abs(deviation - (squares / 2).squareRoot()) < 1e-12, "\(metric)")
            #expect(try #require(average.lower) <= average.mean && average.mean <= #require(average.upper))
            for row in result.rows {
                let difference = try #require(row.judgedMinusThis[metric])
                let mean = try #require(row.metrics[metric]).mean
                #expect(abs(difference.mean - (average.mean - mean)) < 1e-12, "\(row.name)")
            }
        }
        // Everybody is in one part, and every training click's movie.
        #expect(result.users.map(\.count).reduce(0, +) == 15 && result.movies.map(\.count).reduce(0, +) == 60)
        for parts in [result.users, result.movies] {
            #expect(zip(parts, parts.dropFirst()).allSatisfy { $0.clicks[1] < $1.clicks[0] })
        }

        // Text has the same numbers; which they are, the unit tests tell.
        let lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let tables = lines.split(separator: "").map(Array.init)
        #expect(tables.count == 7, "\(output)")
        #expect(tables[1].count == result.rows.count + 2 && tables[3].count == result.rows.count + 2)
        #expect(
            tables[2].count == 6
                && tables[2][0].hasPrefix("seed0.npy and 2 more  mean    95% interval over users and seeds"))
        #expect(tables[4].count == result.users.count + 1 && tables[5].count == result.movies.count + 1)
        #expect(tables[6].map { $0.prefix(11) } == ["seed0.npy: ", "seed1.npy: ", "seed2.npy: "])

        let users = try workplace.text("there/users.csv").split(separator: "\n")
        #expect(
            users.count == 46 && users[0] == "file,uid,shown,held_out,NDCG@60,Recall@20,Recall@50,HitRate@10,MRR@60")
        let ndcgs = users.dropFirst().prefix(15).compactMap { Double($0.split(separator: ",")[4]) }
        #expect(abs(ndcgs.reduce(0, +) / 15 - (alone[0].judged["NDCG@60"]?.mean ?? 0)) < 1e-12)
    }

    @Test("the help's examples work as they are pasted")
    func examples() throws {
        let scores = try popularity()
        for (name, extra) in [("scores", 0), ("seed1", 1), ("seed2", 2), ("seed3", 3)] as [(String, Float)] {
            let rows = (0..<15).map { _ in scores.enumerated().map { $1 + ($0 == 40 ? extra : 0) } }
            try save(rows, to: "\(name).npy")
        }
        let lines = try #require(Examples.all.first { "\($0.command)" == "Judge" }).lines
        for line in lines {
            let run = try workplace.paste(line, (own + ["--quiet"]).joined(separator: " "))
            #expect(run.code == 0 && run.errors.isEmpty && run.output.contains(" above it in NDCG@60"), "\(run)")
        }
        #expect(try written("result.json").name == "scores.npy")
        #expect(try workplace.text("users.csv").contains("\nseed3.npy,119,"))
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
        // Among several, the file is named that is at fault, and before the ratings are read where that can be.
        var seed = [[Float]](repeating: scores, count: 15)
        try save(seed, to: "good.npy")
        seed[3][7] = .nan
        try save(seed, to: "nan.npy")
        try workplace.write("", to: "empty.npy")
        try expect(
            ["good.npy", "few.npy"] + quiet, 1,
            "reproduce: few.npy: expected the shape (15, 60), test users × movies, found (14, 60)\n")
        try expect(
            ["good.npy", "nan.npy"] + quiet, 1,
            "reproduce: nan.npy: expected numbers, or -inf for what is not to be recommended, found NaN in row 3, column 7 "
                + "(uid 108, sid 7)\n")
        try expect(
            ["good.npy", "empty.npy"] + quiet, 1,
            "reproduce: empty.npy: expected scores that np.save wrote, or lists below the header uid,rank,sid, found \"\"\n"
        )
        try expect(
            ["good.npy", "./good.npy", "--data", "none"], 1,
            "reproduce: ./good.npy: expected another run of the model than in good.npy, found the same bytes; "
                + "name each run once\n")
        try expect(
            ["good.npy", "none.npy", "--data", "none"], 1, "reproduce: none.npy: expected a file of scores or lists")
        try expect([], 64, "Error: Missing expected argument '<file>")
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
