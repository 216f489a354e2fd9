import Crypto
import Foundation
import Interactions
import LinearAlgebra
import VariationalAutoencoder
import Weave

/// Trainings that were kept, each under a name made from everything that its result depends on.
public struct Trainings: Sendable {
    /// The folder that they lie in.
    public let folder: String

    /// Makes the collection of a folder, which need not exist yet.
    public init(folder: String) { self.folder = folder }

    /// The training of these settings on these clicks: the one kept, or else what `train` returns, which is then kept.
    ///
    /// - Throws: `FileError` where the result cannot be written, and what `train` throws.
    func kept(
        _ settings: Settings, _ users: ClickMatrix, _ validation: FoldIn, train: () throws -> Training
    ) throws -> Training {
        let path = "\(folder)/\(try name(settings, users, validation)).safetensors"
        // What cannot be read as a training is none; it is replaced by one that can.
        if let data = FileManager.default.contents(atPath: path), let kept = try? Training(kept: [UInt8](data)) { return kept }
        let training = try train()
        try AtomicFile.write(training.keptBytes(), to: path)
        return training
    }

    /// A hash of the settings, the clicks, the trainer's version and the matrix products' kernels.
    private func name(_ settings: Settings, _ users: ClickMatrix, _ validation: FoldIn) throws -> String {
        var hash = SHA256()
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        hash.update(data: try encoder.encode(settings))
        hash.update(data: Data("trainer \(Trainer.version), \(matrixProductKernels)".utf8))
        for clicks in [users.clicks, validation.input.clicks, validation.target.clicks] {
            hash.update(data: Data("\(clicks.rows) \(clicks.columns)".utf8))
            clicks.rowStarts.withUnsafeBytes { hash.update(bufferPointer: $0) }
            clicks.columnIndices.withUnsafeBytes { hash.update(bufferPointer: $0) }
        }
        return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension Training {
    /// The kept form: the weights, with the history as their metadata.
    fileprivate func keptBytes() throws -> [UInt8] {
        var file = model.safeTensors
        let encoder = JSONEncoder()
        file.metadata = [
            "history": String(decoding: try encoder.encode(history), as: UTF8.self),
            "recalls": String(decoding: try encoder.encode(recalls), as: UTF8.self),
        ]
        return try file.bytes()
    }

    /// Reads the kept form.
    fileprivate init(kept bytes: [UInt8]) throws {
        let file = try SafeTensors(bytes: bytes)
        let decoder = JSONDecoder()
        self.init(
            model: try Model(file),
            history: try decoder.decode([EpochRecord].self, from: Data((file.metadata["history"] ?? "").utf8)),
            recalls: try decoder.decode([Double].self, from: Data((file.metadata["recalls"] ?? "").utf8)))
    }
}
