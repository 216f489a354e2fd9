/// A fast checksum for large tensors; SHA-256 would take longer than writing them.
///
/// Four chains of xor and multiplication by an odd number, each a permutation for what is left to come, so that no
/// changed word goes unseen.
package func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
    var (a, b, c, d) = (UInt64(1), UInt64(2), UInt64(3), UInt64(4))
    let whole = bytes.count & ~31
    var place = 0
    while place < whole {
        a = (a ^ bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)) &* factor
        b = (b ^ bytes.loadUnaligned(fromByteOffset: place &+ 8, as: UInt64.self)) &* factor
        c = (c ^ bytes.loadUnaligned(fromByteOffset: place &+ 16, as: UInt64.self)) &* factor
        d = (d ^ bytes.loadUnaligned(fromByteOffset: place &+ 24, as: UInt64.self)) &* factor
        place &+= 32
    }
    for byte in bytes[whole...] { a = (a ^ UInt64(byte)) &* factor }
    return [b, c, d, UInt64(bytes.count)].reduce(a) { ($0 ^ ($0 >> 29) ^ $1) &* factor }
}
