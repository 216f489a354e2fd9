import Hashing
import LinearAlgebra

// In the key of a kept result, clicks are their SHA-256: all of their places would make it megabytes long.

extension BinaryMatrix {
    /// The SHA-256, in hexadecimal, of the shape and the places of the ones. O(ones).
    package var digest: String {
        var hash = SHA256()
        hash.update("\(rows) \(columns)")
        rowStarts.withUnsafeBytes { hash.update($0) }
        columnIndices.withUnsafeBytes { hash.update($0) }
        return hash.finalize().hexadecimal
    }
}

extension FoldIn {
    /// The digests of the clicks shown, those held out and all. O(clicks).
    package var digests: [String] { [input, heldOut, target].map(\.clicks.digest) }
}

extension StrongGeneralization {
    /// The digests of all parts, in a list of lists. O(clicks).
    package var digests: Digests { Digests(self) }

    /// The digests of the training users' clicks, and of the others' as fold-ins have them.
    package struct Digests: Encodable {
        private let train: String
        private let others: [[String]]

        init(_ parts: StrongGeneralization) {
            train = parts.train.clicks.digest
            others = [parts.validation.digests, parts.test.digests]
        }

        package func encode(to encoder: any Encoder) throws {
            var list = encoder.unkeyedContainer()
            try list.encode(train)
            for digests in others { try list.encode(digests) }
        }
    }
}

extension LeaveOneOut {
    /// The SHA-256 of the training clicks, those held out and the candidates. O(clicks + candidates).
    package var digest: String {
        var hash = SHA256()
        hash.update(train.clicks.digest)
        for (row, column) in heldOut.enumerated() { hash.update(" \(column) \(candidates[row])") }
        return hash.finalize().hexadecimal
    }
}
