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
