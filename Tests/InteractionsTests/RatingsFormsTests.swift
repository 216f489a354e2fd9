import Foundation
import Interactions
import TestSupport
import Testing

/// What pandas makes of a file.
private struct PandasReading: Decodable {
    let users: [String]
    let items: [String]
    let sortedUsers: [String]
    let sortedItems: [String]
    let ratings: [Double]?
    let times: [Int64]?
}

/// Made-up ratings in every form, and what pandas makes of each: Fixtures/ratings_forms.py wrote both.
private let forms = (try? fixture("ratings_forms", as: [String: PandasReading].self)) ?? [:]
private let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures/ratings_forms")

private func read(_ name: String, threads: Int = 2) throws -> RatingsFile {
    try readRatings(at: folder.appendingPathComponent(name).path, threads: threads)
}

@Suite("ratings of every form") struct RatingsFormsTests {
    @Test("the fixtures are there")
    func fixtures() { #expect(forms.count == 46) }

    @Test("ids, their order, ratings and times are those that pandas reads", arguments: forms.keys.sorted())
    func values(name: String) throws {
        let expected = try #require(forms[name])
        let ratings = try read(name).ratings
        #expect(ratings.userTexts == expected.users)
        #expect(ratings.movieTexts == expected.items)
        #expect(ratings.stars == expected.ratings)
        #expect(ratings.timestamps == expected.times)
        let matrix = ratings.binarized(threshold: -1).pivot()
        #expect(matrix.users.indices.map(matrix.userID) == expected.sortedUsers)
        #expect(matrix.movies.indices.map(matrix.movieID) == expected.sortedItems)
    }

    @Test(
        "the same rows have the same fingerprint in any form",
        arguments: [
            "colons.dat", "noheader.csv", "noheader.tsv", "tab.tsv", "semicolon.csv", "colons-header.dat", "snake.csv",
            "upper.csv", "short.csv", "dashes.csv", "order.csv", "quoted.csv", "titles.csv", "windows.csv",
            "nolastline.csv", "notime.csv", "threecolumns.csv", "emptytime.csv", "date.csv", "floatids.csv",
            "mixedfloats.csv", "packed.csv.gz", "blanks.txt", "bars.txt", "recbole.inter", "decimalcommas.csv",
            "commaids.csv", "sep.csv", "coordinates.mtx",
        ])
    func fingerprint(name: String) throws {
        #expect(try read(name).ratings.fingerprint() == read("movielens.csv").ratings.fingerprint())
    }

    @Test(
        "every line of a file without ratings is a click, whatever the threshold",
        arguments: ["implicit.csv", "twocolumns.csv"])
    func implicit(name: String) throws {
        let ratings = try read(name).ratings
        #expect(ratings.stars == nil && ratings.range == nil)
        #expect(ratings.binarized(threshold: 5).labels == [0, 1, 2, 3, 4])
        #expect(ratings.countsByHalfStar == [1: 5])
        #expect(try ratings.fingerprint() != read("movielens.csv").ratings.fingerprint())
    }

    @Test("any scale is compared with the threshold")
    func scale() throws {
        let ten = try read("tenscale.csv").ratings
        #expect(ten.binarized(threshold: 8).labels == [0, 2, 4])
        #expect(ten.range == 2...10)
        #expect(ten.countsByHalfStar == [2: 1, 7: 1, 8: 1, 9: 1, 10: 1])
        let ratings = try read("anyscale.csv").ratings
        #expect(ratings.binarized(threshold: 1.0 / 14).labels == [0, 4])
        #expect(ratings.countsByHalfStar == [-0.5: 1, 0: 4])
    }

    @Test("what was found of a file")
    func form() throws {
        let titles = try read("titles.csv").form
        #expect(titles.file == "titles.csv" && !titles.isPacked && titles.layout == .lines(.comma))
        #expect(titles.header == ["", "user", "title", "item", "rating", "timestamp"])
        #expect(titles.columns.mapValues(\.place) == [.user: 1, .item: 3, .rating: 4, .time: 5])
        #expect(titles.columns[.item]?.name == "item" && titles.textIDs.isEmpty && titles.dropped == nil)

        let packed = try read("packed.csv.gz").form
        #expect(packed.file == "packed.csv.gz" && packed.isPacked)
        let tab = try read("noheader.tsv").form
        #expect(tab.layout == .lines(.tab) && tab.header == nil && tab.columns[.user]?.name == nil)
        #expect(try read("text.csv").form.textIDs == [.user, .item])
        #expect(try read("titles.csv").form.ignored == ["column 1", "\"title\""])
        #expect(try read("movielens.csv").form.ignored.isEmpty)
        #expect(try read("label.csv").form.hasLooseRating && !read("movielens.csv").form.hasLooseRating)
        #expect(try read("blocks.txt").form.firstFields == ["\"12\"", "\"5.0\"", "\"978300760\"", "\"100\""])
        #expect(try read("objects.json").form.ignored == ["\"style\""])
        #expect(try read("colons.dat").form.isMovieLensDat && !read("colons-header.dat").form.isMovieLensDat)
    }
}

@Suite("columns") struct ColumnsTests {
    @Test("of several times the one known best is read, and a name in loose use gives way to a rating's")
    func preference() throws {
        let ratings = try parse("user,item,count,rating,date,time\n1,2,9,4,x,5\n").ratings
        #expect(ratings.stars == [4] && ratings.timestamps == [5])
    }

    @Test(
        "two columns of one role are refused with both named, unless one is chosen",
        arguments: [
            ("user_id,item_id,rating,rating", .rating, ["rating", "rating"], [3, 4]),
            ("user_id,userId,item,rating", .user, ["user_id", "userId"], [1, 2]),
            ("user,parent_asin,asin,rating", .item, ["parent_asin", "asin"], [2, 3]),
            ("user,item,label,weight", .rating, ["label", "weight"], [3, 4]),
        ] as [(String, ColumnRole, [String], [Int])])
    func twoColumns(header: String, role: ColumnRole, names: [String], places: [Int]) throws {
        let text = header + "\n1,2,3,4\n"
        #expect(
            error(of: text, named: "x")
                == "x:1: expected one column of the role \(role), found \"\(names[0])\" (column \(places[0])) and"
                + " \"\(names[1])\" (column \(places[1])); say which with --columns \(role)=\(places[0]) or"
                + " \(role)=\(places[1])")
        for chosen in places {
            let options = try ReadingOptions(columns: ColumnChoice("\(role)=\(chosen)"))
            #expect(try parse(text, options: options).form.columns[role]?.place == chosen - 1)
        }
    }

    @Test(
        "numbers, truth values or two values that nobody claimed may be ratings",
        arguments: unclaimedColumns)
    func unclaimed(text: String, found: String, all: String) throws {
        #expect(
            error(of: text, named: "x")
                == "x:1: expected a column of ratings, found none known by name, but numbers or two values in \(found)"
                + " of the columns \(all); say which holds them with --columns rating=NAME, or with"
                + " --columns rating=none if every line is a click")
        let clicks = try parse(text, options: ReadingOptions(columns: ColumnChoice("rating=none")))
        #expect(clicks.ratings.stars == nil && clicks.form.ignored.contains(found))
    }

    @Test(
        "an index, a further time and text are no ratings",
        arguments: [
            ",user,item\n0,1,2\n1,1,3\n", "Unnamed: 0,user,item\n0,1,2\n1,1,3\n", "user,item,time,timestamp\n1,2,3,4\n",
            "user,item,title\n1,2,Toy Story\n1,3,Heat\n", "user,item,event\n1,2,view\n1,3,view\n2,3,view\n",
            "user,item,note\n1,2,\n1,3,null\n",
        ])
    func clicks(text: String) throws {
        #expect(try parse(text).ratings.stars == nil)
    }

    @Test("truth values and chosen columns are ratings; columns without names keep their places for users and items")
    func chosenRatings() throws {
        let text = "user,item,is_recommended,hours\n1,2,true,7.5\n1,3,FALSE,0\n"
        func stars(_ columns: String, _ text: String) throws -> [Double]? {
            try parse(text, options: ReadingOptions(columns: ColumnChoice(columns))).ratings.stars
        }
        #expect(try stars("rating=is_recommended", text) == [1, 0])
        #expect(try stars("rating=hours", text) == [7.5, 0])
        #expect(try stars("rating=none", "1,2,978300760\n1,3,978300761\n") == nil)
        #expect(try stars("rating=4", "1,2,3,4\n1,3,3,5\n") == [4, 5])
        #expect(try stars("rating=none", "user,item,none\n1,2,3\n") == [3])
        #expect(
            error(
                of: "1\t2\t3\t4\t5\n", named: "x", options: try ReadingOptions(columns: ColumnChoice("user=1,item=2")))
                == "x:1: expected a column of ratings, found none known by name, but numbers or two values in column 3,"
                + " column 4, column 5 of the columns column 1, column 2, column 3, column 4, column 5; say which holds"
                + " them with --columns user=1,item=2,rating=NAME, or with --columns user=1,item=2,rating=none if every"
                + " line is a click")
    }

    @Test("columns are chosen by name or number, where names do not tell and where they do")
    func chosen() throws {
        func read(_ text: String, _ columns: String) throws -> Ratings {
            try parse(text, options: ReadingOptions(columns: ColumnChoice(columns))).ratings
        }
        for columns in ["user=who,item=what,rating=how", "user=2,item=3,rating=1", "rating=how,item=3,user=who"] {
            let ratings = try read("how,who,what\n5,ann,m1\n4,bob,m2\n", columns)
            #expect(ratings.userTexts == ["ann", "bob"] && ratings.movieTexts == ["m1", "m2"])
            #expect(ratings.stars == [5, 4])
        }
        let other = try read("user,item,rating,grade,time\n1,2,3,4,5\n", "rating=grade")
        #expect(other.stars == [4] && other.timestamps == [5])
        let five = try read("x\t1\t2\t3\t4\ny\t1\t3\t3\t4\n", "user=2,item=3,rating=none,time=5")
        #expect(five.users == [1, 1] && five.movies == [2, 3] && five.stars == nil && five.timestamps == [4, 4])
    }

    @Test(
        "columns that do not tell, or are not there",
        arguments: [
            (
                "a,b,c\n1,2,3\n", nil,
                "x:1: expected columns named user and item or the like, found no user column and no item column among"
                    + " the names \"a\", \"b\", \"c\";"
                    + " say which they are with --columns user=NAME,item=NAME,rating=NAME, by name or number"
            ),
            (
                "1,2,3,4,5\n1,2,3,4,5\n", nil,
                "x:1: expected columns named user and item or the like, found no names and 5 columns;"
                    + " say which they are with --columns user=NAME,item=NAME,rating=NAME, by name or number"
            ),
            (
                "a,b\n1,2\n", "user=a,item=c",
                "x: expected the column \"c\" of --columns, found the names \"a\", \"b\"; name one of these, or a number"
            ),
            (
                "1,2\n1,3\n", "user=1,item=3",
                "x: expected the column \"3\" of --columns, found no names and 2 columns; name one of these, or a number"
            ),
            (
                "user-movie\n1-2\n", nil,
                "x:1: expected fields separated by \"::\", commas, tabs, semicolons, bars or blanks, found \"user-movie\""
            ),
            (
                "Date,Name,Year,Letterboxd URI,Rating\n2021-01-01,Heat,1995,https://boxd.it/1,4.5\n", nil,
                "x:1: expected columns named user and item or the like, found no user column and no item column among"
                    + " the names \"Date\", \"Name\", \"Year\", \"Letterboxd URI\", \"Rating\"; say which they are with"
                    + " --columns user=NAME,item=NAME,rating=NAME, by name or number; to one person's ratings add a column"
                    + " user, the same on every line"
            ),
        ] as [(String, String?, String)])
    func unknown(text: String, columns: String?, message: String) throws {
        let options = try ReadingOptions(columns: columns.map { try ColumnChoice($0) })
        #expect(error(of: text, named: "x", options: options) == message)
    }

    @Test(
        "a text that chooses no columns",
        arguments: ["", "user", "user=", "who=1", "user=1,user=2", "user=1,,item=2", "user=1;item=2,x"])
    func malformedChoice(text: String) {
        #expect(throws: ColumnChoiceError.self) { try ColumnChoice(text) }
    }

    @Test("faults name the file's own columns, and count lines in quoted fields")
    func faults() {
        #expect(
            error(of: "user,title,item,stars\n1,\"two\nlines\",2,3\n1,x,3,bad\n", named: "x.csv")
                == "x.csv:4: expected user,title,item,stars with stars a finite number, found stars \"bad\" in"
                + " \"1,x,3,bad\"")
        #expect(
            error(of: "user\titem\trating\n1\t2\n", named: "x.tsv")
                == "x.tsv:2: expected 3 fields separated by tabs, found \"1\\t2\"")
        #expect(
            error(of: "user,item\nann,m1\n,m2\n", named: "x.csv")
                == "x.csv:3: expected user,item with user an id, found user \"\" in \",m2\"")
    }
}

@Suite("repeated pairs") struct DuplicatesTests {
    private let text = "user,item,rating\n1,5,3\n2,5,1\n1,5,4\n1,6,2\n2,5,1\n1,5,2\n3,5,5\n"

    @Test("the first is named with its two lines, and all are counted")
    func refused() {
        #expect(
            error(of: text, named: "x.csv")
                == "x.csv:4: expected one rating a user and movie, found user 1 rating movie 5 again after line 2,"
                + " the first of 2 repeated pairs; keep one of each with --duplicates first, last or highest")
        // Users in no order: the pair whose second line comes first is told.
        #expect(
            error(of: "9::5::3::0\n1::6::3::0\n2::5::3::0\n1::6::3::0\n")
                == "ratings.dat:4: expected one rating a user and movie, found user 1 rating movie 6 again after line 2,"
                + " the only repeated pair; keep one of each with --duplicates first, last or highest")
        #expect(
            error(of: "user,note,item\na,\"1\n2\",b\na,,b\n", named: "x.csv")
                == "x.csv:4: expected one rating a user and movie, found user \"a\" rating movie \"b\" again after"
                + " line 2, the only repeated pair; keep one of each with --duplicates first, last or highest")
    }

    @Test(
        "one of each is kept, by the rule, where it stands",
        arguments: [
            // pandas: frame.drop_duplicates(["user", "item"], keep=…)
            (.first, [3, 1, 2, 5]), (.last, [2, 1, 2, 5]),
            // frame.sort_values("rating", ascending=False, kind="stable"), then the first, in the file's order
            (.highest, [1, 4, 2, 5]),
        ] as [(DuplicateRule, [Double])])
    func kept(rule: DuplicateRule, stars: [Double]) throws {
        let file = try parse(text, options: ReadingOptions(duplicates: rule))
        #expect(file.ratings.stars == stars)
        #expect(file.form.dropped?.rule == rule && file.form.dropped?.lines == 3)
    }

    @Test("a rule says nothing where nothing is repeated")
    func none() throws {
        #expect(try parse("1,2,3\n1,3,3\n", options: ReadingOptions(duplicates: .first)).form.dropped == nil)
    }
}

@Suite("ids, character by character") struct IDTests {
    @Test("zeros or a plus sign in front make a column text, in MovieLens's own files too")
    func zeros() throws {
        let header = "userId,movieId,rating,timestamp\n"
        for text in ["1::2::3::0\n1::02::3::0\n", header + "1,2,3,0\n1,02,3,0\n", "user,item\n1,2\n1,02\n"] {
            let file = try parse(text)
            #expect(file.ratings.movieTexts == ["2", "02"] && file.ratings.userIDs == .numbers)
            #expect(file.form.textIDs == [.item])
        }
        #expect(try parse("user,item\n+1,0\n1,0.0\n").ratings.userTexts == ["+1", "1"])
        #expect(try parse("user,item\n1,0\n1,-0\n").ratings.movieTexts == ["0", "-0"])
        #expect(try parse("user,item\n10,0.0\n20,100\n").ratings.movieTexts == ["0", "100"])
    }

    @Test("what is no number stays a fault in MovieLens's own files, after ids with zeros in front too")
    func strict() {
        #expect(
            error(of: "1::2::3::0\n1::02::3::0\n1::x::3::0\n")
                == "ratings.dat:3: expected user::movie::rating::timestamp with movie a whole number, found movie \"x\" in"
                + " \"1::x::3::0\"; --columns user=1,item=2,rating=3 reads ids as text")
    }
}

@Suite("layouts that are not plain tables") struct LayoutTests {
    @Test(
        "what separates fields",
        arguments: [
            ("1 2 3.5\n1  3\t4\n", .lines(.blanks), [2, 3], [3.5, 4]),
            ("user item\n1 2\n1 3\n", .lines(.blanks), [2, 3], nil),
            ("1|2|5\n1|3|4\n", .lines(.bar), [2, 3], [5, 4]),
            ("1|2|5|a, b\n1|3|4|c\n", .lines(.bar), [2, 3], [5, 4]),
            ("1,2,5,Action|Drama|Crime|War\n1,3,4,Drama|War|Action|Crime\n", .lines(.comma), [2, 3], [5, 4]),
            ("user,item,rating\n1,2,5\n1,3,4\n", .lines(.comma), [2, 3], [5, 4]),
            ("sep=|\nuser|item\n1|2\n1|3\n", .lines(.bar), [2, 3], nil),
            ("\"sep=;\"\r\n1;2;3,5\r\n1;3;-,5\r\n", .lines(.semicolon), [2, 3], [3.5, -0.5]),
            ("2:\n1,5\n3:\n1,4\n", .blocks(.comma), [2, 3], [5, 4]),
            ("2:\n1\n3:\n1\n4:\n", .blocks(.comma), [2, 3], nil),
        ] as [(String, RecordLayout, [Int32], [Double]?)])
    func layouts(text: String, layout: RecordLayout, movies: [Int32], stars: [Double]?) throws {
        let file = try parse(text)
        #expect(file.form.layout == layout)
        #expect(file.ratings.users == [1, 1] && file.ratings.movies == movies && file.ratings.stars == stars)
    }

    @Test(
        "JSON: keys in any order, escapes, nested values passed over, blanks, and missing values where none is needed")
    func objects() throws {
        let text = #"""
            {"user": "A\u00e9\ud83d\ude00\/", "item":1,"rating" : 3.5, "tags": {"a": ["}", "\""], "b": {}}}
             { "rating":4e0,"item":"2" , "note": null,"user":"x,y" }
            {"user":"x,y","item":3,"rating":true,"other":[]}
            """#
        let file = try parse(text)
        #expect(file.ratings.userTexts == ["Aé😀/", "x,y", "x,y"] && file.ratings.movies == [1, 2, 3])
        #expect(file.ratings.stars == [3.5, 4, 1])
        #expect(file.form.ignored == ["\"tags\"", "\"note\"", "\"other\""])
    }

    @Test(
        "what is read by none of these",
        arguments: refusedTexts)
    func refused(text: String, message: String) { #expect(error(of: text, named: "x") == message) }
}

/// Texts in no layout that is read, and what is said of each.
private let refusedTexts: [(String, String)] = [
    (
        "[{\"user\": 1, \"item\": 2}]\n",
        "x:1: expected a JSON object on each line, its names in double quotation marks, found"
            + " \"[{\\\"user\\\": 1, \\\"item\\\": 2}]\"; jq -c '.[]' writes the objects of an array so"
    ),
    (
        "{'user': 1, 'item': 2}\n",
        "x:1: expected a JSON object on each line, its names in double quotation marks, found"
            + " \"{'user': 1, 'item': 2}\"; jq -c '.[]' writes the objects of an array so"
    ),
    (
        "{\"user\": 1, \"item\": 2}\n{\"user\": 1, \"item\"\n",
        "x:2: expected a JSON object on each line, found \"{\\\"user\\\": 1, \\\"item\\\"\""
    ),
    (
        "{\"user\": 1, \"item\": 2}\n{\"user\": 1}\n",
        "x:2: expected a JSON object on each line with item an id, found item \"\" in \"{\\\"user\\\": 1}\""
    ),
    (
        "%%MatrixMarket matrix array real general\n2 2\n1\n2\n",
        "x:1: expected MatrixMarket's \"matrix coordinate\" of real, integer or pattern, general, and its size, found"
            + " \"%%MatrixMarket matrix array real general\"; write it so, users × items, as scipy.io.mmwrite does"
    ),
    (
        "%%MatrixMarket matrix coordinate real general\n% a\n2 2\n1 1 1\n",
        "x:3: expected MatrixMarket's \"matrix coordinate\" of real, integer or pattern, general, and its size, found"
            + " \"2 2\"; write it so, users × items, as scipy.io.mmwrite does"
    ),
    (
        "%%MatrixMarket matrix coordinate real general\n2 2 3\n1 1 1\n2 1 1\n",
        "x: expected 3 ratings, as it announces, found 2; check that the file is whole"
    ),
    (
        "%%MatrixMarket matrix coordinate real general\n2 2 0\n",
        "x: expected ratings, found none; check that the file is whole"
    ),
    ("sep=;\n", "x: expected ratings, found none; check that the file is whole"),
    (
        "sep=^\n1^2\n",
        "x:1: expected fields separated by \"::\", commas, tabs, semicolons, bars or blanks, found \"sep=^\""
    ),
    (
        "1:\n5,4,2005-12-26\n6,x,2005-12-26\n",
        "x:3: expected user,rating,timestamp below the movie's id and a colon with rating a finite number, found"
            + " rating \"x\" in \"6,x,2005-12-26\""
    ),
    (
        "1:\n5,4,2005-12-26\n6,4\n",
        "x:3: expected user,rating,timestamp below the movie's id and a colon, found \"6,4\""
    ),
    (
        "user;item;rating\n1;2;1.234,5\n",
        "x:2: expected user;item;rating with rating a finite number, found rating \"1.234,5\" in \"1;2;1.234,5\""
    ),
    (
        "user,item,rating\n1,2,\"5,0\"\n",
        "x:2: expected user,item,rating with rating a finite number, found rating \"5,0\" in \"1,2,\\\"5,0\\\"\""
    ),
]

/// Texts with columns that may be ratings: those columns, and all.
private let unclaimedColumns: [(String, String, String)] = [
    ("user,item,hours\n1,2,0.5\n1,3,7\n", "\"hours\"", "\"user\", \"item\", \"hours\""),
    (
        "user,item,is_recommended,note\n1,2,True,a\n1,3,false,b\n", "\"is_recommended\"",
        "\"user\", \"item\", \"is_recommended\", \"note\""
    ),
    (
        "user,item,verdict\n1,2,up\n1,3,down\n2,3,up\n", "\"verdict\"",
        "\"user\", \"item\", \"verdict\""
    ),
    (
        "year,user,item,when\n1990,1,2,x\n,1,3,y\n", "\"year\"",
        "\"year\", \"user\", \"item\", \"when\""
    ),
    (
        "{\"user\": 1, \"item\": 2}\n{\"user\": 1, \"item\": 3, \"hours\": 7}\n", "\"hours\"",
        "\"user\", \"item\", \"hours\""
    ),
]
