import Foundation
import Hashing
import Interactions
import Testing

import reproduce

private let canUnpack = ["curl", "unzip"].allSatisfy { tool in
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
        FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)")
    }
}

@Suite struct DownloadTests {
    /// A zip that holds `ml-1m/ratings.dat` with one line, made by Python's `zipfile`.
    private let zip =
        "UEsDBBQAAAAAAAAAIShyM1jqFgAAABYAAAARAAAAbWwtMW0vcmF0aW5ncy5kYXQxOjoxMTkzOjo1Ojo5NzgzMDA3NjAKUEsBAhQDFAAAAAAAAAAhKHIzWOoW"
        + "AAAAFgAAABEAAAAAAAAAAAAAAIABAAAAAG1sLTFtL3JhdGluZ3MuZGF0UEsFBgAAAAABAAEAPwAAAEUAAAAAAA=="
    private let md5 = "f3b5ff6cd47586d2d294b533d486e372"

    /// A workplace with the zip in it, and its address.
    private func served() throws -> (workplace: Workplace, address: String) {
        let workplace = try Workplace()
        try #require(Data(base64Encoded: zip)).write(to: workplace.folder.appendingPathComponent("archive.zip"))
        return (workplace, "file://" + workplace.path("archive.zip"))
    }

    @Test(
        "an archive is unpacked into its folder, and nothing else is left",
        .enabled(if: canUnpack, "needs curl and unzip"))
    func unpacked() throws {
        let (workplace, address) = try served()
        let parent = workplace.path("data")
        #expect(try Archive(address: address, md5: md5, folder: "ml-1m").fetch(into: parent) == nil)
        #expect(try workplace.tree("data") == ["ml-1m/ratings.dat": Data("1::1193::5::978300760\n".utf8)])
        #expect(try FileManager.default.contentsOfDirectory(atPath: parent) == ["ml-1m"])
    }

    @Test(
        "an archive that is not the one announced is not kept",
        .enabled(if: canUnpack, "needs curl and unzip"))
    func other() throws {
        let (workplace, address) = try served()
        #expect {
            try Archive(address: address, md5: "0", folder: "ml-1m").fetch(into: workplace.path("data"))
        } throws: {
            "\($0)" == "\(address): expected an archive with MD5 0, found \(md5); nothing was kept; "
                + "try again, or go on with --offline"
        }
        #expect {
            try Archive(address: address, md5: md5, folder: "ml-20m").fetch(into: workplace.path("data"))
        } throws: {
            "\($0)" == "\(address): expected an archive that holds ml-20m/ratings.dat, found none; nothing was kept"
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: workplace.path("data")) == [])
    }

    @Test(
        "an address that cannot be reached",
        .enabled(if: canUnpack, "needs curl and unzip"))
    func unreachable() throws {
        let workplace = try Workplace()
        let archive = Archive(address: "file://" + workplace.path("nothing.zip"), md5: md5, folder: "ml-1m")
        #expect(try archive.fetch(into: workplace.path("data"))?.contains("nothing.zip") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: workplace.path("data")) == [])
    }

    /// Answers whose status says that somebody is there, and who does not send the archive.
    private static let answers: [(answer: Answer, expected: String)] = [
        (Answer("HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n\r\nsorry"), "404"),
        (Answer("HTTP/1.1 503 Service Unavailable\r\n\r\n"), "503"),
        (Answer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nPK"), "without one: (18) "),
        (Answer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nPK", thenWaits: true), "without one: (28) "),
        (
            Answer("HTTP/1.1 302 Found\r\nLocation: /again\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"),
            "redirects"
        ),
        (
            Answer(
                "HTTP/1.1 302 Found\r\nLocation: gopher://elsewhere/\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"),
            "without one: (1) "
        ),
        (
            Answer("HTTP/1.1 200 OK\r\n\r\n", thenBytes: 120_000_000),
            "without one: (23) "
        ),
        (
            Answer("HTTP/1.1 200 OK\r\n\r\n<html>Log in first</html>"),
            "expected an archive with MD5 f3b5ff6cd47586d2d294b533d486e372, found "
        ),
        (
            Answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
            "found d41d8cd98f00b204e9800998ecf8427e; nothing was kept"
        ),
    ]

    @Test(
        "an answer that is not the archive ends in one line, and nothing is kept",
        .enabled(if: canUnpack, "needs curl and unzip"), arguments: answers)
    func hostile(_ answer: Answer, _ expected: String) throws {
        let workplace = try Workplace()
        let server = try Server(answer)
        let archive = Archive(address: server.address, md5: md5, folder: "ml-1m", patience: answer.waits ? 1 : 30)
        #expect {
            try archive.fetch(into: workplace.path("data"))
        } throws: {
            let line = "\($0)"
            return line.hasPrefix("\(server.address): expected an archive") && line.contains(expected)
                && !line.contains("\n")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: workplace.path("data")) == [])
    }

    @Test("NCF's test set is fetched whole or not at all", .enabled(if: canUnpack, "needs curl and unzip"))
    func testSet() throws {
        let workplace = try Workplace()
        let texts = ["one": "first\n", "two": "second\n"]
        for (name, text) in texts { try Data(text.utf8).write(to: workplace.folder.appendingPathComponent(name)) }
        let one = NCFTestSet.File(name: "one", sha256: "0")
        let address = "file://" + workplace.path("")
        #expect {
            try RemoteTestSet(address: address, files: [one]).fetch(into: workplace.path("data"))
        } throws: {
            "\($0)".contains("/one: expected a file with SHA-256 \(one.sha256), found ")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: workplace.path("data")) == [])
        let files = texts.map { NCFTestSet.File(name: $0, sha256: SHA256.hash(Data($1.utf8)).hexadecimal) }
        let missing = NCFTestSet.File(name: "three", sha256: "")
        let obstacle = try RemoteTestSet(address: address, files: files + [missing]).fetch(into: workplace.path("data"))
        #expect(obstacle?.contains("three") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: workplace.path("data")) == [])
        #expect(try RemoteTestSet(address: address, files: files).fetch(into: workplace.path("data")) == nil)
        #expect(
            try workplace.tree("data") == ["ncf/one": Data("first\n".utf8), "ncf/two": Data("second\n".utf8)])
    }

    @Test("a server that never answers is as good as none", .enabled(if: canUnpack, "needs curl and unzip"))
    func silent() throws {
        let workplace = try Workplace()
        let server = try Server(Answer("", thenWaits: true))
        let archive = Archive(address: server.address, md5: md5, folder: "ml-1m", patience: 1)
        #expect(try archive.fetch(into: workplace.path("data"))?.hasPrefix("(28) ") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: workplace.path("data")) == [])
    }

    /// Zips made by Python's `zipfile`, with their MD5, that hold what an archive of ratings should not.
    private static let zips = [
        // "../escaped.txt" and "ml-1m/ratings.dat".
        (
            "UEsDBBQAAAAAAAAAIQCDFtyMAQAAAAEAAAAOAAAALi4vZXNjYXBlZC50eHR4UEsDBBQAAAAAAAAAIQByM1jqFgAAABYAAAARAAAA"
                + "bWwtMW0vcmF0aW5ncy5kYXQxOjoxMTkzOjo1Ojo5NzgzMDA3NjAKUEsBAhQDFAAAAAAAAAAhAIMW3IwBAAAAAQAAAA4AAAAAAAAA"
                + "AAAAAIABAAAAAC4uL2VzY2FwZWQudHh0UEsBAhQDFAAAAAAAAAAhAHIzWOoWAAAAFgAAABEAAAAAAAAAAAAAAIABLQAAAG1sLTFt"
                + "L3JhdGluZ3MuZGF0UEsFBgAAAAACAAIAewAAAHIAAAAAAA==", "37b9e42f19e815520bfd2e7571969828", true
        ),
        // "ml-1m/ratings.dat" of 200 MB.
        (
            "UEsDBC4AAAAMAAAAIQBD4E2+sgAAAADC6wsRAAAAbWwtMW0vcmF0aW5ncy5kYXRCWmg5MUFZJlNZDgni3wFfjkAAwAAACCAAMIBN"
                + "RkKgJakKgJcxQVkmU1kOCeLfAV+OQADAAAAIIAAwgE1GQqAlqQqAlzFBWSZTWQ4J4t8BX45AAMAAAAggADCATUZCoCWpCoCXMUFZ"
                + "JlNZDgni3wFfjkAAwAAACCAAMIBNRkKgJakKgJcxQVkmU1nMv/vGAH2iwAjAAAIAAAggADDMCappkqRBtUVIg8XckU4UJB4Wo4MA"
                + "UEsBAi4DLgAAAAwAAAAhAEPgTb6yAAAAAMLrCxEAAAAAAAAAAAAAAIABAAAAAG1sLTFtL3JhdGluZ3MuZGF0UEsFBgAAAAABAAEA"
                + "PwAAAOEAAAAAAA==", "56df041cce1cdf6636f97cf15da085c4", false
        ),
    ]

    @Test(
        "a zip with names that lead out of it, or of a huge file, writes nothing elsewhere",
        .enabled(if: canUnpack, "needs curl and unzip"), arguments: zips)
    func hostileZip(_ zip: String, _ md5: String, _ isKept: Bool) throws {
        let workplace = try Workplace()
        try #require(Data(base64Encoded: zip)).write(to: workplace.folder.appendingPathComponent("archive.zip"))
        let archive = Archive(address: "file://" + workplace.path("archive.zip"), md5: md5, folder: "ml-1m")
        if isKept {
            #expect(try archive.fetch(into: workplace.path("data")) == nil)
        } else {
            #expect(throws: DownloadError.self) { try archive.fetch(into: workplace.path("data")) }
        }
        let kept = try FileManager.default.contentsOfDirectory(atPath: workplace.path("data"))
        #expect(kept == (isKept ? ["ml-1m"] : []))
        #expect(!FileManager.default.fileExists(atPath: workplace.path("escaped.txt")))
    }

    @Test(
        "without a network the run says so and goes on with the synthetic ratings",
        .enabled(if: canUnpack, "needs curl and unzip"))
    func noNetwork() throws {
        let workplace = try Workplace()
        // A proxy at a port where nothing listens refuses at once.
        let run = try workplace.run(
            ["1"], environment: ["https_proxy": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9"])
        #expect(run.code == 0)
        #expect(run.errors.contains("fetching it from its publisher, GroupLens, University of Minnesota"))
        #expect(run.errors.contains("forbid redistribution"))
        #expect(
            run.errors.contains(
                /It cannot be reached \(.*127\.0\.0\.1.*\)\. Going on with the synthetic ratings\.\n01-load  read the ratings/
            ))
        #expect(try workplace.tree("out/synthetic-ratings")["chapters/01-load.md"] != nil)
    }

    @Test("ratings of one's own come before a download: data/ml-1m and $MOVIELENS_1M")
    func ownRatings() throws {
        let workplace = try Workplace()
        try workplace.write("1:2\n", to: "data/ml-1m/ratings.dat")
        #expect(try workplace.run(["1"]).errors.contains("ratings.dat:1: expected fields separated by"))
        let environment = ["MOVIELENS_1M": workplace.path("nowhere")]
        #expect(
            try workplace.run(["1"], environment: environment).errors.contains(
                "nowhere: expected a ratings file or a folder"))
        #expect(
            try workplace.run(["1", "--data", "else"], environment: environment).errors.contains(
                "reproduce: else: expected"))
    }
}
