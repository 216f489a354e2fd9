import Crypto
import Files
import Foundation
import Interactions
import LinearAlgebra
import VariationalAutoencoder

/// A cache of slow work's results, each named by a hash of everything it depends on.
///
/// Every file is written at once and sealed, so several processes, also on several machines, may share a folder, and files may be
/// copied from one to another: what is found under a name is the result, whoever made it.
package struct ResultCache: Sendable {
    /// Changes whenever the same work would give another result than before, the trainer's own version aside.
    static let version = 2

    /// The folder that they lie in.
    package let folder: String

    /// Makes the collection of a folder, which need not exist yet.
    package init(folder: String) { self.folder = folder }

    /// Tensors that some work makes: those kept, or else what `make` returns, which are then kept.
    ///
    /// - Parameters:
    ///   - kind: What is done, as the file's name begins.
    ///   - settings: What it depends on besides the clicks.
    ///   - clicks: The clicks that it depends on.
    ///   - format: Reads tensors that were kept, nil where they are not what this work makes; and writes them.
    ///   - make: Does the work; it may use the checkpoint.
    /// - Throws: `FileError` where the result cannot be written, and what `make` throws.
    package func tensors<Value>(
        _ kind: String, _ settings: some Encodable, on clicks: [BinaryMatrix],
        as format: (read: (SafeTensors) -> Value?, write: (Value) throws -> SafeTensors),
        make: (Checkpoint) throws -> Value
    ) throws -> Value {
        let path = try path(kind, settings, clicks)
        let file = path + ".safetensors"
        return try keep(file, Checkpoint(path)) { data in
            guard let found = try? SafeTensors(bytes: [UInt8](data)), found.isSealed(for: file) else { return nil }
            return format.read(found)
        } bytes: {
            try format.write($0).sealed(for: file).bytes()
        } make: {
            try make($0)
        }
    }

    /// The result of some work: the one kept, or else what `make` returns, which is then kept.
    ///
    /// - Parameters:
    ///   - kind: What is done, as the file's name begins.
    ///   - settings: What it depends on besides the clicks.
    ///   - clicks: The clicks that it depends on.
    ///   - make: Does the work; a training within it may use the checkpoint.
    /// - Throws: `FileError` where the result cannot be written, and what `make` throws.
    package func result<Value: Codable>(
        _ kind: String, _ settings: some Encodable, on clicks: [BinaryMatrix], make: (Checkpoint) throws -> Value
    ) throws -> Value {
        let path = try path(kind, settings, clicks)
        let name = URL(fileURLWithPath: path).lastPathComponent
        // A line with the seal, and one with the value.
        return try keep(path + ".json", Checkpoint(path)) { data in
            let lines = data.split(separator: UInt8(ascii: "\n"))
            guard lines.count == 2 else { return nil }
            let seal = seal(name) { $0.update(data: lines[1]) }
            guard lines[0].elementsEqual("\"\(seal)\"".utf8) else { return nil }
            return try? JSONDecoder().decode(Value.self, from: lines[1])
        } bytes: {
            let json = try encoder.encode($0)
            let seal = seal(name) { $0.update(data: json) }
            return Array("\"\(seal)\"\n".utf8) + json + [UInt8(ascii: "\n")]
        } make: {
            try make($0)
        }
    }

    /// What `read` makes of a file; or, where that is nothing, what `make` returns, which is then kept there.
    private func keep<Value>(
        _ file: String, _ checkpoint: Checkpoint, read: (Data) -> Value?, bytes: (Value) throws -> [UInt8],
        make: (Checkpoint) throws -> Value
    ) throws -> Value {
        if let kept = FileManager.default.contents(atPath: file).flatMap(read) {
            // A run that was killed between keeping its result and removing the checkpoint left it.
            checkpoint.remove()
            return kept
        }
        let value = try make(checkpoint)
        try AtomicFile.write(bytes(value), to: file)
        checkpoint.remove()
        return value
    }

    private var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return encoder
    }

    /// A path without ending: what is done, and a hash of settings, clicks, versions and the matrix products' kernels.
    private func path(_ kind: String, _ settings: some Encodable, _ clicks: [BinaryMatrix]) throws -> String {
        var hash = SHA256()
        hash.update(data: try encoder.encode(settings))
        hash.update(data: Data("\(kind) \(Self.version) \(Trainer.version) \(matrixProductKernels)".utf8))
        for clicks in clicks {
            hash.update(data: Data("\(clicks.rows) \(clicks.columns)".utf8))
            clicks.rowStarts.withUnsafeBytes { hash.update(bufferPointer: $0) }
            clicks.columnIndices.withUnsafeBytes { hash.update(bufferPointer: $0) }
        }
        return "\(folder)/\(kind)-\(hash.finalize().prefix(16).hexadecimal)"
    }
}
