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
