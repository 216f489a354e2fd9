import Contest
import Formatting
import Foundation
import Ranking

/// Lists of movies for the test users, a line `uid,rank,sid` for each movie, ranks from 1 and lines in any order.
///
/// The sid −1 fills up a list, as libraries do that make all lists equally long: it is no movie, and none follows it.
struct ListReader {
    /// The first line.
    static let header = "uid,rank,sid"
    /// The sid that stands for no movie.
    private static let nothing = -1

    private let path: String
    private let bytes: Data
    private let users: TestUsers
    /// How many movies of a list count.
    private let depth: Int

    /// A movie of a list or what fills it up, and where it was read.
    private struct Entry {
        let rank: Int
        let sid: Int
        let line: Int
    }

    init(_ bytes: Data, path: String, _ users: TestUsers) {
        self.bytes = bytes
        self.path = path
        self.users = users
        depth = min(Metric.depth, users.movies)
    }

    /// The lists without what was shown to their users; what comes after it moves up.
    ///
    /// - Throws: `JudgingError` if a line is malformed or about another user or movie, a rank or a movie occurs twice
    ///   in a list, a rank is missing, a movie follows −1, or a user with held-out clicks has no list.
    func content() throws(JudgingError) -> JudgedFile.Content {
        var lists = try entries()
        var removed = 0
        for row in lists.indices {
            lists[row].sort { $0.rank < $1.rank }
            if let last = lists[row].last, last.rank > lists[row].count {
                throw JudgingError(
                    path, line: last.line,
                    "expected ranks from 1 without gaps, found rank \(last.rank) in a list of "
                        + "\(counted(lists[row].count, "line")), for uid \(users.uids.lowerBound + row)")
            }
            lists[row] = try movies(of: lists[row], uid: users.uids.lowerBound + row)
            let listed = lists[row].count
            lists[row].removeAll { users.evaluation.input[row, $0.sid] }
            removed += listed - lists[row].count
        }
        let recommendations = Recommendations(
            lists: lists.map { $0.prefix(depth).map { Int32($0.sid) } }, depth: depth, items: users.movies)
        let shortLists = ShortLists(in: recommendations, of: users)
        let left =
            "left out as in the table, so that later ones move up: "
            + "\(counted(removed, "listed movie")) that the user had been shown."
        return JudgedFile.Content(
            recommendations: recommendations, shortLists: shortLists,
            remarks: [removed > 0 ? left : nil, shortLists?.remark].compactMap { $0 })
    }

    /// A ranked list without what fills it up.
    private func movies(of list: [Entry], uid: Int) throws(JudgingError) -> [Entry] {
        guard let end = list.firstIndex(where: { $0.sid == Self.nothing }) else { return list }
        if let late = list[end...].first(where: { $0.sid != Self.nothing }) {
            throw JudgingError(
                path, line: late.line,
                "expected no movie after the sid -1 of line \(list[end].line), which ends a list, found sid "
                    + "\(late.sid) at rank \(late.rank), for uid \(uid)")
        }
        return Array(list[..<end])
    }

    /// Each user's movies in the order of their lines.
    private func entries() throws(JudgingError) -> [[Entry]] {
        var lists = [[Entry]](repeating: [], count: users.uids.count)
        // A user's row and a rank or sid in one number.
        var (ranks, sids): (Set<Int>, Set<Int>) = ([], [])
        for (index, text) in lines.enumerated() {
            let line = index + 1
            if line == 1 {
                guard text.elementsEqual(Self.header.utf8) else {
                    throw JudgingError(path, line: 1, "expected the header \(Self.header), found \(quoted(text))")
                }
                continue
            }
            func refusal(_ expected: String, _ found: String) -> JudgingError {
                JudgingError(path, line: line, "expected \(expected), found \(found)")
            }
            guard let (uid, rank, sid) = numbers(in: text) else {
                throw refusal("three whole numbers, \(Self.header)", quoted(text))
            }
            guard users.uids.contains(uid) else {
                throw refusal(
                    "the uid of a test user, \(users.uids.lowerBound) to \(users.uids.upperBound - 1)", "\(uid)")
            }
            guard 1...users.movies ~= rank else { throw refusal("a rank from 1 to \(users.movies)", "\(rank)") }
            guard sid < users.movies else { throw refusal("a sid from 0 to \(users.movies - 1)", "\(sid)") }
            let row = uid - users.uids.lowerBound
            guard ranks.insert(row << 32 | rank).inserted else {
                throw refusal("each rank once for a user", "rank \(rank) again for uid \(uid)")
            }
            guard sid == Self.nothing || sids.insert(row << 32 | sid).inserted else {
                throw refusal("each movie once for a user", "sid \(sid) again for uid \(uid)")
            }
            lists[row].append(Entry(rank: rank, sid: sid, line: line))
        }
        let missing = users.rowsThatCount.filter { lists[$0].isEmpty }
        if let first = missing.first {
            throw JudgingError(
                path,
                "expected a list for every test user with held-out clicks, found none for "
                    + "\(counted(missing.count, "user")), the first of them uid \(users.uids.lowerBound + first)")
        }
        return lists
    }

    /// The lines, without their ends; blank ones at the end of the file are none.
    private var lines: [Data] {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
            $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    private func numbers(in line: Data) -> (uid: Int, rank: Int, sid: Int)? {
        let fields = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard fields.count == 3, let uid = number(fields[0]), let rank = number(fields[1]) else { return nil }
        guard let sid = fields[2].elementsEqual("\(Self.nothing)".utf8) ? Self.nothing : number(fields[2]) else {
            return nil
        }
        return (uid, rank, sid)
    }

    /// The whole number of at most nine digits that bytes spell.
    private func number(_ digits: Data) -> Int? {
        guard 1...9 ~= digits.count else { return nil }
        var value = 0
        for digit in digits {
            guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit else { return nil }
            value = 10 * value + Int(digit - UInt8(ascii: "0"))
        }
        return value
    }

    private func quoted(_ line: Data) -> String { String(decoding: line.prefix(80), as: UTF8.self).debugDescription }
}
