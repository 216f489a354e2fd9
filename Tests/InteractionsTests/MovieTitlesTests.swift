import Foundation
import Interactions
import TestSupport
import Testing

/// The titles in a folder with one file of this name.
private func titles(_ name: String, _ bytes: some Sequence<UInt8>) throws -> MovieTitles {
    try withTemporaryFolder { folder in
        try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
        let titles = loadMovieTitles(at: folder)
        #expect(loadMovieTitles(at: folder + "/") == titles && loadMovieTitles(at: folder + "/ratings.dat") == titles)
        return titles
    }
}

@Suite struct MovieTitlesTests {
    @Test("titles of movies.dat, Latin-1 or UTF-8, in a folder or beside the ratings")
    func dat() throws {
        let text = "1::Toy Story (1995)::Animation|Children's\r\n73::Mis\u{e9}rables, Les (1995)::Drama\r\n"
        let expected = [1: "Toy Story (1995)", 73: "Misérables, Les (1995)"]
        for bytes in [text.unicodeScalars.map { UInt8($0.value) }, Array(text.utf8)] {
            let titles = try titles("movies.dat", bytes)
            #expect(titles.byCode(of: .numbers) == expected && titles.warning == nil)
        }
    }

    @Test("titles of movies.csv, with commas, marks and line breaks in quotation marks")
    func csv() throws {
        let titles = try titles(
            "movies.csv",
            ("movieId,title,genres\n1,Toy Story (1995),Animation\n11,\"American President, The (1995)\",Drama\n"
                + "12,\"\"\"Great\"\" Escape, The\",Action\n13,\"Two\nlines\",Drama").utf8)
        #expect(
            titles.byCode(of: .numbers) == [
                1: "Toy Story (1995)", 11: "American President, The (1995)", 12: "\"Great\" Escape, The",
                13: "Two\nlines",
            ])
        #expect(titles.warning == nil)
    }

    @Test(
        "columns by the names in use, in any order, or by place",
        arguments: [
            ("movies.csv", "movie_id,title,genres\n7,Film,Drama\n"), ("movies.csv", "7,Film,Drama\n8,Other,Drama\n"),
            ("movie.csv", "\"movieId\",\"title\",\"genres\"\r\n\"7\",\"Film\",\"Drama\"\r\n\r\n"),
            ("movies.csv", "\u{feff}title;year;id\nFilm;1999;7\n"), ("movies.csv", "name,itemId\nFilm,7.0\n"),
            ("u.item", "7|Film|01-Jan-1995||http://example.org|0|1\n"), ("movies.dat", "7::Film::Drama\n\n"),
        ])
    func forms(name: String, text: String) throws {
        let titles = try titles(name, text.utf8)
        #expect(titles.byCode(of: .numbers)[7] == "Film" && titles.warning == nil)
    }

    @Test("titles in Windows-1252")
    func windows1252() throws {
        let titles = try titles(
            "movies.csv",
            Array("movieId,title\n1,It".utf8) + [0x92] + Array("s ".utf8) + [0x97, 0x20, 0xe9, 0x81, 0x80])
        #expect(titles.byID == ["1": "It’s — é\u{81}€"] && titles.warning == nil)
    }

    @Test("titles of movies whose ids are text, or numbers in another spelling")
    func ids() throws {
        let text = "asin,title\nB01,First\nB02,Second\n007,Third\n8.0,Fourth\n"
        let titles = try titles("movies.csv", text.utf8)
        #expect(titles.byCode(of: .listed(["007", "B02", "C"])) == [0: "Third", 1: "Second"])
        #expect(titles.byCode(of: .listed(["-3", "7", "8"])) == [2: "Fourth"])
    }

    @Test("no titles, which is no error")
    func none() throws {
        try withTemporaryFolder { folder in #expect(loadMovieTitles(at: folder) == MovieTitles()) }
        #expect(try titles("movies.csv", []) == MovieTitles())
    }

    @Test(
        "what cannot be read is a warning with its line, and all else is read",
        arguments: [
            (
                "movies.dat", "1::Toy Story::Animation\nJumanji\nbad\n3::Heat::Drama\n",
                "movies.dat:2: expected a movie's id and title, found \"Jumanji\"", ["1": "Toy Story", "3": "Heat"]
            ),
            (
                "movies.csv", "movieId,title\n1,A\n2,\"B\n3,C\n",
                "movies.csv:3: expected a movie's id and title, found \"2,\\\"B\\n3,C\\n\"", ["1": "A"]
            ),
            (
                "movies.csv", "movieId,genres\n1,Drama\n",
                "movies.csv:1: expected a column of titles, found \"movieId,genres\"", [:]
            ),
            (
                "movies.csv", "key,label\n1,A\n",
                "movies.csv:1: expected columns of ids and titles, found \"key,label\"", [:]
            ),
        ] as [(String, String, String, [String: String])])
    func malformed(name: String, text: String, warning: String, read: [String: String]) throws {
        let titles = try titles(name, text.utf8)
        #expect(titles.warning == warning + "; movies without a title go by their ids")
        #expect(titles.byID == read)
    }

    @Test("a titles file that is no file, or is damaged, is a warning")
    func unreadable() throws {
        #expect(
            try titles("movies.csv.gz", [0x1f, 0x8b, 8]).warning
                == "movies.csv.gz: expected a whole gzip file, found that it cannot be unpacked; fetch it again")
        try withTemporaryFolder { folder in
            let path = folder + "/movies.csv"
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: path)
            #expect(loadMovieTitles(at: folder).warning?.contains("Too many levels of symbolic links") == true)
        }
    }
}
