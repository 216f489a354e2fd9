/// One of several equal parts of the seeds, such as `3/16`: what one of several processes or machines trains.
package struct Share: Sendable, Hashable, CustomStringConvertible {
    /// Which part it is, counted from 1.
    package let number: Int
    /// How many parts there are.
    package let count: Int

    /// Reads `3/16`; nil for anything else, such as `0/16` or `17/16`.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let number = parts[0], let count = parts[1], number >= 1, number <= count else {
            return nil
        }
        self.number = number
        self.count = count
    }

    /// The seeds of this part: every `count`-th, so that no part is larger than another by more than one.
    package func seeds(of seeds: Seeds) -> [UInt32] {
        stride(from: number - 1, to: seeds.count, by: count).map { seeds.range.lowerBound + UInt32($0) }
    }

    /// As it is written on the command line.
    package var description: String { "\(number)/\(count)" }
}
