import Files
import Foundation
import VariationalAutoencoder

/// A cache of slow work's results, each named by a hash of everything it depends on.
///
/// Every file is written at once and sealed, so several processes, also on several machines, may share a folder, and files may be
/// copied from one to another: what is found under a name is the result, whoever made it.
package struct ResultCache: Sendable {
    /// Changes whenever the same work would give another result than before, the trainer's own version aside.
    static let version = 3

    /// The folder that they lie in.
    package let folder: String

    /// Makes the collection of a folder, which need not exist yet.
    package init(folder: String) { self.folder = folder }

    /// The result of some work: the one kept, or else what doing it gives, which is then kept.
    ///
    /// - Throws: `FileError` where the result cannot be written, and what the work throws.
    package func result<Work: CachedWork>(
        of work: Work, in context: RunContext, report: (Double) -> Void = { _ in }
    ) throws -> Work.Value where Work.Value: Codable {
        let path = try path(work)
        let name = URL(fileURLWithPath: path).lastPathComponent
        return try keep(path + ".json", Checkpoint(path)) {
            value(in: $0, named: name)
        } bytes: {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            let json = try encoder.encode($0)
            let seal = seal(name) { $0.update(json) }
            return Array("\"\(seal)\"\n".utf8) + json + [UInt8(ascii: "\n")]
        } make: {
            try work.result($0, in: context, report: report)
        }
    }

    /// The result of some work that is kept; nil where none is.
    ///
    /// - Throws: if the work cannot be encoded.
    package func kept<Work: CachedWork>(_ work: Work) throws -> Work.Value? where Work.Value: Decodable {
        let file = try path(work) + ".json"
        return FileManager.default.contents(atPath: file).flatMap {
            value(in: $0, named: URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent)
        }
    }

    /// The value in a kept file: a line with the seal, and one with the value; nil where it is damaged or another's.
    private func value<Value: Decodable>(in data: Data, named name: String) -> Value? {
        let lines = data.split(separator: UInt8(ascii: "\n"))
        guard lines.count == 2 else { return nil }
        let seal = seal(name) { $0.update(lines[1]) }
        guard lines[0].elementsEqual("\"\(seal)\"".utf8) else { return nil }
        return try? JSONDecoder().decode(Value.self, from: lines[1])
    }

    /// The tensors of some work: those kept, or else what doing it gives, which are then kept.
    ///
    /// - Parameters:
    ///   - read: Makes the result of tensors that were kept; nil where they are not what this work gives.
    ///   - tensors: The result as tensors.
    /// - Throws: `FileError` where the result cannot be written, and what the work throws.
    package func result<Work: CachedWork>(
        of work: Work, in context: RunContext, read: (SafeTensors) -> Work.Value?,
        tensors: (Work.Value) throws -> SafeTensors
    ) throws -> Work.Value {
        let path = try path(work)
        let file = path + ".safetensors"
        return try keep(file, Checkpoint(path)) { data in
            guard let found = try? SafeTensors(bytes: [UInt8](data)), found.isSealed(for: file) else { return nil }
            return read(found)
        } bytes: {
            try tensors($0).sealed(for: file).bytes()
        } make: {
            try work.result($0, in: context) { _ in }
        }
    }

    /// The path of a work's files, without their endings.
    private func path<Work: CachedWork>(_ work: Work) throws -> String { "\(folder)/\(Work.name)-\(try work.key)" }

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
}
