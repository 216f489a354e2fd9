import Formatting
import Foundation
import Interactions
import Study
import Testing
import TestSupport

/// What a study makes of a ratings file with this text.
private func data(_ text: String, named name: String = "ratings.csv", options: ReadingOptions = ReadingOptions())
    throws -> DataSet
{
    try withTemporaryFolder { folder in
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
        return try RatingsSource.file(folder, options).read(threads: 1)
    }
}

@Suite struct RatingsInWordsTests {
    @Test("MovieLens 1M's form is known, and the kit's own ratings have it")
    func movieLens() throws {
        #expect(try data("1::2::3::4\n", named: "ratings.dat").isInMovieLens1MsForm)
        #expect(try RatingsSource.synthetic.read(threads: 2).isInMovieLens1MsForm)
        #expect(try !data("1,2,3,4\n").isInMovieLens1MsForm)
    }

    @Test(
        "page 1 says what was found in the file",
        arguments: [
            (
                "item_id;user;score\n1;2;3\n", ReadingOptions(),
                "The ratings file, `ratings.csv`, names its columns in its first line. A line holds the user's id in `user`,"
                    + " the movie's id in `item_id` and the rating in `score`, separated by semicolons."
                    + " No column holds a time, and nothing in the study needs one."
            ),
            (
                "userId,movieId,\u{202e}rating\n1,2,3\n",
                ReadingOptions(columns: try? ColumnChoice("user=1,item=2,rating=3")),
                "The ratings file, `ratings.csv`, names its columns in its first line. A line holds the user's id in `userId`,"
                    + " the movie's id in `movieId` and the rating in column 3, separated by commas."
                    + " No column holds a time, and nothing in the study needs one."
            ),
            (
                "ann,m1\n", ReadingOptions(),
                "The ratings file, `ratings.csv`, has no header. A line holds the user's id in column 1 and the movie's id in"
                    + " column 2, separated by commas. No column holds ratings: every line is a click."
                    + " No column holds a time, and nothing in the study needs one. The ids are text."
            ),
            (
                "1,m1,2,\n1,m1,3,\n", ReadingOptions(duplicates: .highest),
                "The ratings file, `ratings.csv`, has no header. A line holds the user's id in column 1, the movie's id in"
                    + " column 2, the rating in column 3 and the time in column 4, separated by commas."
                    + " The times are not whole seconds and are left out: nothing in the study needs them."
                    + " The movies' ids are text. 1 line repeats a user and a movie: of each such pair `--duplicates highest`"
                    + " keeps one, and the lines that are left are numbered anew."
            ),
        ])
    func form(text: String, options: ReadingOptions, expected: String) throws {
        #expect(try data(text, options: options).formInWords == expected)
    }

    @Test(
        "page 1 says how records lie where they are no lines of a table",
        arguments: [
            (
                "7:\n1,3,2005-12-26\n",
                "The ratings file, `ratings.csv`, has blocks, each below the movie's id and a colon. A line holds the user's id"
                    + " in column 1, the rating in column 2 and the time in column 3, separated by commas. The times are not"
                    + " whole seconds and are left out: nothing in the study needs them."
            ),
            (
                "{\"user\": 1, \"item\": 2, \"stars\": 3, \"ts\": 4}\n",
                "The ratings file, `ratings.csv`, has a JSON object on each line, with the user's id in `user`, the movie's id in"
                    + " `item`, the rating in `stars` and the time in `ts`."
            ),
        ])
    func layouts(text: String, expected: String) throws { #expect(try data(text).formInWords == expected) }

    @Test(
        "the terminal tells what might have been understood in another way, and nothing of MovieLens's own files",
        arguments: [
            ("1::2::3::4\n", []), ("userId,movieId,rating,timestamp\n1,2,3,4\n", []), ("user,item\n1,2\n", []),
            (
                "B1,A1,5.0,1369699200\nB2,A1,4.0,1369699200\n",
                [
                    "Columns by place, with the first value of each: user \"B1\", item \"A1\", rating \"5.0\","
                        + " time \"1369699200\"; --columns user=NUMBER,item=NUMBER,… says otherwise."
                ]
            ),
            (
                "user,item,label\n1,2,3\n",
                ["Ratings are taken from \"label\"; --columns rating=none makes every line a click."]
            ),
            (
                "user,item,rating,\u{202e}a,\u{1b}[1m,helpful\n1,2,3,4,5,6\n",
                ["Ignored: \"\\u{202E}a\", \"\\u{1B}[1m\", \"helpful\"."]
            ),
            (
                "%%MatrixMarket matrix coordinate integer general\n1 2 1\n1 2 3\n",
                [
                    "Columns by place, with the first value of each: user \"1\", item \"2\", rating \"3\";"
                        + " --columns user=NUMBER,item=NUMBER,… says otherwise."
                ]
            ),
        ] as [(String, [String])])
    func remarks(text: String, expected: [String]) throws { #expect(try data(text).remarks == expected) }

    @Test("no clicks, with the range that was found")
    func noClicks() throws {
        let ratings = try data("1,2,3\n1,3,1\n").ratings
        #expect(
            NoClicksError(ratings, clicks: ratings.binarized(threshold: 4), threshold: 4)?.description
                == "threshold: expected ratings of 4 or more, found ratings from 1 to 3; set --threshold within them")
        #expect(NoClicksError(ratings, clicks: ratings.binarized(threshold: 3), threshold: 3) == nil)
    }
}
