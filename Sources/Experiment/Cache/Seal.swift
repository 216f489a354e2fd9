import Foundation
import Hashing
import Interactions
import VariationalAutoencoder

/// A hash of a file's name and content, written with it, so that what was damaged, or belongs to another name, is told.
func seal(_ name: String, _ content: (inout SHA256) -> Void) -> String {
    var hash = SHA256()
    hash.update(name + "\n")
    content(&hash)
    return hash.finalize().prefix(16).hexadecimal
}

extension SafeTensors {
    /// The same with a seal for the file of a path.
    func sealed(for path: String) -> SafeTensors {
        var file = self
        file.metadata[Self.sealName] = seal(for: path)
        return file
    }

    /// Whether everything is as it was sealed for the file of this path.
    func isSealed(for path: String) -> Bool { metadata[Self.sealName] == seal(for: path) }

    private static let sealName = "seal"

    private func seal(for path: String) -> String {
        Experiment.seal(URL(fileURLWithPath: path).lastPathComponent) { hash in
            for (name, text) in metadata.sorted(by: { $0.key < $1.key }) where name != Self.sealName {
                hash.update("\(name) \(text.utf8.count) \(text)\n")
            }
            for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
                hash.update("\(name) \(tensor.shape)\n")
                hash.update("\(tensor.values.withUnsafeBytes(checksum))\n")
            }
        }
    }
}

/// A fast checksum for large tensors; SHA-256 would take longer than writing them.
///
/// Four chains of xor and multiplication by an odd number, each a permutation for what is left to come, so that no changed word
/// goes unseen.
private func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
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
