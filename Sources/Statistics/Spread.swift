/// How a number varied over independent runs, such as recall over seeds, and what one more run may give.
package struct Spread: Sendable, Hashable {
    /// The numbers, ascending, one per run.
    package let values: [Double]
    /// Their mean.
    package let mean: Double
    /// Their sample standard deviation, with divisor n − 1; zero if all numbers are the same.
    package let standardDeviation: Double

    /// Describes the numbers of some runs; returns `nil` if there are none.
    package init?(_ values: some Sequence<Double>) {
        // In ascending order, so that sums do not depend on the order of the runs.
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

    /// The middle number, or the mean of the two middle ones.
    package var median: Double { quantile(0.5) }

    /// The quantile at a share in 0…1, with linear interpolation.
    package func quantile(_ share: Double) -> Double { Statistics.quantile(values, share) }

    /// The smallest and the largest number.
    package var range: ClosedRange<Double> { values[0]...values[count - 1] }

    /// The confidence interval of the mean, for normally distributed numbers; `nil` for one run.
    package func confidenceInterval(_ probability: Double = 0.95) -> ClosedRange<Double>? {
        interval(probability, width: (1 / Double(count)).squareRoot())
    }

    /// The prediction interval for one more run, for normally distributed numbers; `nil` for one run.
    ///
    /// It is mean ± t s √(1 + 1/n), with t of n − 1 degrees of freedom.
    package func predictionInterval(_ probability: Double = 0.95) -> ClosedRange<Double>? {
        interval(probability, width: (1 + 1 / Double(count)).squareRoot())
    }

    /// The probability that one more run falls at least as far from the mean as a value, for normally distributed
    /// numbers: the p-value of the hypothesis that the value came from such a run. `nil` for one run.
    ///
    /// For several numbers of the same run, the smallest p-value times their count bounds the p-value of them all
    /// (Bonferroni), however they depend on each other.
    package func pValue(of value: Double) -> Double? {
        guard count > 1 else { return nil }
        let distance = abs(value - mean)
        if distance == 0 { return 1 }
        let t = distance / (standardDeviation * (1 + 1 / Double(count)).squareRoot())
        return 1 - StudentT(degrees: count - 1).probability(within: t)
    }

    /// The two-sided p-value by rank of the value among the runs and itself, without assuming a distribution.
    ///
    /// It is at least 2 / (n + 1), so 20 runs cannot give less than 0.095.
    package func rankPValue(of value: Double) -> Double {
        let below = values.count { $0 <= value }
        let above = values.count { $0 >= value }
        return min(1, 2 * Double(min(below, above) + 1) / Double(count + 1))
    }

    /// How far apart two runs lie with a probability, for normally distributed numbers: t s √2. `nil` for one run.
    package func distanceOfTwo(_ probability: Double = 0.95) -> Double? {
        bound(probability, width: 2.0.squareRoot())
    }

    private func interval(_ probability: Double, width: Double) -> ClosedRange<Double>? {
        bound(probability, width: width).map { mean - $0...mean + $0 }
    }

    /// t s times a width.
    private func bound(_ probability: Double, width: Double) -> Double? {
        count > 1 ? StudentT(degrees: count - 1).bound(containing: probability) * standardDeviation * width : nil
    }
}

/// The mean of a metric over the users that have a value, with its standard error.
package struct Average: Sendable, Hashable {
    /// The mean.
    package let mean: Double
    /// The standard deviation divided by the square root of `count`, as in vae_cf and table 2 of Liang et al. 2018:
    /// `np.std(x) / np.sqrt(len(x))`, whose deviation divides by n, not by n − 1.
    package let standardError: Double
    /// How many users have a value.
    package let count: Int

    /// Averages the values that are not `nil`; returns `nil` if there are none.
    package init?(_ values: some Sequence<Double?>) {
        let present = values.compactMap { $0 }
        guard !present.isEmpty else { return nil }
        let count = Double(present.count)
        let mean = present.reduce(0, +) / count
        let squares = present.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        self.mean = mean
        self.count = present.count
        standardError = (squares / count / count).squareRoot()
    }
}

/// The mean over the users that have a value; zero if none has.
package func mean(_ values: [Double?]) -> Double { Average(values)?.mean ?? 0 }

/// The quantile of ascending values at a share in 0…1, with linear interpolation, as NumPy's `quantile`.
func quantile(_ ascending: [Double], _ share: Double) -> Double {
    let position = share * Double(ascending.count - 1)
    let below = Int(position.rounded(.down))
    let above = min(below + 1, ascending.count - 1)
    return ascending[below] + (position - Double(below)) * (ascending[above] - ascending[below])
}

/// The range that leaves out as many of ascending values on either side: the percentile interval of resampled means.
func centralInterval(_ ascending: [Double], _ probability: Double) -> ClosedRange<Double> {
    precondition(0..<1 ~= probability, "an interval holds less than everything")
    let tail = (1 - probability) / 2
    return quantile(ascending, tail)...quantile(ascending, 1 - tail)
}
