import Formatting
import Statistics

/// A number that every run of a study gives, under its own seed.
package struct ReplicatedMetric: Sendable, Hashable {
    package let name: String
    /// What the runs gave, in their order, and how it is spread.
    package let runs: [Double]
    package let spread: Spread
    /// What was published; nil where nothing was, or where it came from other ratings or settings.
    package let published: Double?

    /// Makes a number from what the runs gave; nil where there are none.
    package init?(name: String, _ values: [Double], published: Double?) {
        guard let spread = Spread(values) else { return nil }
        self.name = name
        runs = values
        self.spread = spread
        self.published = published
    }

    /// The same less a value, run by run, without what was published.
    package func minus(_ value: Double) -> ReplicatedMetric? {
        ReplicatedMetric(name: name, runs.map { $0 - value }, published: nil)
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

    /// What the runs gave, run by run.
    private var runs: [[Double]] {
        (0..<(numbers.first?.spread.count ?? 0)).map { run in numbers.map { $0.runs[run] } }
    }

    /// The p-value of the published numbers together (Hotelling's T² of one further run); nil where nothing was published or
    /// the runs are too few.
    package var pValue: Double? {
        let published = numbers.compactMap(\.published)
        return published.count == numbers.count && !numbers.isEmpty ? pValue(of: published) : nil
    }

    /// The p-value of another run's numbers, in their order; nil where the runs are too few or do not vary.
    package func pValue(of run: [Double]) -> Double? { JointPrediction(runs)?.pValue(of: run) }

    /// How many of the runs the test rejects when each is left out in turn and tested against the others; nil where they are
    /// too few. O(runs²).
    package func falseRejections() -> (rejected: Int, share: Double)? {
        JointPrediction.leavingEachOut(runs).map { values in
            let rejected = values.count { $0 < Self.level }
            return (rejected, Double(rejected) / Double(values.count))
        }
    }

    /// How far from its mean a number of one more run may lie for all of them to be plausible; nil for a single run.
    package func allowance(_ number: ReplicatedMetric) -> Double? {
        number.spread.predictionInterval(1 - Self.level / Double(numbers.count)).map {
            ($0.upperBound - $0.lowerBound) / 2
        }
    }

    /// The same, with as many digits as a page shows, and zero for a single run.
    package func limit(_ number: ReplicatedMetric) -> Double {
        roundedUp(allowance(number) ?? 0)
    }
}
