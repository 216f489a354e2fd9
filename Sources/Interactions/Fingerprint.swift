import Crypto

extension Ratings {
    /// The SHA-256, in hexadecimal, of the lines `user::movie::rating\n` in order. It identifies the data, whatever its
    /// timestamps and file format.
    ///
    /// Whole stars are written `5`, half stars `3.5`. O(ratings).
    package func fingerprint() -> String {
        let piece = 1 << 16
        var digest = SHA256()
        var lines: [UInt8] = []
        lines.reserveCapacity(piece + 64)
        for row in 0..<count {
            lines.append(decimal: users[row])
            lines.append(separator: .dat)
            lines.append(decimal: movies[row])
            lines.append(separator: .dat)
            lines.append(halfStars: halfStars[row])
            lines.append(newline)
            if lines.count >= piece {
                digest.update(data: lines)
                lines.removeAll(keepingCapacity: true)
            }
        }
        digest.update(data: lines)
        return digest.finalize().hexadecimal
    }
}
