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
    func fixtures() { #expect(forms.count == 31) }

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
            "mixedfloats.csv", "packed.csv.gz",
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
        #expect(titles.file == "titles.csv" && !titles.isPacked && titles.separator == .comma)
        #expect(titles.header == ["", "user", "title", "item", "rating", "timestamp"])
        #expect(titles.columns.mapValues(\.place) == [.user: 1, .item: 3, .rating: 4, .time: 5])
        #expect(titles.columns[.item]?.name == "item" && titles.textIDs.isEmpty && titles.dropped == nil)

        let packed = try read("packed.csv.gz").form
        #expect(packed.file == "packed.csv.gz" && packed.isPacked)
        let tab = try read("noheader.tsv").form
        #expect(tab.separator == .tab && tab.header == nil && tab.columns[.user]?.name == nil)
        #expect(try read("text.csv").form.textIDs == [.user, .item])
        #expect(try read("colons.dat").form.isMovieLensDat && !read("colons-header.dat").form.isMovieLensDat)
    }
}

@Suite("columns") struct ColumnsTests {
    @Test("a name known better goes before one known less, and the first of two equal ones is read")
    func preference() throws {
        let ratings = try parse("user,user_id,parent_asin,asin,score,rating,rating\na,1,p,q,9,4,5\n").ratings
        #expect(ratings.userTexts == ["1"] && ratings.movieTexts == ["q"] && ratings.stars == [4])
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
        let five = try read("x\t1\t2\t3\t4\ny\t1\t3\t3\t4\n", "user=2,item=3,time=5")
        #expect(five.users == [1, 1] && five.movies == [2, 3] && five.stars == nil && five.timestamps == [4, 4])
    }

    @Test(
        "columns that do not tell, or are not there",
        arguments: [
            (
                "a,b,c\n1,2,3\n", nil,
                "x:1: expected columns named user and item or the like, found the names \"a\", \"b\", \"c\";"
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
                "user movie\n1 2\n", nil,
                "x:1: expected fields separated by \"::\", commas, tabs or semicolons, found \"user movie\""
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
