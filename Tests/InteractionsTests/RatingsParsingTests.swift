import Interactions
import Testing

private let three = Ratings(
    users: [1, 1, 2], movies: [1193, 661, 1193], stars: [5, 3, 4],
    timestamps: [978_300_760, 978_302_109, 978_298_413])

@Suite("MovieLens's own files") struct RatingsParsingTests {
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
            "\u{feff}userId,movieId,rating,timestamp\r\n1,1193,5.0,978300760\r\n1,661,3.0,978302109\r\n2,1193,4.0,978298413\r\n",
            "UserID::MovieID::Rating::Timestamp\n1::1193::5::978300760\n1::661::3::978302109\n2::1193::4::978298413\n",
        ])
    func readings(text: String) throws { #expect(try parse(text).ratings == three) }

    @Test("half stars from a half to five")
    func halfStars() throws {
        let written = ["0.5", "1.0", "1.5", "2", "2.5", "3.0", "3.5", "4.0", "4.5", "5"]
        let lines = written.enumerated().map { "7,\($0),\($1),0\n" }.joined()
        let ratings = try parse("userId,movieId,rating,timestamp\n" + lines).ratings
        #expect(ratings.stars == [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5])
        #expect(ratings.countsByHalfStar.values.allSatisfy { $0 == 1 })
        #expect(ratings.countsByHalfStar.keys.sorted() == ratings.stars)
        #expect(ratings.range == 0.5...5)
    }

    @Test("ids and times up to the largest of the quick reader, ids in any order")
    func extremes() throws {
        let ratings = try parse("2147483647::0::1::999999999999999999\n0::2147483647::1::0\n5::3::1::00\n").ratings
        #expect(ratings.users == [2_147_483_647, 0, 5])
        #expect(ratings.movies == [0, 2_147_483_647, 3])
        #expect(ratings.timestamps == [999_999_999_999_999_999, 0, 0])
        #expect(ratings.binarized(threshold: 0.5).pivot().users == [0, 5, 2_147_483_647])
    }

    @Test(
        "what the quick reader leaves to the general one, on any line",
        arguments: [
            ("1::2::10::4", 10), ("1::2::3.7::4", 3.7), ("1::2::-3::4", -3), ("1::2::0::4", 0), ("1::2::1e1::4", 10),
            ("1.0::2::3::4", 3), ("1::2::3::", 3), ("1::2::3::2005-04-02", 3), ("1::2::3::4 ", 3), ("1::2::3::-4", 3),
            ("\"1\"::2::3::4", 3), (" 1 :: 2 :: 3 :: 4", 3), ("1::2::3::9999999999999999999", 3),
        ] as [(String, Double)])
    func uncommon(line: String, stars: Double) throws {
        let file = try parse("5::1::3::0\n\(line)\n5::3::3::0\n")
        #expect(file.form.isMovieLensDat)
        #expect(file.ratings.users == [5, 1, 5] && file.ratings.movies == [1, 2, 3])
        #expect(file.ratings.stars == [3, stars, 3])
    }

    @Test("ids of 64 bits, negative ones among them, ascend as numbers")
    func largeIDs() throws {
        let ratings = try parse("5::1::3::0\n9223372036854775807::2::3::0\n-7::2147483648::3::0\n").ratings
        #expect(ratings.userIDs == .listed(["-7", "5", "9223372036854775807"]))
        #expect(ratings.movieIDs == .listed(["1", "2", "2147483648"]))
        #expect(ratings.users == [1, 2, 0] && ratings.movies == [0, 1, 2])
    }

    @Test("no ratings at all", arguments: ["", "\n", "\r\n\r\n", "\u{feff}", "userId,movieId,rating,timestamp\n"])
    func empty(text: String) {
        #expect(error(of: text) == "ratings.dat: expected ratings, found none; check that the file is whole")
    }

    @Test(
        "a malformed line, named by number with what was found and expected",
        arguments: [
            ("", ", found a blank line; delete it"),
            (" \t", ", found a blank line; delete it"),
            ("1::2::3", ", found \"1::2::3\""),
            ("1::2::3::4::5", ", found \"1::2::3::4::5\""),
            ("1:2::3::4", ", found \"1:2::3::4\""),
            ("1,2,3,4", ", found \"1,2,3,4\""),
            ("1::2::x::4", " with rating a finite number, found rating \"x\" in \"1::2::x::4\""),
            ("1::2::::4", " with rating a finite number, found rating \"\" in \"1::2::::4\""),
            ("1::2::nan::4", " with rating a finite number, found rating \"nan\" in \"1::2::nan::4\""),
            ("1::2::1e999::4", " with rating a finite number, found rating \"1e999\" in \"1::2::1e999::4\""),
            ("1::2::0x5::4", " with rating a finite number, found rating \"0x5\" in \"1::2::0x5::4\""),
            ("::2::3::4", " with user an id, found user \"\" in \"::2::3::4\""),
            ("1::NaN::3::4", " with movie an id, found movie \"NaN\" in \"1::NaN::3::4\""),
            (
                "1::2x::3::4",
                " with movie a whole number, found movie \"2x\" in \"1::2x::3::4\";"
                    + " --columns user=1,item=2,rating=3 reads ids as text"
            ),
            (
                "1::9223372036854775808::3::4",
                " with movie a whole number, found movie \"9223372036854775808\" in \"1::9223372036854775808::3::4\";"
                    + " --columns user=1,item=2,rating=3 reads ids as text"
            ),
            (
                "\"1::2::3::4",
                " with every field in quotation marks closed, found \"\\\"1::2::3::4\\n5::3::3::0\"; close it"
            ),
            (
                "\"1\"x::2::3::4",
                " with every field in quotation marks closed, found \"\\\"1\\\"x::2::3::4\"; close it"
            ),
        ])
    func malformed(line: String, expected: String) {
        #expect(
            error(of: "5::1::3::0\n5::2::3::0\n\(line)\n5::3::3::0\n")
                == "ratings.dat:3: expected user::movie::rating::timestamp" + expected)
    }

    @Test("Windows line ends are no part of what is found")
    func malformedWindowsLine() {
        #expect(
            error(of: "5::1::3::0\r\n5::2::3\r\n5::3::3::0\r\n")
                == "ratings.dat:2: expected user::movie::rating::timestamp, found \"5::2::3\"")
    }

    @Test("lines of a csv are counted from its header on, and fields have the header's names")
    func malformedCSV() {
        let header = "userId,movieId,rating,timestamp"
        #expect(
            error(of: "\(header)\n1,2,3.5,0\nx,3,3,0\n", named: "ratings.csv")
                == "ratings.csv:3: expected \(header) with userId a whole number, found userId \"x\" in \"x,3,3,0\";"
                + " --columns user=userId,item=movieId,rating=rating reads ids as text")
        #expect(
            error(of: "\(header)\n\n1,3,3,0\n", named: "ratings.csv")
                == "ratings.csv:2: expected \(header), found a blank line; delete it")
    }

    @Test("chosen columns read the ids of MovieLens's own files as text")
    func chosenText() throws {
        let options = try ReadingOptions(columns: ColumnChoice("user=1,item=2,rating=3"))
        let ratings = try parse("5::1::3::0\n5::tt2::3::0\n", options: options).ratings
        #expect(ratings.users == [5, 5] && ratings.movieTexts == ["1", "tt2"])
        #expect(ratings.timestamps == nil)
    }

    @Test("of several faults the first in the file is told")
    func firstFault() {
        let good = (0..<40).map { "1::\($0)::5::0\n" }
        var lines = good
        lines[17] = "first\n"
        lines[18] = "1::18::x::0\n"
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

    @Test("the fingerprint is that of user::movie::rating lines, whatever the format and times")
    func fingerprint() throws {
        // printf '1::1193::5\n1::661::3.5\n' | sha256sum
        let expected = "f8af57caa65b2063357db06292dc23a32cb88c54ce46436d948cf323878af0e7"
        for text in [
            "1::1193::5::978300760\n1::661::3.5::978302109\n",
            "userId,movieId,rating,timestamp\n1,1193,5.0,1\n1,661,3.5,2\n", "item;stars;user\n1193.0;5.00;1\n661;3.5;1",
        ] {
            #expect(try parse(text).ratings.fingerprint() == expected)
        }
        // printf 'a::b::10\na::c::0.25\n' | sha256sum
        #expect(
            try parse("a,b,10\na,c,0.25\n").ratings.fingerprint()
                == "7d68856a726014a833990a6bddb113bfe754e753db4d3c0fdc50d2340c5fbe83")
        // printf '1::5\n' | sha256sum
        #expect(
            try parse("1,5\n").ratings.fingerprint()
                == "c5f483124426144f551a18cbeb2e592b39ec1d5bdaeff11177d0b3be8cca557d")
    }
}
