import Crypto
import Foundation
import VariationalAutoencoder

/// A hash of a file's name and content, written with it, so that what was damaged, or belongs to another name, is told.
func seal(_ name: String, _ content: (inout SHA256) -> Void) -> String {
    var hash = SHA256()
    hash.update(data: Data((name + "\n").utf8))
    content(&hash)
    return hash.finalize().hexadecimal(bytes: 16)
}

extension Digest {
    /// The first bytes, as two hexadecimal digits each.
    func hexadecimal(bytes: Int) -> String {
        prefix(bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
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
        Chapters.seal(URL(fileURLWithPath: path).lastPathComponent) { hash in
            for (name, text) in metadata.sorted(by: { $0.key < $1.key }) where name != Self.sealName {
                hash.update(data: Data("\(name) \(text.utf8.count) \(text)\n".utf8))
            }
            for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
                hash.update(data: Data("\(name) \(tensor.shape)\n".utf8))
                tensor.values.withUnsafeBytes { hash.update(bufferPointer: $0) }
            }
        }
    }
}
