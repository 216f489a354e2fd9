import Interactions
import Testing

/// Reads text as a ratings file of this name, with every number of threads, and checks that they agree on the
/// ratings or on the error.
private func parse(_ text: String, named name: String = "ratings.dat") throws(RatingsError) -> Ratings {
    func result(threads: Int) -> Result<Ratings, RatingsError> {
        Result { () throws(RatingsError) in try parseRatings(Array(text.utf8), named: name, threads: threads) }
    }
    let first = result(threads: 1)
    for threads in [2, 3, 5, 8, 64] { #expect(result(threads: threads) == first) }
    return try first.get()
}

/// The error that reading a text ends with, on its one line.
private func error(of text: String, named name: String = "ratings.dat") -> String {
    do {
        let ratings = try parse(text, named: name)
        return "\(ratings.count) ratings and no error"
    } catch {
        return error.description
    }
}

private let three = Ratings(
    users: [1, 1, 2], movies: [1193, 661, 1193], halfStars: [10, 6, 8],
    timestamps: [978_300_760, 978_302_109, 978_298_413])

@Suite struct RatingsParsingTests {
    @Test(
        "one line a rating, in the file's order",
        arguments: [
            "1::1193::5::978300760\n1::661::3::978302109\n2::1193::4::978298413\n",
            "1::1193::5::978300760\n1::661::3::978302109\n2::1193::4::978298413",
            "1::1193::5::978300760\r\n1::661::3::978302109\r\n2::1193::4::978298413\r\n",
            "1::1193::5::978300760\r\n1::661::3::978302109\r\n2::1193::4::978298413",
            "\u{feff}1::1193::5::978300760\n1::661::3::978302109\n2::1193::4::978298413\n",
            "1::1193::5::978300760\n1::661::3::978302109\n2::1193::4::978298413\n\n\r\n\n",
            "1::1193::5.0::978300760\n1::661::3.0::978302109\n2::1193::4.0::978298413\n",
            "userId,movieId,rating,timestamp\n1,1193,5.0,978300760\n1,661,3.0,978302109\n2,1193,4.0,978298413\n",
            "userId,movieId,rating,timestamp\n1,1193,5,978300760\n1,661,3,978302109\n2,1193,4,978298413",
            "\u{feff}userId,movieId,rating,timestamp\r\n1,1193,5.0,978300760\r\n1,661,3.0,978302109\r\n2,1193,4,978298413",
        ])
    func readings(text: String) throws { #expect(try parse(text) == three) }

    @Test("half stars from a half to five")
    func halfStars() throws {
        let written = ["0.5", "1.0", "1.5", "2", "2.5", "3.0", "3.5", "4.0", "4.5", "5"]
        let lines = written.enumerated().map { "7,\($0),\($1),0\n" }.joined()
        let ratings = try parse("userId,movieId,rating,timestamp\n" + lines)
        #expect(ratings.halfStars == Array(1...10))
        #expect((0..<10).map(ratings.stars) == [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5])
        #expect(ratings.countsByHalfStar == Array(repeating: 1, count: 10))
    }

    @Test("ids and times up to the largest, ids in any order")
    func extremes() throws {
        let ratings = try parse("2147483647::0::1::999999999999999999\n0::2147483647::1::0\n5::3::1::00\n")
        #expect(ratings.users == [2_147_483_647, 0, 5])
        #expect(ratings.movies == [0, 2_147_483_647, 3])
        #expect(ratings.timestamps == [999_999_999_999_999_999, 0, 0])
        #expect(ratings.binarized(threshold: 0.5).pivot().users == [0, 5, 2_147_483_647])
    }

    @Test("no ratings at all", arguments: ["", "\n", "\r\n\r\n", "\u{feff}", "userId,movieId,rating,timestamp\n"])
    func empty(text: String) {
        #expect(error(of: text) == "ratings.dat: expected ratings, found none; check that the file is whole")
    }

    @Test("a first line of no known format")
    func unknownFormat() {
        #expect(
            error(of: "user\tmovie\n1\t2\n", named: "u.data")
                == "u.data:1: expected user::movie::rating::timestamp or the header userId,movieId,rating,timestamp,"
                + " found \"user\\tmovie\"")
        #expect(
            error(of: "1,1193,5,978300760\n", named: "ratings.csv")
                == "ratings.csv:1: expected user::movie::rating::timestamp or the header"
                + " userId,movieId,rating,timestamp, found \"1,1193,5,978300760\"")
    }

    @Test(
        "a malformed line, named by number with what was found and expected",
        arguments: [
            ("", "found a blank line; delete it"),
            (" \t", "found a blank line; delete it"),
            ("1::2::3", "found \"1::2::3\""),
            ("1::2::3::4::5", "found \"1::2::3::4::5\""),
            (
                "1::2::3::",
                "with timestamp a whole number from 0 to 999999999999999999, found timestamp \"\" in \"1::2::3::\""
            ),
            ("1:2::3::4", "found \"1:2::3::4\""),
            ("1,2,3,4", "found \"1,2,3,4\""),
            ("-1::2::3::4", "with user a whole number from 0 to 2147483647, found user \"-1\" in \"-1::2::3::4\""),
            (
                "2147483648::2::3::4",
                "with user a whole number from 0 to 2147483647, found user \"2147483648\" in \"2147483648::2::3::4\""
            ),
            (
                "1::99999999999999999999::3::4",
                "with movie a whole number from 0 to 2147483647, found movie \"99999999999999999999\""
                    + " in \"1::99999999999999999999::3::4\""
            ),
            ("1::2x::3::4", "with movie a whole number from 0 to 2147483647, found movie \"2x\" in \"1::2x::3::4\""),
            ("1::2::0::4", "with rating 0.5 to 5 in steps of 0.5, found rating \"0\" in \"1::2::0::4\""),
            ("1::2::-3::4", "with rating 0.5 to 5 in steps of 0.5, found rating \"-3\" in \"1::2::-3::4\""),
            ("1::2::5.5::4", "with rating 0.5 to 5 in steps of 0.5, found rating \"5.5\" in \"1::2::5.5::4\""),
            ("1::2::3.7::4", "with rating 0.5 to 5 in steps of 0.5, found rating \"3.7\" in \"1::2::3.7::4\""),
            ("1::2::::4", "with rating 0.5 to 5 in steps of 0.5, found rating \"\" in \"1::2::::4\""),
            (
                "1::2::3::-4",
                "with timestamp a whole number from 0 to 999999999999999999, found timestamp \"-4\" in \"1::2::3::-4\""
            ),
            (
                "1::2::3::1000000000000000000",
                "with timestamp a whole number from 0 to 999999999999999999, found timestamp \"1000000000000000000\""
                    + " in \"1::2::3::1000000000000000000\""
            ),
            (
                "1::2::3::4 ",
                "with timestamp a whole number from 0 to 999999999999999999, found timestamp \"4 \" in \"1::2::3::4 \""
            ),
        ])
    func malformed(line: String, expected: String) {
        let separator = expected.hasPrefix("with") ? " " : ", "
        let message = "ratings.dat:3: expected user::movie::rating::timestamp" + separator + expected
        #expect(error(of: "5::1::3::0\n5::2::3::0\n\(line)\n5::3::3::0\n") == message)
        #expect(error(of: "5::1::3::0\r\n5::2::3::0\r\n\(line)\r\n5::3::3::0\r\n") == message)
    }

    @Test("lines of a csv are counted from its header on")
    func malformedCSV() {
        #expect(
            error(of: "userId,movieId,rating,timestamp\n1,2,3.5,0\n1,3,3.25,0\n", named: "ratings.csv")
                == "ratings.csv:3: expected userId,movieId,rating,timestamp with rating 0.5 to 5 in steps of 0.5,"
                + " found rating \"3.25\" in \"1,3,3.25,0\"")
        #expect(
            error(of: "userId,movieId,rating,timestamp\n\n1,3,3,0\n", named: "ratings.csv")
                == "ratings.csv:2: expected userId,movieId,rating,timestamp, found a blank line; delete it")
    }

    @Test("a header where the format has none")
    func headerInDat() {
        #expect(
            error(of: "UserID::MovieID::Rating::Timestamp\n1::2::3::4\n")
                == "ratings.dat:1: expected user::movie::rating::timestamp, found the header"
                + " \"UserID::MovieID::Rating::Timestamp\"; delete it")
    }

    @Test("of several faults the first in the file is told")
    func firstFault() {
        let good = (0..<40).map { "1::\($0)::5::0\n" }
        var lines = good
        lines[17] = "first\n"
        lines[18] = "1::18::9::0\n"
        lines[39] = "last\n"
        #expect(error(of: lines.joined()) == "ratings.dat:18: expected user::movie::rating::timestamp, found \"first\"")
    }

    @Test("a long line is cut, and its control characters are escaped")
    func longLine() {
        let line = "\u{1b}[31m" + String(repeating: "x", count: 10_000)
        #expect(
            error(of: "1::2::3::4\n\(line)\n")
                == "ratings.dat:2: expected user::movie::rating::timestamp, found \"\\u{1B}[31m"
                + String(repeating: "x", count: 55) + "…\"")
    }

    @Test("a user who rates a movie twice")
    func duplicates() {
        #expect(
            error(of: "1::5::3::0\n1::6::3::0\n2::5::3::0\n2::7::3::0\n2::5::4::9\n2::7::3::0\n")
                == "ratings.dat:5: expected one rating a user and movie, found user 2 rating movie 5 again after line 3;"
                + " delete one of the two lines")
        // Users in no order: the pair whose second line comes first is told.
        #expect(
            error(of: "9::5::3::0\n1::6::3::0\n2::5::3::0\n1::6::3::0\n9::5::3::0\n")
                == "ratings.dat:4: expected one rating a user and movie, found user 1 rating movie 6 again after line 2;"
                + " delete one of the two lines")
        #expect(
            error(of: "userId,movieId,rating,timestamp\n1,5,3,0\n1,5,3,0\n", named: "ratings.csv")
                == "ratings.csv:3: expected one rating a user and movie, found user 1 rating movie 5 again after line 2;"
                + " delete one of the two lines")
    }

    @Test("the fingerprint is that of user::movie::rating lines, whatever the format and times")
    func fingerprint() throws {
        // printf '1::1193::5\n1::661::3.5\n' | sha256sum
        let expected = "f8af57caa65b2063357db06292dc23a32cb88c54ce46436d948cf323878af0e7"
        #expect(try parse("1::1193::5::978300760\n1::661::3.5::978302109\n").fingerprint() == expected)
        #expect(
            try parse("userId,movieId,rating,timestamp\n1,1193,5.0,1\n1,661,3.5,2\n", named: "x.csv").fingerprint()
                == expected)
    }
}
