import Foundation
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
        #expect(try Archive(address: address, md5: md5, folder: "ml-1m").fetch(into: parent))
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
        #expect(try !archive.fetch(into: workplace.path("data")))
        #expect(try FileManager.default.contentsOfDirectory(atPath: workplace.path("data")) == [])
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
            run.errors.contains("It cannot be reached. Going on with the synthetic ratings.\n01-load  read the ratings")
        )
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
