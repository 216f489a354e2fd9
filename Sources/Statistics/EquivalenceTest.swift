/// How well two samples refute that their means differ by a margin or more: two one-sided t tests (TOST).
///
/// Where a usual test finds no difference, there may have been too few runs to find it; this one takes runs enough to
/// show that the difference is small. The samples' variances are taken to be the same. Source: Schuirmann, "A comparison
/// of the two one-sided tests procedure and the power approach for assessing the equivalence of average
/// bioavailability", 1987.
package struct EquivalenceTest: Sendable, Hashable {
    /// How far apart two means may be that count as equivalent.
    package let margin: Double
    /// The first mean minus the second.
    package let difference: Double
    /// The standard error of the difference, from the pooled variance.
    package let standardError: Double
    /// The degrees of freedom: n₁ + n₂ − 2.
    package let degrees: Int
    /// The 90% interval of the difference, which lies between −margin and margin just where `pValue` is below 5%.
    package let interval: ClosedRange<Double>
    /// The larger of the p-values of the claims that the difference is at least the margin and at most its negative.
    package let pValue: Double

    /// Compares two samples, or returns `nil` where one has fewer than two numbers or one that is not finite.
    ///
    /// - Precondition: the margin is positive. It is to be stated before the numbers are seen.
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
        // Of the two margins the nearer one is the harder to rule out.
        pValue = t.probability(above: pooled.standardized(margin - abs(difference)))
    }
}
