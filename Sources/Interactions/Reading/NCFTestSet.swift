import Hashing
import LinearAlgebra

/// The folder with the test set of MovieLens 1M that the authors of *Neural Collaborative Filtering* published.
///
/// Source: He, Liao, Zhang, Nie, Hu and Chua, WWW 2017; github.com/hexiangnan/neural_collaborative_filtering, folder `Data`.
package struct NCFTestSet: Sendable, Hashable {
    /// Where the two files are.
    package let folder: String

    package init(folder: String) { self.folder = folder }

    /// A file of the authors, known by its SHA-256.
    package struct File: Sendable, Hashable {
        package let name: String
        package let sha256: String

        package init(name: String, sha256: String) {
            self.name = name
            self.sha256 = sha256
        }
    }

    /// A line a user: `user item rating time`, separated by tabs.
    package static let heldOut = File(
        name: "ml-1m.test.rating", sha256: "231ae11eb060b643a8c58c063cd17ffc743b54f569afb073d1abb6cf126b88b5")
    /// A line a user: `(user,item)` and the items that the authors drew for the user, separated by tabs.
    package static let candidates = File(
        name: "ml-1m.test.negative", sha256: "127853228a76b7d21c0481e8ef8d00dd009cd5c88670dbdd9e9debfdb9f93de4")
    package static let files = [heldOut, candidates]

    /// Reads the test set, and holds it against the ratings that it was made from.
    ///
    /// User n of the files is the one with the n-th smallest id, and item n the n-th movie by its first line in the
    /// ratings, both counted from 0. Every rating is a click. A held-out item that is among its own candidates, as 156 of the
    /// authors are, is left out of them; their own evaluation counts it once.
    ///
    /// - Throws: `TestSetError` if a file is missing, a line is malformed, or a held-out rating is none of the ratings;
    ///   `RatingsError` if a file cannot be opened.
    /// - Complexity: O(ratings + candidates).
    package func read(of ratings: Ratings) throws -> LeaveOneOut {
        let all = ratings.binarized(threshold: -.infinity).pivot()
        let movies = Positions(of: all.movies)
        var isMet = [Bool](repeating: false, count: all.movies.count)
        var order: [Int] = []
        for movie in ratings.movies {
            guard let column = movies[movie], !isMet[column] else { continue }
            isMet[column] = true
            order.append(column)
        }
        let clicks = all.selecting(users: Array(all.users.indices), movies: order)
        let held = try lines(of: Self.heldOut).heldOutRatings(of: clicks.shape)
        try requireAmong(ratings, held, clicks)
        let items = held.map(\.item)
        let candidates = try lines(of: Self.candidates).candidates(of: clicks.clicks, items)
        return LeaveOneOut(of: clicks, heldOut: items, candidates: candidates)
    }

    /// Holds the files against those that the authors published, which printed numbers are about.
    ///
    /// - Throws: `TestSetError` where one differs; `RatingsError` where one cannot be opened.
    package func requireTheAuthors() throws {
        for file in Self.files {
            let found = try withBytes(ofFile: path(of: file)) { bytes in SHA256.hash(Array(bytes)).hexadecimal }
            guard found == file.sha256 else {
                throw TestSetError(
                    path(of: file),
                    "expected the file that NCF's authors published, SHA-256 \(file.sha256), found \(found)")
            }
        }
    }

    private func path(of file: File) -> String { folder.hasSuffix("/") ? folder + file.name : "\(folder)/\(file.name)" }

    private func lines(of file: File) throws -> TestSetLines {
        let path = path(of: file)
        guard try FileKind(at: path) != .nothing else {
            throw TestSetError(path, "expected a file of NCF's test set, found nothing")
        }
        return TestSetLines(try withBytes(ofFile: path) { Array($0) }, path: path)
    }

    /// Looks every held-out rating up in the ratings: the same user, movie and stars. Times are left out, as in the
    /// fingerprint of ratings.
    private func requireAmong(_ ratings: Ratings, _ held: [HeldOutRating], _ clicks: ClickMatrix) throws(TestSetError) {
        let (rows, columns) = (Positions(of: clicks.users), Positions(of: clicks.movies))
        var isFound = [Bool](repeating: false, count: held.count)
        for rating in 0..<ratings.count {
            guard let row = rows[ratings.users[rating]], let column = columns[ratings.movies[rating]],
                held[row].item == column
            else { continue }
            isFound[row] = ratings.stars.map { $0[rating] == Double(held[row].stars) } ?? true
        }
        guard let row = isFound.firstIndex(of: false) else { return }
        throw TestSetError(
            path(of: Self.heldOut), line: row + 1,
            "expected a rating that the ratings have, found that user \(clicks.userID(row)) did not give movie "
                + "\(clicks.movieID(held[row].item)) \(held[row].stars) stars")
    }
}

/// A line of the held-out ratings.
private struct HeldOutRating {
    let item: Int
    let stars: Int
}

/// Why a test set cannot be used: where, what was expected, what was found and what to do.
package struct TestSetError: Error, Hashable, CustomStringConvertible {
    package let description: String

    init(_ path: String, line: Int? = nil, _ fault: String) {
        description =
            "\(path)\(line.map { ":\($0)" } ?? ""): \(fault); fetch both files from the authors' repository, "
            + "and use them with MovieLens 1M alone"
    }
}

/// The lines of a file of the test set, without their ends.
private struct TestSetLines {
    let path: String
    private let lines: [ArraySlice<UInt8>]

    init(_ bytes: [UInt8], path: String) {
        self.path = path
        var lines = bytes.split(separator: newline, omittingEmptySubsequences: false).map {
            $0.last == carriageReturn ? $0.dropLast() : $0
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        self.lines = lines
    }

    /// The held-out rating of every user, by item number.
    func heldOutRatings(of shape: ClickMatrix.Shape) throws(TestSetError) -> [HeldOutRating] {
        try requireLines(shape.users)
        var ratings: [HeldOutRating] = []
        for (user, line) in lines.enumerated() {
            let fields = fields(of: line)
            guard fields.count == 4, let own = number(fields[0]), let item = number(fields[1]),
                let stars = number(fields[2]), number(fields[3]) != nil
            else { throw fault(user, "expected user, item, rating and time, separated by tabs, found \(text(line))") }
            guard own == user else { throw fault(user, "expected user \(user), found \(own)") }
            try requireItem(item, of: shape.movies, at: user)
            ratings.append(HeldOutRating(item: item, stars: stars))
        }
        return ratings
    }

    /// The candidates of every user, without the held-out item.
    func candidates(of clicks: BinaryMatrix, _ heldOut: [Int]) throws(TestSetError) -> [[Int32]] {
        try requireLines(clicks.rows)
        var candidates: [[Int32]] = []
        for (user, line) in lines.enumerated() {
            let fields = fields(of: line)
            let pair = "(\(user),\(heldOut[user]))"
            guard fields[0].elementsEqual(pair.utf8), fields.count > 1 else {
                throw fault(user, "expected \(pair) and items, separated by tabs, found \(text(line))")
            }
            var items: [Int32] = []
            for field in fields.dropFirst() {
                guard let item = number(field) else {
                    throw fault(user, "expected the number of an item, found \(text(field))")
                }
                try requireItem(item, of: clicks.columns, at: user)
                if item == heldOut[user] { continue }
                guard !clicks[user, item] else {
                    throw fault(user, "expected items that user \(user) did not rate, found \(item)")
                }
                guard !items.contains(Int32(item)) else {
                    throw fault(user, "expected each item once, found \(item) again")
                }
                items.append(Int32(item))
            }
            candidates.append(items)
        }
        return candidates
    }

    private func requireLines(_ users: Int) throws(TestSetError) {
        guard lines.count == users else {
            throw TestSetError(path, "expected a line for each of \(users) users, found \(lines.count)")
        }
    }

    private func requireItem(_ item: Int, of items: Int, at user: Int) throws(TestSetError) {
        guard item < items else { throw fault(user, "expected an item from 0 to \(items - 1), found \(item)") }
    }

    private func fault(_ user: Int, _ fault: String) -> TestSetError { TestSetError(path, line: user + 1, fault) }

    private func fields(of line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
    }

    /// The whole number of at most twelve digits that bytes spell.
    private func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard 1...12 ~= digits.count, digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else {
            return nil
        }
        return digits.reduce(0) { 10 * $0 + Int($1 - UInt8(ascii: "0")) }
    }

    private func text(_ bytes: ArraySlice<UInt8>) -> String { quoted(bytes.prefix(60)) }
}
