import Foundation
import Judging
import TestSupport
import Testing

@Suite("a judged file, packed or with a byte-order mark") struct PackedTests {
    private let saved: Saved

    init() throws { saved = try fixture("npy", as: Saved.self) }

    private func message(_ bytes: Data, _ name: String) throws -> String? {
        if case .failure(let refusal) = try judged(bytes, name) { refusal.text } else { nil }
    }

    @Test("scores that gzip packed are what they are unpacked, under any name", arguments: ["scores.npy.gz", "scores"])
    func scores(_ name: String) throws {
        let content = try judged(saved.bytes("f8, packed"), name).get()
        #expect(try content.recommendations == judged(saved.bytes("f8")).get().recommendations)
        #expect(content.remarks.isEmpty)
    }

    @Test("lists that gzip packed are read, with a byte-order mark and Windows line ends")
    func packedLists() throws {
        let content = try judged(saved.bytes("lists, packed"), "lists.csv.gz").get()
        #expect(lists(content) == [[0, 1, 2], [3, 2, 1], []] && content.remarks.isEmpty)
    }

    @Test("a byte-order mark before lists counts for nothing, and lines keep their numbers")
    func byteOrderMark() throws {
        let text = "\u{feff}uid,rank,sid\n5,1,0\n6,1,3\n"
        #expect(try lists(judged(Data(text.utf8)).get()) == [[0], [3], []])
        #expect(
            try message(Data((text + "6,2,9\n").utf8), "lists.csv")
                == "lists.csv:4: expected a sid from 0 to 3, found 9")
        #expect(
            try message(Data("\u{feff}user\n".utf8), "lists.csv")
                == "lists.csv: expected scores that np.save wrote, or lists below the header uid,rank,sid, found \"user\""
        )
        #expect(
            try message(Data("\u{feff}uid,rank,sid,score\n".utf8), "lists.csv")
                == "lists.csv:1: expected the header uid,rank,sid, found \"uid,rank,sid,score\"")
    }

    @Test("a gzip file that is cut off, damaged or goes on is refused, and none ends the program")
    func damaged() throws {
        let expected = "x.gz: expected a whole gzip file, found that it cannot be unpacked; pack it again"
        for name in ["f8, packed", "lists, packed"] {
            let bytes = try saved.bytes(name)
            for length in 2..<bytes.count {
                #expect(try message(bytes.prefix(length), "x.gz") == expected, "\(length)")
            }
            #expect(try message(bytes + [1], "x.gz") == expected)
            var flipped = bytes
            flipped[bytes.count - 6] ^= 1
            #expect(try message(flipped, "x.gz") == expected)
        }
    }

    @Test("more than can be scores or lists of these users is not unpacked")
    func limit() throws {
        #expect(
            try message(saved.bytes("a million zeros, packed"), "x.gz")
                == "x.gz: expected at most 65,920 bytes unpacked, more than scores or lists of these users take, found "
                + "more; check what was packed")
    }

    @Test(
        "what is packed otherwise or in another encoding is named",
        arguments: [
            (Array("BZh91AY".utf8), "a file packed with bzip2; unpack it first"),
            ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], "a file packed with xz; unpack it first"),
            ([0x28, 0xb5, 0x2f, 0xfd], "a file packed with zstd; unpack it first"),
            ([0xff, 0xfe, 0x75, 0], "UTF-16; save it as UTF-8"),
            (Array("PK\u{3}\u{4}".utf8), "a zip archive; save with np.save, not np.savez"),
        ])
    func named(_ bytes: [UInt8], _ found: String) throws {
        #expect(
            try message(Data(bytes), "lists.csv")
                == "lists.csv: expected scores that np.save wrote, or lists below the header uid,rank,sid, found \(found)"
        )
    }
}
