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
