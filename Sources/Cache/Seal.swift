import Foundation
import Hashing
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
    package func sealed(for path: String) -> SafeTensors {
        var file = self
        file.metadata[Self.sealName] = seal(for: path)
        return file
    }

    /// Whether everything is as it was sealed for the file of this path.
    package func isSealed(for path: String) -> Bool { metadata[Self.sealName] == seal(for: path) }

    private static let sealName = "seal"

    private func seal(for path: String) -> String {
        Cache.seal(URL(fileURLWithPath: path).lastPathComponent) { hash in
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
