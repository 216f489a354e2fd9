import Foundation
import Interactions
import LinearAlgebra
import Random
import TestSupport
import Testing

@Suite struct NCFTestSetTests {
    /// Three users and five movies, whose items are numbered by their first lines: 30, 10, 50, 20, 40 are 0 to 4.
    private static let ratings = Ratings(
        users: [1, 1, 1, 2, 2, 7, 7], movies: [30, 10, 50, 10, 20, 40, 30], stars: [5, 3, 4, 2, 1, 5, 4])
    private static let heldOut = "0\t1\t3\t978300760\n1\t3\t1\t978300761\n2\t0\t4\t978300762\n"
    private static let candidates = "(0,1)\t3\t4\n(1,3)\t0\t3\t4\n(2,0)\t2\n"

    /// Reads files with these texts.
    private func read(_ heldOut: String = heldOut, _ candidates: String = candidates) throws -> LeaveOneOut {
        try withTemporaryFolder { folder in
            for (file, text) in [(NCFTestSet.heldOut, heldOut), (NCFTestSet.candidates, candidates)] {
                try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(file.name)"))
            }
            return try NCFTestSet(folder: folder).read(of: Self.ratings)
        }
    }

    /// The error that reading ends with, from the file's name on.
    private func error(_ heldOut: String = heldOut, _ candidates: String = candidates) -> String {
        do {
            return "\(try read(heldOut, candidates).heldOut.count) users and no error"
        } catch {
            return "\(error)".components(separatedBy: "ml-1m.test.").last ?? ""
        }
    }

    @Test("the training clicks are all ratings but one of each user, in the movies' order of the ratings")
    func split() throws {
        let split = try read()
        #expect(split.train.movieTexts == ["30", "10", "50", "20", "40"])
        #expect(split.train.userTexts == ["1", "2", "7"])
        #expect(split.train.clicks == BinaryMatrix(columns: 5, rows: [[0, 2], [1], [4]]))
        #expect(split.heldOut == [1, 3, 0])
    }

    @Test("a held-out item is none of its own candidates, even where the file has it there")
    func itself() throws {
        #expect(try read().candidates == [[3, 4], [0, 4], [2]])
    }

    @Test("line ends of Windows, and a last line without one, are read too")
    func lineEnds() throws {
        let windows = { (text: String) in text.replacingOccurrences(of: "\n", with: "\r\n") }
        #expect(try read(windows(Self.heldOut), windows(Self.candidates)) == read())
        #expect(try read(String(Self.heldOut.dropLast()), String(Self.candidates.dropLast())) == read())
    }

    private static let advice = "; fetch both files from the authors' repository, and use them with MovieLens 1M alone"

    @Test(
        "what is wrong with the held-out ratings is told with its line",
        arguments: [
            ("", "rating: expected a line for each of 3 users, found 0"),
            ("0\t1\t3\t0\n1\t3\t1\t0\n", "rating: expected a line for each of 3 users, found 2"),
            (
                "0\t1\t3\t0\n1 3 1 0\n2\t0\t4\t0\n",
                "rating:2: expected user, item, rating and time, separated by tabs, found \"1 3 1 0\""
            ),
            (
                "0\t1\t3\t0\n1\t-3\t1\t0\n2\t0\t4\t0\n",
                "rating:2: expected user, item, rating and time, separated by tabs, found \"1\\t-3\\t1\\t0\""
            ),
            ("0\t1\t3\t0\n2\t0\t4\t0\n1\t3\t1\t0\n", "rating:2: expected user 1, found 2"),
            ("0\t1\t3\t0\n1\t3\t1\t0\n2\t5\t4\t0\n", "rating:3: expected an item from 0 to 4, found 5"),
            (
                "0\t1\t3\t0\n1\t3\t2\t0\n2\t0\t4\t0\n",
                "rating:2: expected a rating that the ratings have, found that user 2 did not give movie 20 2 stars"
            ),
            (
                "0\t1\t3\t0\n1\t3\t1\t0\n2\t3\t4\t0\n",
                "rating:3: expected a rating that the ratings have, found that user 7 did not give movie 20 4 stars"
            ),
        ])
    func malformedRatings(_ text: String, _ expected: String) {
        #expect(error(text) == expected + Self.advice)
    }

    @Test(
        "what is wrong with the candidates is told with its line",
        arguments: [
            ("(0,1)\t3\n(1,3)\t0\n", "negative: expected a line for each of 3 users, found 2"),
            (
                "(0,1)\t3\n(1,2)\t0\n(2,0)\t2\n",
                "negative:2: expected (1,3) and items, separated by tabs, found \"(1,2)\\t0\""
            ),
            ("(0,1)\n(1,3)\t0\n(2,0)\t2\n", "negative:1: expected (0,1) and items, separated by tabs, found \"(0,1)\""),
            ("(0,1)\t3\n(1,3)\t0\t\n(2,0)\t2\n", "negative:2: expected the number of an item, found \"\""),
            ("(0,1)\t3\n(1,3)\t9\n(2,0)\t2\n", "negative:2: expected an item from 0 to 4, found 9"),
            ("(0,1)\t3\n(1,3)\t1\n(2,0)\t2\n", "negative:2: expected items that user 1 did not rate, found 1"),
            ("(0,1)\t3\n(1,3)\t0\t4\t0\n(2,0)\t2\n", "negative:2: expected each item once, found 0 again"),
        ])
    func malformedCandidates(_ text: String, _ expected: String) {
        #expect(error(Self.heldOut, text) == expected + Self.advice)
    }

    @Test("a missing file is told by its path")
    func missing() throws {
        try withTemporaryFolder { (folder: String) throws -> Void in
            #expect {
                try NCFTestSet(folder: folder).read(of: Self.ratings)
            } throws: {
                "\($0)" == "\(folder)/ml-1m.test.rating: expected a file of NCF's test set, found nothing" + Self.advice
            }
        }
    }

    @Test("other files than the authors' are refused by their hash")
    func others() throws {
        try withTemporaryFolder { (folder: String) in
            for file in NCFTestSet.files {
                try Data(Self.heldOut.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(file.name)"))
            }
            #expect {
                try NCFTestSet(folder: folder).requireTheAuthors()
            } throws: {
                "\($0)".contains(
                    "ml-1m.test.rating: expected the file that NCF's authors published, SHA-256 231ae11eb060b643")
            }
        }
    }

    @Test("one more click of each user is held out among candidates that the user did not click in training")
    func holdingOutOneMore() throws {
        let clicks = longTailedClicks(users: 300, items: 60, seed: 4)
        let users = (0..<300).filter { clicks[row: $0].count > 1 }
        let all = ClickMatrix(
            users: users, movies: Array(0..<60), clicks: clicks.selecting(rows: users, columns: Array(0..<60)))
        let split = LeaveOneOut(
            of: all, heldOut: users.map { Int(clicks[row: $0].first ?? 0) }, candidates: users.map { _ in [] })
        let inner = split.holdingOutOneMore(candidates: 50, generator: Philox4x32(seed: 1))
        for user in users.indices {
            let own = Set(split.train.clicks[row: user].map(Int.init))
            let drawn = Set(inner.candidates[user].map(Int.init))
            #expect(own.contains(inner.heldOut[user]))
            #expect(Set(inner.train.clicks[row: user].map(Int.init)) == own.subtracting([inner.heldOut[user]]))
            #expect(drawn.count == inner.candidates[user].count && drawn.count == min(50, 60 - own.count))
            #expect(drawn.isDisjoint(with: own))
        }
        #expect(inner == split.holdingOutOneMore(candidates: 50, generator: Philox4x32(seed: 1)))
        #expect(inner != split.holdingOutOneMore(candidates: 50, generator: Philox4x32(seed: 2)))
    }

    @Test("what is shown, what is held out and all clicks")
    func foldIn() throws {
        let fold = try read().foldIn
        #expect(fold.input.clicks == BinaryMatrix(columns: 5, rows: [[0, 2], [1], [4]]))
        #expect(fold.heldOut.clicks == BinaryMatrix(columns: 5, rows: [[1], [3], [0]]))
        #expect(fold.target.clicks == BinaryMatrix(columns: 5, rows: [[0, 1, 2], [1, 3], [0, 4]]))
    }
}

@Suite(
    "NCF's test set",
    .enabled(
        if: movieLens1M != nil && ncfTestSet != nil,
        "needs the real data: set MOVIELENS_1M and NCF_ML_1M to their folders"))
struct RealNCFTestSetTests {
    @Test(
        "its authors' files are of MovieLens 1M: 6,040 users, of whom 156 have the held-out movie among their own candidates"
    )
    func real() throws {
        let testSet = NCFTestSet(folder: ncfTestSet ?? "")
        let split = try testSet.read(of: loadRatings(at: movieLens1M ?? "", threads: 2))
        try testSet.requireTheAuthors()
        #expect(split.train.shape == ClickMatrix.Shape(movies: 3706, users: 6040))
        #expect(split.train.count == 1_000_209 - 6040)
        #expect(split.candidates.count { $0.count == 98 } == 156)
        #expect(split.candidates.allSatisfy { 98...99 ~= $0.count })
        #expect((0..<4).map { split.train.movieID($0) } == ["1193", "661", "914", "3408"])
    }
}
