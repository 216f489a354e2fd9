import Contest
import Foundation
import Judging
import LinearAlgebra
import Ranking
import Recommenders
import Testing

@Suite("short lists") struct ShortListsTests {
    /// Three users of 60 movies; the first was shown 20 of them, the last has no held-out click.
    private let users = TestUsers(
        from: 0,
        Evaluation(
            shown: BinaryMatrix(columns: 60, rows: [Array(40..<60), [59], []]),
            heldOut: BinaryMatrix(columns: 60, rows: [[0], [1], []])))

    private func content(_ lengths: Int...) throws -> JudgedFile.Content {
        let lines = lengths.enumerated().flatMap { uid, length in (0..<length).map { "\(uid),\($0 + 1),\($0)" } }
        let text = (["uid,rank,sid"] + lines).joined(separator: "\n")
        return try judged(Data(text.utf8), for: users).get()
    }

    private let meaning = ": what is missing is no hit, so that whole lists could only have higher values there."

    @Test("are counted for each k of the table, by what each user could have been recommended")
    func counts() throws {
        #expect(try content(40, 59, 0).shortLists == nil && content(40, 59).remarks.isEmpty)
        #expect(
            try content(39, 59).remarks == ["1 list of 2 shorter than 60 (NDCG@60), 1 than 50 (Recall@50)" + meaning])
        #expect(try content(40, 50).remarks == ["1 list of 2 shorter than 60 (NDCG@60)" + meaning])
        #expect(
            try content(19, 49, 0).remarks == [
                "2 lists of 2 shorter than 60 (NDCG@60), 1 than 20 (Recall@20), 2 than 50 (Recall@50)" + meaning
            ])
        let counts = try #require(try content(19, 49).shortLists).byMetric
        #expect(counts.mapValues(\.k) == ["NDCG@60": 60, "Recall@20": 20, "Recall@50": 50])
        #expect(counts.mapValues(\.short) == ["NDCG@60": 2, "Recall@20": 1, "Recall@50": 2])
        #expect(counts.values.allSatisfy { $0.users == 2 })
    }

    @Test("are counted after what was shown is left out")
    func shown() throws {
        let lines = (0..<19).map { "0,\($0 + 1),\($0)" } + ["0,20,59"] + (0..<59).map { "1,\($0 + 1),\($0)" }
        let text = (["uid,rank,sid"] + lines).joined(separator: "\n")
        let content = try judged(Data(text.utf8), for: users).get()
        #expect(content.shortLists?.byMetric["Recall@20"]?.short == 1)
    }
}
