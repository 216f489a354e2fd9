import Crypto
import Foundation
import VariationalAutoencoder

/// A hash of a file's name and content, written with it, so that what was damaged, or belongs to another name, is told.
func seal(_ name: String, _ parts: some Sequence<Data>) -> String {
    var hash = SHA256()
    hash.update(data: Data((name + "\n").utf8))
    for part in parts { hash.update(data: part) }
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
        let texts = metadata.filter { $0.key != Self.sealName }.sorted { $0.key < $1.key }
            .map { Data("\($0.key) \($0.value.utf8.count) \($0.value)\n".utf8) }
        let numbers = tensors.sorted { $0.key < $1.key }.map { name, tensor in
            Data("\(name) \(tensor.shape)\n".utf8) + tensor.values.withUnsafeBytes { Data($0) }
        }
        return Chapters.seal(URL(fileURLWithPath: path).lastPathComponent, texts + numbers)
    }
}
