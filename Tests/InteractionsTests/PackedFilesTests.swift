import Foundation
import Interactions
import TestSupport
import Testing

@Suite struct PackedFilesTests {
    /// 123 bytes of made-up ratings, packed by Python.
    private func packed() throws -> [UInt8] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/ratings_forms/packed.csv.gz")
        return [UInt8](try Data(contentsOf: file))
    }

    /// The number of ratings in a file of these bytes, or the error that reading it ends with.
    private func outcome(_ bytes: [UInt8], named name: String = "ratings.csv.gz") throws -> String {
        try withTemporaryFolder { folder in
            try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
            do throws(RatingsError) {
                return "\(try loadRatings(at: "\(folder)/\(name)", threads: 2).count) ratings"
            } catch {
                return error.description
            }
        }
    }

    @Test("a packed file is found by name in a folder, and known by content under any name")
    func gzip() throws {
        #expect(try outcome(packed()) == "5 ratings")
        #expect(try outcome(packed(), named: "mine") == "5 ratings")
        #expect(try outcome(packed() + [0, 0, 0]) == "5 ratings")
        try withTemporaryFolder { folder in
            try Data(packed()).write(to: URL(fileURLWithPath: folder + "/ratings.csv.gz"))
            #expect(try readRatings(at: folder, threads: 1).form.isPacked)
        }
    }

    @Test("members that follow each other are one text")
    func members() throws {
        #expect(
            try outcome(packed() + packed())
                == "ratings.csv.gz:7: expected userId,movieId,rating,timestamp with userId a whole number, found userId"
                + " \"userId\" in \"userId,movieId,rating,timestamp\";"
                + " --columns user=userId,item=movieId,rating=rating reads ids as text")
    }

    @Test("a file that breaks off anywhere, or is changed, is damaged")
    func damaged() throws {
        let packed = try packed()
        let message = "ratings.csv.gz: expected a whole gzip file, found that it cannot be unpacked; fetch it again"
        for count in 2..<packed.count { #expect(try outcome(Array(packed[..<count])) == message) }
        var changed = packed
        changed[packed.count - 6] ^= 1
        #expect(try outcome(changed) == message)
        #expect(try outcome(packed + [1]) == message)
    }

    @Test("no more is unpacked than a limit")
    func limit() throws {
        func unpacked(limit: Int) throws -> Int {
            try packed().withUnsafeBytes { bytes in
                try withUnpacked(bytes, named: "x", limit: limit) { text in text.count }
            }
        }
        let size = try unpacked(limit: 1000)
        #expect(try unpacked(limit: size) == size)
        #expect(throws: RatingsError.tooLarge(file: "x", limit: size - 1)) { try unpacked(limit: size - 1) }
        #expect(throws: RatingsError.tooLarge(file: "x", limit: 0)) { try unpacked(limit: 0) }
    }

    @Test(
        "what is no text is named, with what to do",
        arguments: [
            ("PK\u{3}\u{4}rest", "a zip archive; unzip it, and give the folder that comes out"),
            ("BZh91AY", "a file packed with bzip2; unpack it first"),
            ("PAR1", "a Parquet file; write it as comma-separated values first"),
        ])
    func notText(content: String, message: String) throws {
        #expect(try outcome(Array(content.utf8), named: "x") == "x: expected text in UTF-8, found \(message)")
        #expect(
            try outcome([0xff, 0xfe, 0x31, 0], named: "x")
                == "x: expected text in UTF-8, found UTF-16; save it as UTF-8")
    }
}
