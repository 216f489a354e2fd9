import Foundation

/// SHA-256 as FIPS 180-4 defines it, fed piece by piece.
package struct SHA256 {
    private var state = initialState
    private var pending: [UInt8] = []
    private var count: UInt64 = 0

    /// Starts a hash of nothing.
    package init() {}

    /// The 32 bytes of the hash of some bytes.
    package static func hash(_ bytes: some ContiguousBytes) -> [UInt8] {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finalize()
    }

    /// Appends some bytes.
    package mutating func update(_ bytes: some ContiguousBytes) { bytes.withUnsafeBytes { append($0) } }

    /// Appends a text's bytes in UTF-8.
    package mutating func update(_ text: String) { update(Array(text.utf8)) }

    /// The 32 bytes of the hash of everything so far.
    package consuming func finalize() -> [UInt8] {
        let bits = (count &* 8).bigEndian
        update([0x80] + [UInt8](repeating: 0, count: (blockLength + 55 - pending.count) % blockLength))
        withUnsafeBytes(of: bits) { append($0) }
        return (0..<8).flatMap { word in withUnsafeBytes(of: state[word].bigEndian, Array.init) }
    }

    private mutating func append(_ bytes: UnsafeRawBufferPointer) {
        count &+= UInt64(bytes.count)
        var rest = bytes[...]
        if !pending.isEmpty {
            let head = rest.prefix(blockLength - pending.count)
            pending += head
            rest = rest.dropFirst(head.count)
            guard pending.count == blockLength else { return }
            pending.withUnsafeBytes { compress($0, into: &state) }
            pending.removeAll(keepingCapacity: true)
        }
        let whole = rest.prefix(rest.count / blockLength * blockLength)
        compress(UnsafeRawBufferPointer(rebasing: whole), into: &state)
        pending += rest.dropFirst(whole.count)
    }
}

private let blockLength = 64

/// The first 32 bits of the fractions of the first eight primes' square roots.
private let initialState = SIMD8<UInt32>(
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)

/// The first 32 bits of the fractions of the first 64 primes' cube roots.
private let roundConstants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
]

/// Mixes whole blocks of 64 bytes into the state.
private func compress(_ blocks: UnsafeRawBufferPointer, into state: inout SIMD8<UInt32>) {
    roundConstants.withUnsafeBufferPointer { constants in
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { words in
            for start in stride(from: 0, to: blocks.count, by: blockLength) {
                expand(blocks, start, into: words)
                var mixed = Mixer(state)
                for round in stride(from: 0, to: 64, by: 4) {
                    mixed.take(words[round] &+ constants[round])
                    mixed.take(words[round &+ 1] &+ constants[round &+ 1])
                    mixed.take(words[round &+ 2] &+ constants[round &+ 2])
                    mixed.take(words[round &+ 3] &+ constants[round &+ 3])
                }
                state &+= mixed.state
            }
        }
    }
}

/// Expands the block that begins at a byte into a word for each round.
private func expand(_ blocks: UnsafeRawBufferPointer, _ start: Int, into words: UnsafeMutableBufferPointer<UInt32>) {
    for word in 0..<16 {
        words[word] = UInt32(bigEndian: blocks.loadUnaligned(fromByteOffset: start &+ 4 &* word, as: UInt32.self))
    }
    for word in 16..<64 {
        let (early, late) = (words[word &- 15], words[word &- 2])
        words[word] =
            words[word &- 16] &+ (early.rotated(7) ^ early.rotated(18) ^ early &>> 3)
            &+ words[word &- 7] &+ (late.rotated(17) ^ late.rotated(19) ^ late &>> 10)
    }
}

/// The eight working variables of a block's rounds, with the standard's names.
private struct Mixer {
    private var a, b, c, d, e, f, g, h: UInt32

    init(_ state: SIMD8<UInt32>) {
        (a, b, c, d) = (state[0], state[1], state[2], state[3])
        (e, f, g, h) = (state[4], state[5], state[6], state[7])
    }

    var state: SIMD8<UInt32> { SIMD8(a, b, c, d, e, f, g, h) }

    /// One round.
    @inline(__always) mutating func take(_ word: UInt32) {
        let choice = g ^ (e & (f ^ g))
        let majority = (a & b) | (c & (a | b))
        let first = h &+ (e.rotated(6) ^ e.rotated(11) ^ e.rotated(25)) &+ choice &+ word
        let second = (a.rotated(2) ^ a.rotated(13) ^ a.rotated(22)) &+ majority
        (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
    }
}

extension UInt32 {
    /// The bits turned to the right.
    fileprivate func rotated(_ places: UInt32) -> UInt32 { self &>> places | self &<< (32 &- places) }
}
