import Hashing
import Testing

/// The vectors of FIPS 180-4's examples and of NIST's Cryptographic Algorithm Validation Program.
@Suite struct SHA256Tests {
    @Test(
        "NIST's vectors",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
                "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
            ),
        ])
    func vectors(_ text: String, _ expected: String) {
        var hash = SHA256()
        hash.update(text)
        #expect(hash.finalize().hexadecimal == expected)
    }

    @Test("NIST's million of the letter a")
    func million() {
        #expect(
            SHA256.hash([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)).hexadecimal
                == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test("the same hash in pieces of any length", arguments: 1...130)
    func pieces(_ length: Int) {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        var hash = SHA256()
        for start in stride(from: 0, to: bytes.count, by: length) {
            hash.update(Array(bytes[start..<min(start + length, bytes.count)]))
        }
        #expect(hash.finalize() == SHA256.hash(bytes))
    }
}
