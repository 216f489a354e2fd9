/// Seeds in a row, such as `0-19`.
package struct Seeds: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The first and the last of them.
    package let range: ClosedRange<UInt32>

    /// How many there are.
    package var count: Int { range.count }

    /// Makes the seeds of a range.
    package init(_ range: ClosedRange<UInt32>) { self.range = range }

    /// Reads `0-19` or `7`; nil for anything else.
    package init?(_ text: String) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { UInt32($0) }
        guard ends.count == 1 || ends.count == 2, let first = ends[0], let last = ends[ends.count - 1], first <= last,
            last - first < 1_000_000
        else { return nil }
        range = first...last
    }

    /// As they are written on the command line.
    package var description: String {
        count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
    }
}
