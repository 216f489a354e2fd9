import Foundation

/// Student's t distribution with an integer number of degrees of freedom.
///
/// Source: Abramowitz and Stegun, "Handbook of Mathematical Functions", 1964, formulas 26.7.3 and 26.7.4, which are
/// finite sums. Errors are below 1e-13 up to a thousand degrees.
package struct StudentT: Sendable, Hashable {
    /// The degrees of freedom, ν.
    package let degrees: Int

    /// Creates the distribution.
    ///
    /// - Precondition: `degrees` is positive.
    package init(degrees: Int) {
        precondition(degrees > 0, "t has at least one degree of freedom")
        self.degrees = degrees
    }

    /// The probability of a value within ±t. O(ν).
    package func probability(within t: Double) -> Double {
        let t = abs(t)
        if t == .infinity { return 1 }
        let radius = (Double(degrees) + t * t).squareRoot()
        let sine = t / radius
        let cosine = Double(degrees).squareRoot() / radius
        // The series 1 + 1/2 cos² + 1·3/(2·4) cos⁴ + … for even ν; cos + 2/3 cos³ + 2·4/(3·5) cos⁵ + … for odd ν.
        var term = degrees % 2 == 0 ? 1 : cosine
        var sum = degrees == 1 ? 0 : term
        for power in stride(from: degrees % 2 == 0 ? 1 : 2, to: degrees - 2, by: 2) {
            term *= cosine * cosine * Double(power) / Double(power + 1)
            sum += term
        }
        return degrees % 2 == 0 ? sine * sum : (atan2(sine, cosine) + sine * sum) * 2 / .pi
    }

    /// The probability of a value above t. O(ν).
    ///
    /// The error is absolute, so a probability below 1e-13 may come out as zero.
    package func probability(above t: Double) -> Double {
        let tail = max(0, 1 - probability(within: t)) / 2
        return t < 0 ? 1 - tail : tail
    }

    /// The t such that a value lies within ±t with a probability: `bound(containing: 0.95)` is the 97.5% quantile.
    ///
    /// - Precondition: the probability lies in 0..<1.
    package func bound(containing probability: Double) -> Double {
        precondition(0..<1 ~= probability, "a bound contains a probability from 0 to below 1")
        var (low, high) = (0.0, 1.0)
        while self.probability(within: high) < probability { high *= 2 }
        while true {
            let middle = (low + high) / 2
            if middle == low || middle == high { return low }
            if self.probability(within: middle) < probability { low = middle } else { high = middle }
        }
    }
}
