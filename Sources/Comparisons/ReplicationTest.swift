import Statistics

/// A number that every run of a study gives, under its own seed.
package struct ReplicatedMetric: Sendable, Hashable {
    package let name: String
    /// What the runs gave.
    package let spread: Spread
    /// What was published; nil where nothing was, or where it came from other ratings or settings.
    package let published: Double?

    /// Makes a number.
    package init(name: String, spread: Spread, published: Double?) {
        self.name = name
        self.spread = spread
        self.published = published
    }

    /// Makes a number from what the runs gave; nil where there are none.
    package init?(name: String, _ values: [Double], published: Double?) {
        guard let spread = Spread(values) else { return nil }
        self.init(name: name, spread: spread, published: published)
    }

    /// How often one more run would give a number as far from the mean as the published one, if both are normally distributed;
    /// nil without a published number or for a single run.
    package var pValue: Double? { published.flatMap { spread.pValue(of: $0) } }
}

/// Numbers that somebody published from one run, beside the same numbers of runs of one's own under many seeds.
///
/// If the published run did what one's own do, its numbers are one more draw from the same distributions.
package struct ReplicationTest: Sendable, Hashable {
    package let numbers: [ReplicatedMetric]

    /// Makes a comparison of some numbers of the same runs.
    package init(numbers: [ReplicatedMetric]) { self.numbers = numbers }

    /// The p-value below which one doubts that a number comes from such a run.
    package static let level = 0.05

    /// The number that lies the least plausibly far out; nil where nothing can be compared.
    package var farthest: ReplicatedMetric? {
        numbers.filter { $0.pValue != nil }.min { ($0.pValue ?? 1) < ($1.pValue ?? 1) }
    }

    /// A bound on the p-value of all numbers together, however they depend on each other (Bonferroni); nil where nothing can be
    /// compared.
    package var pValue: Double? { farthest?.pValue.map { min(1, $0 * Double(numbers.count)) } }

    /// How far from its mean a number of one more run may lie for all of them to be plausible; nil for a single run.
    package func allowance(_ number: ReplicatedMetric) -> Double? {
        number.spread.predictionInterval(1 - Self.level / Double(numbers.count)).map {
            ($0.upperBound - $0.lowerBound) / 2
        }
    }

    /// The same, with so many digits that it can be read, and zero for a single run.
    package func limit(_ number: ReplicatedMetric) -> Double {
        ((allowance(number) ?? 0) * 10_000).rounded(.up) / 10_000
    }

    /// How many standard deviations that number was published from the mean of the runs; nil where they have no spread.
    package var distance: Double? {
        guard let farthest, let published = farthest.published, farthest.spread.standardDeviation > 0 else {
            return nil
        }
        return abs(published - farthest.spread.mean) / farthest.spread.standardDeviation
    }
}
