import Random
import Testing

/// The known answers of Philox4x32-10 published with the paper (Random123, `kat_vectors`).
@Suite struct PhiloxTests {
    @Test(
        "the published vectors",
        arguments: [
            ([0, 0, 0, 0], [0, 0], [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
            (
                [0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff], [0xffff_ffff, 0xffff_ffff],
                [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
            ),
            (
                [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0],
                [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
            ),
        ] as [([UInt32], [UInt32], [UInt32])])
    func vectors(counter: [UInt32], key: [UInt32], expected: [UInt32]) {
        let generator = Philox4x32(key: SIMD2(key[0], key[1]))
        #expect(generator(SIMD4(counter)) == SIMD4(expected))
    }

    @Test("a seed's words are the key")
    func key() {
        #expect(Philox4x32(seed: 0x299f_31d0_a409_3822).key == SIMD2(0xa409_3822, 0x299f_31d0))
    }
}
