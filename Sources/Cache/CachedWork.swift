import Foundation
import Hashing
import LinearAlgebra

/// Slow work that is done once: its result depends on its key and its version, and on nothing else.
package protocol CachedWork {
    associatedtype Key: Encodable
    associatedtype Value

    /// What is done, as the result's file name begins.
    static var name: String { get }
    /// The ending of the result's file.
    static var ending: String { get }

    /// Everything that the result depends on, by which the cache finds it: clicks by their digest.
    var key: Key { get }
    /// Changes whenever work of this kind would give another result for the same key than before.
    var version: String { get }

    /// Does the work.
    func result(_ context: WorkContext) throws -> Value

    /// The bytes of a result's file.
    func bytes(of value: Value, for file: String) throws -> [UInt8]
    /// The result in a file's bytes; nil where they are damaged or another's.
    func value(in bytes: Data, of file: String) -> Value?
}

/// With what a piece of work is done; no result depends on it.
package struct WorkContext {
    /// The threads that it may use.
    package let threads: Threads
    /// Where a training within it stands, if it was stopped.
    package let checkpoint: Checkpoint
    /// Asked before every epoch.
    package let interruption: Interruption
    /// Receives the share that is done.
    package let report: (Double) -> Void

    package init(
        threads: Threads, checkpoint: Checkpoint, interruption: Interruption = .never,
        report: @escaping (Double) -> Void = { _ in }
    ) {
        self.threads = threads
        self.checkpoint = checkpoint
        self.interruption = interruption
        self.report = report
    }
}

extension CachedWork {
    /// A hash of the key, the version and the matrix products' kernels.
    var hash: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            var hash = SHA256()
            hash.update(try encoder.encode(key))
            hash.update("\(version) \(matrixProductKernels)")
            return hash.finalize().prefix(16).hexadecimal
        }
    }
}

/// A result as JSON: a line with a seal, and one with the value.
extension CachedWork where Value: Codable {
    package static var ending: String { "json" }

    package func bytes(of value: Value, for file: String) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let json = try encoder.encode(value)
        let seal = seal(stem(of: file)) { $0.update(json) }
        return Array("\"\(seal)\"\n".utf8) + json + [UInt8(ascii: "\n")]
    }

    package func value(in bytes: Data, of file: String) -> Value? {
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        guard lines.count == 2 else { return nil }
        let seal = seal(stem(of: file)) { $0.update(lines[1]) }
        guard lines[0].elementsEqual("\"\(seal)\"".utf8) else { return nil }
        return try? JSONDecoder().decode(Value.self, from: lines[1])
    }

    private func stem(of file: String) -> String {
        URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    }
}
