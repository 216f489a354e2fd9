/// The F distribution with integer degrees of freedom.
///
/// Its tail is the regularized incomplete beta function I_x(ν₂/2, ν₁/2), raised to ν₁/2 from ½, which is Student's t, or
/// from 1. Source: Abramowitz and Stegun, "Handbook of Mathematical Functions", 1964, formulas 26.5.16 and 26.6.2.
struct FDistribution {
    /// ν₁ and ν₂.
    let numerator, denominator: Int

    /// The probability of a value above f, which is not negative. O(ν₁ + ν₂).
    func probability(above f: Double) -> Double {
        let (a, top) = (Double(denominator) / 2, Double(numerator))
        let x = Double(denominator) / (Double(denominator) + top * f)
        var power = denominator % 2 == 0 ? 1 : x.squareRoot()
        for _ in 0..<denominator / 2 { power *= x }
        let startsAtHalf = numerator % 2 == 1
        var b = startsAtHalf ? 0.5 : 1
        var sum =
            startsAtHalf ? 2 * StudentT(degrees: denominator).probability(above: (top * f).squareRoot()) : power
        // xᵃ (1 − x)ᵇ / (b B(a, b)), the step from I(a, b) to I(a, b + 1).
        var term =
            power * (startsAtHalf ? 2 * (1 - x).squareRoot() * gammaRatio(a) / Double.pi.squareRoot() : a * (1 - x))
        while 2 * b < top {
            sum += term
            term *= (1 - x) * (a + b) / (b + 1)
            b += 1
        }
        return min(1, sum)
    }

    /// Γ(a + ½) / Γ(a) of a multiple of ½.
    private func gammaRatio(_ a: Double) -> Double {
        let isWhole = a == a.rounded()
        var (place, ratio) = isWhole ? (1.0, Double.pi.squareRoot() / 2) : (0.5, 1 / Double.pi.squareRoot())
        while place < a {
            ratio *= (place + 0.5) / place
            place += 1
        }
        return ratio
    }
}

/// How plausible several numbers of one more run are, taken together, beside those of some runs, if runs are jointly normal.
///
/// Hotelling's T² of one further observation: with n runs of p numbers, mean m and covariance S,
/// (x − m)ᵀ S⁻¹ (x − m) · n (n − p) / ((n + 1) (n − 1) p) has an F distribution with p and n − p degrees of freedom.
/// Source: Hotelling 1931; Johnson and Wichern, "Applied Multivariate Statistical Analysis", section 5.4.
package struct JointPrediction: Sendable, Hashable {
    private let count: Int
    private let means: [Double]
    /// The lower Cholesky factor of the covariance, row by row.
    private let factor: [[Double]]

    /// Takes the numbers of each run; nil unless there are two runs more than numbers, which vary independently.
    package init?(_ runs: [[Double]]) {
        guard let size = runs.first?.count, size > 0, runs.count >= size + 2, runs.allSatisfy({ $0.count == size })
        else { return nil }
        let means = (0..<size).map { index in runs.reduce(0) { $0 + $1[index] } / Double(runs.count) }
        var factor: [[Double]] = []
        for row in 0..<size {
            var entries: [Double] = []
            for column in 0...row {
                var entry =
                    runs.reduce(0) { $0 + ($1[row] - means[row]) * ($1[column] - means[column]) }
                    / Double(runs.count - 1)
                for place in 0..<column {
                    entry -= entries[place] * (column == row ? entries[place] : factor[column][place])
                }
                // Rounding leaves of a number that follows from the others a small part of its own variance.
                if column == row, entry <= 1e-12 * means[row] * means[row] { return nil }
                entries.append(column == row ? entry.squareRoot() : entry / factor[column][column])
            }
            factor.append(entries)
        }
        (count, self.means, self.factor) = (runs.count, means, factor)
    }

    /// The probability that one more run lies as far out as these numbers, in any direction.
    ///
    /// - Precondition: they are as many as a run's.
    package func pValue(of numbers: [Double]) -> Double {
        precondition(numbers.count == means.count, "a run has \(means.count) numbers, not \(numbers.count)")
        var whitened: [Double] = []
        for (row, entries) in factor.enumerated() {
            let rest = zip(entries, whitened).reduce(numbers[row] - means[row]) { $0 - $1.0 * $1.1 }
            whitened.append(rest / entries[row])
        }
        let distance = whitened.reduce(0) { $0 + $1 * $1 }
        let (n, p) = (Double(count), Double(means.count))
        return FDistribution(numerator: means.count, denominator: count - means.count)
            .probability(above: distance * n * (n - p) / ((n + 1) * (n - 1) * p))
    }

    /// The p-value of each run beside all the others; nil where the others do not vary independently.
    ///
    /// If these tell of all that a run may be, a share of them as large as a level lies below it.
    package static func leavingEachOut(_ runs: [[Double]]) -> [Double]? {
        let values = runs.indices.compactMap { index in
            JointPrediction(Array(runs[..<index] + runs[(index + 1)...]))?.pValue(of: runs[index])
        }
        return values.count == runs.count && !values.isEmpty ? values : nil
    }
}
