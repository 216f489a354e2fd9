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
