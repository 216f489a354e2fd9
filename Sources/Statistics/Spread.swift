/// How a number varied over independent runs, such as recall over seeds, and what a further run may give.
package struct Spread: Sendable, Hashable {
    /// The numbers, ascending: one a run.
    package let values: [Double]
    /// Their mean.
    package let mean: Double
    /// Their sample standard deviation, whose squares are divided by n − 1; zero where all numbers are the same.
    package let standardDeviation: Double

    /// Describes the numbers of some runs, or returns `nil` where there are none.
    package init?(_ values: some Sequence<Double>) {
        // In ascending order, so that the sums do not depend on the order in which runs were found.
        self.values = values.sorted()
        guard let smallest = self.values.first else { return nil }
        if smallest == self.values.last {
            // Neither rounds: three times 0.1, divided by three, is another number.
            (mean, standardDeviation) = (smallest, 0)
            return
        }
        let count = Double(self.values.count)
        let mean = self.values.reduce(0, +) / count
        let squares = self.values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        self.mean = mean
        standardDeviation = (squares / (count - 1)).squareRoot()
    }

    /// The number of runs.
    package var count: Int { values.count }

    /// The number in the middle, or the mean of the two there.
    package var median: Double { quantile(0.5) }

    /// The value that a share of the runs lies below, between two values in proportion.
    package func quantile(_ share: Double) -> Double { Statistics.quantile(values, share) }

    /// The smallest and the largest number.
    package var range: ClosedRange<Double> { values[0]...values[count - 1] }

    /// Where the mean of many more runs lies with a probability, for normally distributed numbers; `nil` for one run.
    package func confidenceInterval(_ probability: Double = 0.95) -> ClosedRange<Double>? {
        interval(probability, width: (1 / Double(count)).squareRoot())
    }

    /// Where one more run falls with a probability, for normally distributed numbers; `nil` for one run.
    ///
    /// mean ± t s √(1 + 1/n), t of n − 1 degrees of freedom.
    package func predictionInterval(_ probability: Double = 0.95) -> ClosedRange<Double>? {
        interval(probability, width: (1 + 1 / Double(count)).squareRoot())
    }

    /// How probable it is for one more run to fall as far from the mean as this, or farther, for normally distributed
    /// numbers: the p-value of the claim that the number came from such a run. `nil` for one run.
    ///
    /// Of several numbers from the same run the smallest p-value times how many there are bounds that of all
    /// (Bonferroni), however they depend on each other.
    package func pValue(of value: Double) -> Double? {
        guard count > 1 else { return nil }
        let distance = abs(value - mean)
        if distance == 0 { return 1 }
        let t = distance / (standardDeviation * (1 + 1 / Double(count)).squareRoot())
        return 1 - StudentT(degrees: count - 1).probability(within: t)
    }

    /// The same without any distribution: by rank, on either side, of the value among itself and the runs.
    ///
    /// No smaller than 2 / (n + 1), so that 20 runs can tell little below one in ten.
    package func rankPValue(of value: Double) -> Double {
        let below = values.count { $0 <= value }
        let above = values.count { $0 >= value }
        return min(1, 2 * Double(min(below, above) + 1) / Double(count + 1))
    }

    private func interval(_ probability: Double, width: Double) -> ClosedRange<Double>? {
        guard count > 1 else { return nil }
        let half = StudentT(degrees: count - 1).bound(containing: probability) * standardDeviation * width
        return mean - half...mean + half
    }
}
