import Plotting
import Testing

@Suite struct PNGTests {
    @Test("encoding and decoding keeps every pixel")
    func roundTrip() throws {
        let pixels = (0..<37 * 23 * 3).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
        let image = Image(width: 37, height: 23, pixels: pixels)
        #expect(try Image(png: image.png()) == image)
    }

    @Test("the same pixels give the same bytes")
    func bytes() throws {
        let image = Image(width: 2, height: 1, pixels: [1, 2, 3, 250, 251, 252])
        #expect(try image.png() == image.png())
    }

    @Test("malformed files are errors")
    func malformed() throws {
        let whole = try Image(
            width: 64, height: 64, pixels: (0..<64 * 64 * 3).map { UInt8(truncatingIfNeeded: $0 * $0) }
        ).png()
        var flipped = whole
        flipped[whole.count / 2] ^= 0x55
        var forged = whole
        forged.replaceSubrange(16..<24, with: [0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF])
        for bytes in [
            [], [1], Array("GIF89a".utf8), Array(whole.prefix(20)), Array(whole.prefix(whole.count / 2)), flipped,
            forged,
        ] {
            #expect(throws: PNGError.self) { try Image(png: bytes) }
        }
    }

    @Test("an error says why")
    func reason() {
        #expect {
            try Image(png: Array("no picture at all, plainly".utf8))
        } throws: {
            ($0 as? PNGError)?.description.isEmpty == false
        }
    }
}
