import Formatting

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

/// One of several equal parts of the seeds or of the contest, such as `3/16`: what one of several processes or machines trains.
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

    /// This part of some jobs: every `count`-th, so that no part is larger than another by more than one.
    package func part<Job>(of jobs: [Job]) -> [Job] {
        stride(from: number - 1, to: jobs.count, by: count).map { jobs[$0] }
    }

    /// The seeds of this part.
    package func seeds(of seeds: Seeds) -> [UInt32] { part(of: Array(seeds.range)) }

    /// As it is written on the command line.
    package var description: String { "\(number)/\(count)" }
}

/// How many users to set aside: a number of them, or a share of all, such as `10%`.
package enum UserCount: Sendable, Hashable, Codable, CustomStringConvertible {
    case number(Int)
    case percent(Double)

    /// Reads `600` or `10%`; nil for anything else.
    package init?(_ text: String) {
        if text.hasSuffix("%") {
            guard let percent = Double(text.dropLast()), 0...100 ~= percent else { return nil }
            self = .percent(percent)
        } else {
            guard let number = Int(text), 0...1_000_000_000 ~= number else { return nil }
            self = .number(number)
        }
    }

    /// How many of so many users that is, a share rounded down.
    package func of(_ users: Int) -> Int {
        switch self {
        case .number(let number): number
        case .percent(let percent): Int(Double(users) * percent / 100)
        }
    }

    /// As the command line writes it.
    package var description: String {
        switch self {
        case .number(let number): "\(number)"
        case .percent(let percent): "\(decimal(percent))%"
        }
    }
}
