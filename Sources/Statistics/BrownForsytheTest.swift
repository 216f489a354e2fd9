/// Whether two samples vary as much: Levene's test with the distances from each sample's median.
///
/// A t test of those distances' means, whose square is the F of one and n₁ + n₂ − 2 degrees that the paper has for any
/// number of samples. Source: Brown and Forsythe, "Robust tests for the equality of variances", 1974.
package struct BrownForsytheTest: Sendable, Hashable {
    /// The first sample's standard deviation.
    package let firstDeviation: Double
    /// The second sample's standard deviation.
    package let secondDeviation: Double
    /// The degrees of freedom: n₁ + n₂ − 2.
    package let degrees: Int
    /// How probable it is for mean distances to differ by as much, or more, where both samples vary as much.
    package let pValue: Double

    /// The first standard deviation as a multiple of the second; infinity where the second sample does not vary.
    package var ratio: Double { firstDeviation / secondDeviation }

    /// Compares two samples, or returns `nil` where neither varies, or one has fewer than three numbers or one that is
    /// not finite.
    ///
    /// Two numbers are equally far from their median, so they do not show how distances vary.
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
