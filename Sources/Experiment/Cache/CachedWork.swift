import Foundation
import Hashing
import Interactions
import LinearAlgebra
import VariationalAutoencoder

/// Slow work that is done once: its result depends on its own properties and on nothing else.
///
/// The cache finds a result by a hash of the encoded work, so nothing that the work reads can be missing from it.
package protocol CachedWork: Encodable {
    associatedtype Value

    /// What is done, as the result's file name begins.
    static var name: String { get }

    /// Does the work.
    ///
    /// - Parameters:
    ///   - checkpoint: Where a training within it stands, if it was stopped.
    ///   - context: Its threads, interruption and progress, on which no result depends.
    ///   - report: Receives the share that is done.
    func result(_ checkpoint: Checkpoint, in context: RunContext, report: (Double) -> Void) throws -> Value
}

extension CachedWork {
    /// A hash of the work, the versions of trainer and cache, and the matrix products' kernels.
    var key: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            var hash = SHA256()
            hash.update(try encoder.encode(self))
            hash.update("\(ResultCache.version) \(Trainer.version) \(matrixProductKernels)")
            return hash.finalize().prefix(16).hexadecimal
        }
    }
}

// In a key, clicks are their SHA-256: all of their places would make it megabytes long.

extension BinaryMatrix: Encodable {
    public func encode(to encoder: any Encoder) throws {
        var hash = SHA256()
        hash.update("\(rows) \(columns)")
        rowStarts.withUnsafeBytes { hash.update($0) }
        columnIndices.withUnsafeBytes { hash.update($0) }
        try hash.finalize().hexadecimal.encode(to: encoder)
    }
}

extension ClickMatrix: Encodable {
    package func encode(to encoder: any Encoder) throws { try clicks.encode(to: encoder) }
}

extension FoldIn: Encodable {
    package func encode(to encoder: any Encoder) throws { try [input, heldOut, target].encode(to: encoder) }
}

extension StrongGeneralization: Encodable {
    package func encode(to encoder: any Encoder) throws {
        var parts = encoder.unkeyedContainer()
        try parts.encode(train)
        try parts.encode(validation)
        try parts.encode(test)
    }
}
