import Foundation
import Interactions
import TestSupport
import Testing

/// Writes a file.
func write(_ text: String, to path: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: path)) }

/// The error that loading from a path ends with, on its one line.
private func error(loading path: String) -> String {
    do {
        let ratings = try loadRatings(at: path, threads: 2)
        return "\(ratings.count) ratings and no error"
    } catch {
        return error.description
    }
}

@Suite struct RatingsFileTests {
    @Test("a file, and the folder that holds it, with or without a last slash")
    func paths() throws {
        try withTemporaryFolder { folder in
            try write("1::2::3::4\n", to: folder + "/ratings.dat")
            for path in [folder, folder + "/", folder + "/ratings.dat"] {
                #expect(try loadRatings(at: path, threads: 1).movies == [2])
            }
        }
    }

    @Test("ratings.dat goes before ratings.csv, and any name will do for a file")
    func names() throws {
        try withTemporaryFolder { folder in
            try write("userId,movieId,rating,timestamp\n1,3,3.5,4\n", to: folder + "/ratings.csv")
            #expect(try loadRatings(at: folder, threads: 1).movies == [3])
            try write("1::2::3::4\n", to: folder + "/ratings.dat")
            #expect(try loadRatings(at: folder, threads: 1).movies == [2])
            // The content tells the format, not the name.
            try write("userId,movieId,rating,timestamp\n1,9,3.5,4\n", to: folder + "/mine.dat")
            #expect(try loadRatings(at: folder + "/mine.dat", threads: 1).movies == [9])
        }
    }

    @Test(
        "the files of known data sets, in the order in which they are looked for",
        arguments: ["ratings.csv", "u.data", "rating.csv", "ratings.tsv"])
    func knownNames(name: String) throws {
        try withTemporaryFolder { folder in
            try write("1\t2\t3\t4\n", to: folder + "/" + name)
            try write("1,9,3,4\n", to: folder + "/ratings.tsv.gz")
            let file = try readRatings(at: folder, threads: 1)
            #expect(file.form.file == name && file.ratings.movies == [2])
        }
    }

    @Test("RecBole's file, by whatever name, if it is the only one")
    func recbole() throws {
        try withTemporaryFolder { folder in
            try write("user_id:token\titem_id:token\n1\t2\n", to: folder + "/ml-1m.inter")
            try write("item_id:token\n2\n", to: folder + "/ml-1m.item")
            for path in [folder, folder + "/"] { #expect(try loadRatings(at: path, threads: 1).movies == [2]) }
            try write("user_id:token\titem_id:token\n1\t3\n", to: folder + "/a.inter")
            #expect(
                error(loading: folder)
                    == "\(folder): expected ratings.dat, ratings.csv, u.data, rating.csv, ratings.tsv or a single .inter file"
                    + " within, packed with gzip or not, found \"a.inter\", \"ml-1m.inter\"; name the ratings file itself"
            )
        }
    }

    @Test("nothing at the path, or nothing of use in the folder")
    func missing() throws {
        try withTemporaryFolder { folder in
            #expect(
                error(loading: folder + "/none")
                    == "\(folder)/none: expected a ratings file or a folder that holds one, found nothing; check the path"
            )
            #expect(
                error(loading: folder)
                    == "\(folder): expected ratings.dat, ratings.csv, u.data, rating.csv, ratings.tsv or a single .inter file"
                    + " within, packed with gzip or not, found none; name the ratings file itself"
            )
            try write("", to: folder + "/ratings.dat")
            #expect(error(loading: folder) == "ratings.dat: expected ratings, found none; check that the file is whole")
        }
    }

    @Test("a folder where the file should be")
    func folderAsFile() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/ratings.dat"
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            #expect(
                error(loading: folder)
                    == "\(path): expected a readable file, found that it cannot be read (Not a regular file);"
                    + " check the file and its permissions")
        }
    }

    @Test("a link that leads back to itself")
    func unreadableLink() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/ratings.dat"
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: path)
            #expect(
                error(loading: path)
                    == "\(path): expected a readable file, found that it cannot be read"
                    + " (Too many levels of symbolic links); check the file and its permissions")
        }
    }

    @Test("a file without permission to read", .enabled(if: geteuid() != 0, "root may read any file"))
    func forbidden() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/ratings.dat"
            try write("1::2::3::4\n", to: path)
            try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
            #expect(
                error(loading: path)
                    == "\(path): expected a readable file, found that it cannot be read (Permission denied);"
                    + " check the file and its permissions")
        }
    }

    @Test("a fault in a file names its line")
    func faultyLine() throws {
        try withTemporaryFolder { folder in
            try write("1::2::3::4\n1::3::3\n", to: folder + "/ratings.dat")
            #expect(
                error(loading: folder) == "ratings.dat:2: expected user::movie::rating::timestamp, found \"1::3::3\"")
        }
    }
}
