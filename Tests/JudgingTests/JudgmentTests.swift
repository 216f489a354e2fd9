import Contest
import Foundation
import Judging
import LinearAlgebra
import Ranking
import Recommenders
import TestSupport
import Testing

@Suite("a judgment of several runs") struct JudgmentTests {
    /// Three test users of four movies, uids 5 to 7. The first was shown one movie and the second two; the last has no
    /// held-out click.
    private let users = TestUsers(
        from: 5,
        Evaluation(
            shown: BinaryMatrix(columns: 4, rows: [[3], [0, 1], [1]]),
            heldOut: BinaryMatrix(columns: 4, rows: [[0, 2], [3], []])))
    /// Six training users; movies 0 to 3 have 3, 4, 5 and 6 clicks.
    private let training = BinaryMatrix(columns: 4, rows: (1...6).map { user in Array(max(0, 4 - user)..<4) })

    private let first = "uid,rank,sid\n5,1,2\n5,2,1\n5,3,0\n6,1,2\n6,2,3\n7,1,0\n7,2,2\n7,3,3\n"
    private let second = "uid,rank,sid\n5,1,0\n5,2,2\n5,3,1\n6,1,3\n6,2,2\n7,1,0\n7,2,2\n7,3,3\n"

    /// The model whose runs are files of these names and texts.
    private func model(_ files: [(name: String, text: String)]) throws -> JudgedModel {
        try withTemporaryFolder { folder in
            let paths = try files.map { name, text in
                let file = URL(fileURLWithPath: "\(folder)/\(name)")
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file)
                return file.path
            }
            do {
                return try JudgedModel(JudgedFile.runs(paths), for: users, training: training, threads: Threads(1))
            } catch let error as JudgingError {
                throw Refusal(text: error.description.replacing("\(folder)/", with: ""))
            }
        }
    }

    private func judgment(_ files: (name: String, text: String)...) throws -> Judgment {
        func row(_ model: ContestModel, _ metrics: [(Metric, [Double?])]) -> ContestRow {
            let lists = ListCharacter(coverage: 0.5, popular: 1, gini: 0.25, novelty: 0.125)
            let run = Outcome(ndcgs: [], test: UserMetrics(metrics), lists: lists)
            return ContestRow(Entry(model, Candidate(Popularity.Settings())), [run])
        }
        return Judgment(
            of: try model(files),
            beside: [
                row(.popularity, [(.ndcg, [0.5, 0.5, nil])]),
                row(.slim, [(.ndcg, [0.25, 0.75, nil]), (.mrr(100), [1, 0, nil])]),
            ], for: users, training: training)
    }

    /// NDCG@4 of the first run is 1.5 / (1 + 1 / log₂ 3) and 1 / log₂ 3, of the second 1 and 1. Of four draws of two users
    /// and four of two runs, one in sixteen has nothing but the lowest: more than a tail of 2.5%, so that the interval begins
    /// there, and ends at the highest.
    @Test("every metric has its mean, interval and spread; lists, users and movies follow")
    func text() throws {
        #expect(
            try judgment(("a.csv", first), ("b.csv", second)).text == """
                                  NDCG@4           a.csv and 1 more above it in NDCG@4, 95% interval
                a.csv and 1 more  0.8877 (0.0511)
                popularity        0.5000 (0.0000)  +0.3877 [+0.1309, +0.5000]
                SLIM              0.5000 (0.1768)  +0.3877 [−0.1191, +0.7500]

                a.csv and 1 more  mean    95% interval over users and seeds  SD of seeds  least to most
                NDCG@4            0.8877  [0.6309, 1.0000]                   0.1589       0.7753 to 1.0000
                MRR@4             0.8750  [0.5000, 1.0000]                   0.1768       0.7500 to 1.0000

                lists of 2        Coverage, %  Popular, %  Gini   Novelty, bits
                a.csv and 1 more  87.5         66.7        0.333  0.43
                popularity        50.0         100.0       0.250  0.12
                SLIM              50.0         100.0       0.250  0.12

                NDCG@4 of users shown  users  a.csv and 1 more  popularity
                1 click                1      0.9599 (0.0000)   0.5000 (0.0000)
                2 clicks               1      0.8155 (0.0000)   0.5000 (0.0000)

                a.csv and 1 more on movies with  movies  users  NDCG@4
                3 to 4 clicks                    2       1      0.7500 (0.0000)
                5 clicks                         1       1      0.8155 (0.0000)
                6 clicks                         1       1      0.8155 (0.0000)
                """)
    }

    @Test("one run has an interval over users, and no spread")
    func single() throws {
        let text = try judgment(("b.csv", second)).text
        #expect(text.contains("\n\nb.csv   mean    95% interval over users\nNDCG@4  1.0000  [1.0000, 1.0000]\nMRR@4 "))
        #expect(text.contains("\nlists of 2  Coverage, %  Popular, %  Gini   Novelty, bits\nb.csv       75.0 "))
    }

    @Test("each user's metrics in each run are a line, empty without a held-out click")
    func perUser() throws {
        let text = String(decoding: try judgment(("a,b.csv", first), ("c.csv", second)).perUser, as: UTF8.self)
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines.count == 7 && lines[0] == "file,uid,shown,held_out,NDCG@4,MRR@4")
        #expect(lines[1].hasPrefix("\"a,b.csv\",5,1,2,0.91972") && lines[1].hasSuffix(",1.0"))
        #expect(lines[2].hasPrefix("\"a,b.csv\",6,2,1,0.63092") && lines[2].hasSuffix(",0.5"))
        #expect(lines[3] == "\"a,b.csv\",7,1,0,,")
        #expect(lines[4...] == ["c.csv,5,1,2,1.0,1.0", "c.csv,6,2,1,1.0,1.0", "c.csv,7,1,0,,"])
    }

    @Test("files are told apart by as much of their paths as it takes")
    func names() throws {
        #expect(try model([("a.csv", first), ("c/b.csv", second)]).runs.map(\.name) == ["a.csv", "b.csv"])
        let folders = try model([("x/1/run.csv", first), ("x/2/run.csv", second)])
        #expect(folders.runs.map(\.name) == ["1/run.csv", "2/run.csv"] && folders.name == "1/run.csv and 1 more")
    }

    @Test("a file that cannot be a run of the model is refused by its name")
    func refused() throws {
        #expect(
            throws: Refusal(
                text: "b.csv: expected another run of the model than in a.csv, found the same bytes; name each run once"
            )
        ) { try model([("a.csv", first), ("b.csv", first)]) }
        #expect(throws: Refusal(text: "b.csv:2: expected a sid from 0 to 3, found 4")) {
            try model([("a.csv", first), ("b.csv", "uid,rank,sid\n5,1,4\n")])
        }
        #expect(
            throws: Refusal(
                text: "b: expected scores that np.save wrote, or lists below the header uid,rank,sid, found \"\"")
        ) { try model([("a.csv", first), ("b", "")]) }
        // The scores of other users beside lists of these.
        let saved = try fixture("npy", as: Saved.self)
        func message(_ name: String) throws -> String? {
            try withTemporaryFolder { folder in
                let paths = ["\(folder)/a.csv", "\(folder)/b.npy"]
                try Data(first.utf8).write(to: URL(fileURLWithPath: paths[0]))
                try saved.bytes(name).write(to: URL(fileURLWithPath: paths[1]))
                do {
                    _ = try JudgedModel(JudgedFile.runs(paths), for: users, training: training, threads: Threads(1))
                    return nil
                } catch let error as JudgingError {
                    return error.description.replacing("\(folder)/", with: "")
                }
            }
        }
        #expect(try message("f8") == nil)
        #expect(try message("single") == "b.npy: expected the shape (3, 4), test users × movies, found (1, 4)")
        #expect(try message("NaN")?.hasPrefix("b.npy: expected numbers, or -inf for what is not to be") == true)
    }

    @Test("nobody with a held-out click leaves dashes, and empty lists are no character")
    func nobody() throws {
        let users = TestUsers(
            from: 5,
            Evaluation(
                shown: BinaryMatrix(columns: 4, rows: [[3]]), heldOut: BinaryMatrix(columns: 4, rows: [[]] as [[Int]])))
        let judgment = try withTemporaryFolder { folder in
            let path = "\(folder)/none.csv"
            try Data("uid,rank,sid\n5,1,-1\n".utf8).write(to: URL(fileURLWithPath: path))
            let model = try JudgedModel(JudgedFile.runs([path]), for: users, training: training, threads: Threads(1))
            return Judgment(of: model, beside: [], for: users, training: training)
        }
        #expect(
            judgment.text == """
                          NDCG@4  none.csv above it in NDCG@4, 95% interval
                none.csv  –

                none.csv  mean  95% interval over users
                NDCG@4    –     –
                MRR@4     –     –

                lists of 2  Coverage, %  Popular, %  Gini   Novelty, bits
                none.csv    0.0          0.0         0.000  0.00

                NDCG@4 of users shown  users  none.csv

                none.csv on movies with  movies  users  NDCG@4
                3 to 4 clicks            2       0      –
                5 clicks                 1       0      –
                6 clicks                 1       0      –
                """)
        #expect(String(decoding: judgment.perUser, as: UTF8.self).hasSuffix("\nnone.csv,5,1,0,,\n"))
    }
}
