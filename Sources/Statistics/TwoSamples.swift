/// Tests whether two means differ by less than a margin: two one-sided t tests (TOST).
///
/// If an ordinary test finds no difference, there may have been too few runs to find one; this test needs enough runs
/// to show that the difference is small. It assumes equal variances. Source: Schuirmann, "A comparison of the two
/// one-sided tests procedure and the power approach for assessing the equivalence of average bioavailability", 1987.
package struct EquivalenceTest: Sendable, Hashable {
    /// The difference below which two means count as equivalent.
    package let margin: Double
    /// The first mean minus the second.
    package let difference: Double
    /// The standard error of the difference, from the pooled variance.
    package let standardError: Double
    /// The degrees of freedom: n₁ + n₂ − 2.
    package let degrees: Int
    /// The 90% interval of the difference; it lies between −margin and margin exactly if `pValue` is below 5%.
    package let interval: ClosedRange<Double>
    /// The larger p-value of the two hypotheses: that the difference is at least the margin, and that it is at most
    /// −margin.
    package let pValue: Double

    /// Compares two samples; returns `nil` if either has fewer than two numbers or one that is not finite.
    ///
    /// - Precondition: the margin is positive. Choose it before you see the numbers.
    package init?(_ first: Spread, minus second: Spread, margin: Double) {
        precondition(margin > 0, "means are equivalent within a positive margin")
        guard let pooled = PooledDifference(first, minus: second) else { return nil }
        self.margin = margin
        difference = pooled.difference
        standardError = pooled.standardError
        degrees = pooled.degrees
        let t = StudentT(degrees: degrees)
        let half = t.bound(containing: 0.9) * standardError
        interval = difference - half...difference + half
        // The nearer of the two margins is harder to rule out.
        pValue = t.probability(above: pooled.standardized(margin - abs(difference)))
    }
}

/// Tests whether two samples vary equally: Levene's test with the distances from each sample's median.
///
/// It is a t test of the mean distances; its t² is the paper's F with 1 and n₁ + n₂ − 2 degrees of freedom for two
/// samples. Source: Brown and Forsythe, "Robust tests for the equality of variances", 1974.
package struct BrownForsytheTest: Sendable, Hashable {
    /// The first sample's standard deviation.
    package let firstDeviation: Double
    /// The second sample's standard deviation.
    package let secondDeviation: Double
    /// The degrees of freedom: n₁ + n₂ − 2.
    package let degrees: Int
    /// The probability that mean distances differ by at least as much if both samples vary equally.
    package let pValue: Double

    /// The first standard deviation as a multiple of the second; infinity if the second sample does not vary.
    package var ratio: Double { firstDeviation / secondDeviation }

    /// Compares two samples; returns `nil` if neither varies, or if either has fewer than three numbers or one that is
    /// not finite.
    ///
    /// Two numbers are equally far from their median, so they cannot show how distances vary.
    package init?(_ first: Spread, over second: Spread) {
        guard
            first.count > 2, second.count > 2, first.standardDeviation + second.standardDeviation > 0,
            let firstDistances = first.distancesFromMedian, let secondDistances = second.distancesFromMedian,
            let pooled = PooledDifference(firstDistances, minus: secondDistances)
        else { return nil }
        firstDeviation = first.standardDeviation
        secondDeviation = second.standardDeviation
        degrees = pooled.degrees
        pValue = 2 * StudentT(degrees: degrees).probability(above: pooled.standardized(abs(pooled.difference)))
    }
}

extension Spread {
    fileprivate var distancesFromMedian: Spread? { Spread(values.map { abs($0 - median) }) }
}

/// The difference of two means with its standard error, for samples of the same variance: Student's two-sample t.
///
/// Source: Fisher, "Applications of 'Student's' distribution", 1925.
struct PooledDifference {
    /// The first mean minus the second.
    let difference: Double
    /// The standard error of the difference: √(s² / n₁ + s² / n₂), where s² is the pooled variance.
    let standardError: Double
    /// The degrees of freedom: n₁ + n₂ − 2.
    let degrees: Int

    /// Compares two samples; returns `nil` if either has fewer than two numbers or one that is not finite.
    init?(_ first: Spread, minus second: Spread) {
        guard first.count > 1, second.count > 1 else { return nil }
        degrees = first.count + second.count - 2
        difference = first.mean - second.mean
        func squares(_ spread: Spread) -> Double {
            Double(spread.count - 1) * spread.standardDeviation * spread.standardDeviation
        }
        let variance = (squares(first) + squares(second)) / Double(degrees)
        standardError = (variance * (1 / Double(first.count) + 1 / Double(second.count))).squareRoot()
        guard difference.isFinite, standardError.isFinite else { return nil }
    }

    /// A distance in standard errors; infinite if nothing varies, but zero for no distance.
    func standardized(_ distance: Double) -> Double { distance == 0 ? 0 : distance / standardError }
}

/// How closely paired numbers agree, such as the recall of two programs with the same seeds.
///
/// Source: Bland and Altman, "Statistical methods for assessing agreement between two methods of clinical measurement",
/// 1986: they look at differences, because numbers that correlate need not agree.
package struct PairedAgreement: Sendable, Hashable {
    /// The number of pairs.
    package let count: Int
    /// The mean of first minus second.
    package let meanDifference: Double
    /// The mean absolute difference between first and second.
    package let meanAbsoluteDifference: Double
    /// The largest absolute difference between first and second.
    package let largestDifference: Double
    /// Pearson's correlation; `nil` if the first or the second numbers do not vary.
    package let correlation: Double?

    /// Compares pairs; returns `nil` if there are none or a number is not finite.
    ///
    /// - Precondition: there are as many first as second numbers, in the same order.
    package init?(_ first: [Double], minus second: [Double]) {
        precondition(first.count == second.count, "\(first.count) and \(second.count) numbers do not pair")
        let differences = zip(first, second).map(-)
        guard
            let x = Spread(first), let y = Spread(second), x.mean.isFinite, y.mean.isFinite,
            let difference = Spread(differences), let distance = Spread(differences.map(abs))
        else { return nil }
        count = difference.count
        meanDifference = difference.mean
        meanAbsoluteDifference = distance.mean
        largestDifference = distance.range.upperBound
        let products = zip(first, second).reduce(0) { $0 + ($1.0 - x.mean) * ($1.1 - y.mean) }
        let deviations = x.standardDeviation * y.standardDeviation
        // Within ±1 but for rounding.
        correlation = deviations > 0 ? max(-1, min(1, products / Double(count - 1) / deviations)) : nil
    }
}
