import Hashing

extension Ratings {
    /// The SHA-256, in hexadecimal, of the lines `user::movie::rating\n` in order. It identifies the data, whatever its
    /// timestamps and file format.
    ///
    /// Ratings are written in the fewest decimals, `5` or `3.5`; if there are none, lines are `user::movie\n`.
    /// O(ratings).
    package func fingerprint() -> String {
        let piece = 1 << 16
        var digest = SHA256()
        var lines: [UInt8] = []
        lines.reserveCapacity(piece + 64)
        for row in 0..<count {
            lines.append(id: users[row], of: userIDs)
            lines.append(.colons)
            lines.append(id: movies[row], of: movieIDs)
            if let stars {
                lines.append(.colons)
                lines.append(stars: stars[row])
            }
            lines.append(newline)
            if lines.count >= piece {
                digest.update(lines)
                lines.removeAll(keepingCapacity: true)
            }
        }
        digest.update(lines)
        return digest.finalize().hexadecimal
    }
}

extension [UInt8] {
    /// Appends the id that a code stands for.
    fileprivate mutating func append(id code: Int32, of ids: IDs) {
        switch ids {
        case .numbers: append(decimal: code)
        case .listed(let texts): append(contentsOf: texts[Int(code)].utf8)
        }
    }
}
