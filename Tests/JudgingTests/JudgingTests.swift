import Contest
import Foundation
import Interactions
import Judging
import LinearAlgebra
import Random
import Ranking
import Recommenders
import Testing
import TestSupport

/// Files as NumPy saves them, of 3 users × 4 movies.
struct Saved: Decodable {
    /// In base64, by name.
    let files: [String: String]
    /// The movies of each user by falling score, as NumPy sorts them.
    let ranking: [[Int32]]
    /// The same for numbers that single precision cannot tell apart.
    let rankingOfClose: [[Int32]]

    func bytes(_ name: String) throws -> Data {
        try #require(files[name].flatMap { Data(base64Encoded: $0) })
    }
}

/// Three test users of four movies, uids 5 to 7: the first was shown movie 3, the second 0, and the last, who has no
/// held-out click, 1.
let users = TestUsers(
    from: 5,
    Evaluation(
        shown: BinaryMatrix(columns: 4, rows: [[3], [0], [1]]),
        heldOut: BinaryMatrix(columns: 4, rows: [[0, 2], [3], []])))

/// What a file of these bytes comes to; the error's line, without the folder, if it is refused.
func judged(_ bytes: Data, _ name: String = "file", for users: TestUsers = users) throws -> Result<
    JudgedFile.Content, Refusal
> {
    try withTemporaryFolder { folder in
        let path = "\(folder)/\(name)"
        try bytes.write(to: URL(fileURLWithPath: path))
        do {
            return .success(try JudgedFile(path).content(for: users, threads: Threads(1)))
        } catch let error as JudgingError {
            return .failure(Refusal(text: error.description.replacing("\(folder)/", with: "")))
        }
    }
}

struct Refusal: Error, Equatable {
    let text: String
}

func lists(_ content: JudgedFile.Content) -> [[Int32]] {
    users.uids.indices.map { Array(content.recommendations[user: $0 - 5]) }
}

@Suite("a judged file of scores") struct JudgedScoresTests {
    private let saved: Saved

    init() throws { saved = try fixture("npy", as: Saved.self) }

    /// A ranking with what was shown at its end.
    private func excluding(_ ranking: [[Int32]]) -> [[Int32]] {
        ranking.enumerated().map { row, list in
            list.filter { !users.evaluation.input[row, Int($0)] } + list.filter { users.evaluation.input[row, Int($0)] }
        }
    }

    @Test(
        "is ranked as NumPy ranks it, whatever its precision, order, bytes and version",
        arguments: [
            "f4", "f8", "f4, Fortran", "f8, Fortran", "f4, big-endian", "f8, big-endian", "f4, version 2.0",
            "f8, version 3.0",
        ])
    func forms(_ name: String) throws {
        let content = try judged(saved.bytes(name)).get()
        // The second user's −∞ for movie 1 ties with movie 0, which was shown: the lower index comes first.
        var expected = excluding(saved.ranking)
        expected[1] = [3, 2, 0, 1]
        #expect(lists(content) == expected && content.remarks.isEmpty)
    }

    @Test("in double precision is ranked in double precision: rounding makes no ties")
    func doubles() throws {
        let content = try judged(saved.bytes("close")).get()
        #expect(saved.rankingOfClose[0] == [2, 1, 0, 3])
        #expect(lists(content) == excluding(saved.rankingOfClose))
    }

    @Test(
        "is refused in one line if it is not what is asked for",
        arguments: [
            (
                "transposed",
                "expected the shape (3, 4), test users × movies, found (4, 3); save its transpose, scores.T"
            ),
            ("flat", "expected the shape (3, 4), test users × movies, found (12,)"),
            ("single", "expected the shape (3, 4), test users × movies, found (1, 4)"),
            ("cube", "expected the shape (3, 4), test users × movies, found (1, 3, 4)"),
            ("integers", "expected numbers of type '<f4' or '<f8', found '<i8'; save scores.astype(np.float64)"),
            ("half", "expected numbers of type '<f4' or '<f8', found '<f2'; save scores.astype(np.float64)"),
            (
                "named",
                "expected numbers of type '<f4' or '<f8', found [('a', '<f4'), ('b', '<f8')]; "
                    + "save scores.astype(np.float64)"
            ),
            (
                "NaN",
                "expected numbers, or -inf for what is not to be recommended, found NaN in row 1, column 2 (uid 6, sid 2)"
            ),
            (
                "infinity",
                "expected numbers, or -inf for what is not to be recommended, found infinity in row 2, column 1 "
                    + "(uid 7, sid 1)"
            ),
        ])
    func refused(_ name: String, _ message: String) throws {
        #expect(throws: Refusal(text: "file: \(message)")) { try judged(saved.bytes(name)).get() }
    }

    @Test("a file that is cut off, goes on, or has a damaged header is refused in one line")
    func damaged() throws {
        let bytes = try saved.bytes("f8")
        func message(_ bytes: Data) throws -> String? {
            if case .failure(let refusal) = try judged(bytes) { refusal.text } else { nil }
        }
        #expect(
            try message(bytes.dropLast(1)) == "file: expected 96 bytes of numbers, found 95: the file is cut off")
        #expect(
            try message(bytes + [0]) == "file: expected 96 bytes of numbers, found 97: something follows the array")
        #expect(
            try message(bytes.prefix(100))
                == "file: expected a header of 118 bytes, found the end of the file: it is cut off")
        #expect(
            try message(bytes.prefix(6)) == "file: expected version 1.0, 2.0 or 3.0 of NumPy's format, found \"\"")
        #expect(
            try message(bytes.prefix(6) + [9, 1] + bytes.dropFirst(8))
                == "file: expected version 1.0, 2.0 or 3.0 of NumPy's format, found \"9.1\"")
        let header = try #require(try message(bytes.prefix(10) + [UInt8](repeating: 65, count: 214)))
        #expect(
            header.hasPrefix("file: expected a header as NumPy writes it, found \"AAAA") && header.hasSuffix("np.save"))
        let broken = Data(String(decoding: bytes.prefix(128), as: UTF8.self).replacing("'<f8'", with: "'\n<f'").utf8)
        #expect(try message(bytes.prefix(10) + broken.suffix(118))?.contains("\n") == false)
        // Every part of a file is refused, and none ends the program.
        for length in 0..<bytes.count { #expect(try message(bytes.prefix(length)) != nil, "\(length)") }
    }

    @Test("a file of neither form, and none at all")
    func neither() throws {
        let expected = "expected scores that np.save wrote, or lists below the header uid,rank,sid, found"
        #expect(throws: Refusal(text: "file: \(expected) \"user,item\"")) {
            try judged(Data("user,item\n1,2\n".utf8)).get()
        }
        #expect(throws: Refusal(text: "file: \(expected) \"\"")) { try judged(Data()).get() }
        #expect(throws: Refusal(text: "file: \(expected) a zip archive; save with np.save, not np.savez")) {
            try judged(Data([0x50, 0x4B, 3, 4])).get()
        }
        #expect { try JudgedFile("/nowhere/scores.npy") } throws: {
            "\($0)" == "/nowhere/scores.npy: expected a file of scores or lists, found nothing there"
        }
    }

    @Test("EASE's own scores, saved in either precision, come to EASE's metrics to the last digit")
    func ownScores() throws {
        var random = SplitMix(state: 7)
        let rows = (0..<90).map { user in
            (0..<150).filter { item in Int.random(in: 0..<100, using: &random) < (item % 3 == user % 3 ? 30 : 5) }
        }
        let matrix = ClickMatrix(
            users: Array(0..<90), movies: Array(0..<150), clicks: BinaryMatrix(columns: 150, rows: rows))
        let clicks = Ratings(
            users: rows.enumerated().flatMap { user, items in items.map { _ in Int32(user) } },
            movies: rows.flatMap { $0.map { Int32($0) } }, stars: rows.flatMap { $0.map { _ in 5.0 } }
        ).binarized()
        let parts = try matrix.split(validation: 20, test: 20).strongGeneralization(inOrderOf: clicks)
        let model = try EASE(ItemGram(training: parts.train.clicks), regularization: 20)
        let scores = model.scores(for: parts.test.input.clicks)
        let own = UserMetrics(scores, Evaluation(heldOutOf: parts.test), threads: Threads(2))
        let users = TestUsers(parts)
        try withTemporaryFolder { folder in
            for (type, bytes) in [
                ("<f4", scores.values.flatMap { littleEndian($0.bitPattern) }),
                ("<f8", scores.values.flatMap { littleEndian(Double($0).bitPattern) }),
            ] {
                let path = "\(folder)/scores.npy"
                try (npyHeader(type, (scores.rows, scores.columns)) + Data(bytes)).write(to: URL(fileURLWithPath: path))
                let content = try JudgedFile(path).content(for: users, threads: Threads(2))
                #expect(UserMetrics(content.recommendations, users.evaluation) == own)
            }
            // The same as lists: all that can count of each ranking.
            let best = users.evaluation.recommendations(scores, depth: 100, threads: Threads(1))
            let lines = users.uids.flatMap { uid in
                best[user: uid - users.uids.lowerBound].enumerated().map { "\(uid),\($0 + 1),\($1)" }
            }
            let path = "\(folder)/lists.csv"
            try (["uid,rank,sid"] + lines.reversed()).joined(separator: "\n").write(
                toFile: path, atomically: true, encoding: .utf8)
            let content = try JudgedFile(path).content(for: users, threads: Threads(1))
            #expect(UserMetrics(content.recommendations, users.evaluation) == own && content.remarks.isEmpty)
        }
    }
}

func littleEndian(_ bits: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: bits.littleEndian) { Array($0) }
}

func npyHeader(_ type: String, _ shape: (Int, Int)) -> Data {
    var header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(shape.0), \(shape.1)), }"
    header += String(repeating: " ", count: 117 - header.utf8.count) + "\n"
    return Data([0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(header.utf8))
}

@Suite("a judged file of lists") struct JudgedListsTests {
    private func read(_ lines: String...) throws -> JudgedFile.Content {
        try judged(Data((["uid,rank,sid"] + lines).joined(separator: "\n").utf8), "lists.csv").get()
    }

    @Test("is read in any order of its lines; what was shown goes, what comes after it moves up, and misses count")
    func lists() throws {
        let content = try read("6,2,3", "5,1,3", "6,1,1", "5,2,2\r", "5,3,1", "")
        #expect(JudgingTests.lists(content) == [[2, 1], [1, 3], []])
        #expect(
            content.remarks == [
                "left out as in the table, so that later ones move up: 1 listed movie that the user had been shown.",
                "2 lists of 2 shorter than 4 (NDCG@4): what is missing is no hit, so that whole lists could only have "
                    + "higher values there.",
            ])
        let metrics = UserMetrics(content.recommendations, users.evaluation)
        // The first finds one of two, at rank 1; the second its one at rank 2; the third has none to find.
        let ideal = 1 + 1 / log2(3.0)
        #expect(metrics.ndcg == [1 / ideal, 1 / log2(3.0), nil])
    }

    @Test("whole lists need no remark, and a user without a held-out click no list")
    func whole() throws {
        let content = try read("5,1,0", "5,2,1", "5,3,2", "6,3,3", "6,2,2", "6,1,1")
        #expect(JudgingTests.lists(content) == [[0, 1, 2], [1, 2, 3], []] && content.remarks.isEmpty)
    }

    @Test("may be filled up with -1, which is no movie and makes no list longer, in any order of its lines")
    func padding() throws {
        let content = try read("5,2,1", "5,3,-1", "5,1,2", "6,4,-1", "6,3,1", "6,2,2", "6,1,3", "7,1,-1")
        #expect(JudgingTests.lists(content) == [[2, 1], [3, 2, 1], []])
        let bare = try read("5,2,1", "5,1,2", "6,3,1", "6,2,2", "6,1,3")
        #expect(content.recommendations == bare.recommendations && content.shortLists == bare.shortLists)
        #expect(
            content.remarks == [
                "1 list of 2 shorter than 4 (NDCG@4): what is missing is no hit, so that whole lists could only have "
                    + "higher values there."
            ])
        // Nothing at all is a list too, of a user for whom a model has nothing.
        #expect(JudgingTests.lists(try read("5,1,-1", "5,2,-1", "6,1,3")) == [[], [3], []])
    }

    @Test(
        "is refused with its line",
        arguments: [
            (["5,1,0", "4,1,0"], ":3: expected the uid of a test user, 5 to 7, found 4"),
            (["8,1,0"], ":2: expected the uid of a test user, 5 to 7, found 8"),
            (["5,1,4"], ":2: expected a sid from 0 to 3, found 4"),
            (["5,0,1"], ":2: expected a rank from 1 to 4, found 0"),
            (["5,5,1"], ":2: expected a rank from 1 to 4, found 5"),
            (["5,1,0", "6,1,0", "5,1,1"], ":4: expected each rank once for a user, found rank 1 again for uid 5"),
            (["5,1,0", "6,1,0", "5,2,0"], ":4: expected each movie once for a user, found sid 0 again for uid 5"),
            (
                ["5,3,0", "5,1,1", "6,1,1"],
                ":2: expected ranks from 1 without gaps, found rank 3 in a list of 2 lines, for uid 5"
            ),
            (["5,1"], ":2: expected three whole numbers, uid,rank,sid, found \"5,1\""),
            (["5,1,0,0.5"], ":2: expected three whole numbers, uid,rank,sid, found \"5,1,0,0.5\""),
            (["5,1,-2"], ":2: expected three whole numbers, uid,rank,sid, found \"5,1,-2\""),
            (["5,1,-01"], ":2: expected three whole numbers, uid,rank,sid, found \"5,1,-01\""),
            (["5,-1,1"], ":2: expected three whole numbers, uid,rank,sid, found \"5,-1,1\""),
            (["-1,1,1"], ":2: expected three whole numbers, uid,rank,sid, found \"-1,1,1\""),
            (
                ["5,1,-1", "6,1,1", "5,2,0"],
                ":4: expected no movie after the sid -1 of line 2, which ends a list, found sid 0 at rank 2, for uid 5"
            ),
            (
                ["6,1,1", "5,4,2", "5,2,-1", "5,3,-1", "5,1,1"],
                ":3: expected no movie after the sid -1 of line 4, which ends a list, found sid 2 at rank 4, for uid 5"
            ),
            (
                ["5,1,0", "5,3,-1", "6,1,1"],
                ":3: expected ranks from 1 without gaps, found rank 3 in a list of 2 lines, for uid 5"
            ),
            (["5,1,-1", "5,1,-1"], ":3: expected each rank once for a user, found rank 1 again for uid 5"),
            (["5,1,1.0"], ":2: expected three whole numbers, uid,rank,sid, found \"5,1,1.0\""),
            (["5,1,0", "", "6,1,1"], ":3: expected three whole numbers, uid,rank,sid, found \"\""),
            (["5,1,12345678901"], ":2: expected three whole numbers, uid,rank,sid, found \"5,1,12345678901\""),
            (
                ["5,1,0"],
                ": expected a list for every test user with held-out clicks, found none for 1 user, the first of them uid 6"
            ),
            (
                [],
                ": expected a list for every test user with held-out clicks, found none for 2 users, the first of them uid 5"
            ),
        ])
    func refused(_ lines: [String], _ message: String) throws {
        let text = (["uid,rank,sid"] + lines).joined(separator: "\n")
        #expect(throws: Refusal(text: "lists.csv\(message)")) { try judged(Data(text.utf8), "lists.csv").get() }
    }

    @Test("a header with a further column is refused")
    func header() throws {
        #expect(throws: Refusal(text: "lists.csv:1: expected the header uid,rank,sid, found \"uid,rank,sid,score\"")) {
            try judged(Data("uid,rank,sid,score\n5,1,0,2\n".utf8), "lists.csv").get()
        }
    }
}
