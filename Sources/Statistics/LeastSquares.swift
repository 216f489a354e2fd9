/// The straight line fitted to points by least squares.
package struct LeastSquares: Sendable, Hashable {
    /// The line's y at x = 0.
    package let intercept: Double
    /// The change of y per unit of x.
    package let slope: Double
    /// Pearson's correlation of x and y; zero if y does not vary.
    package let correlation: Double
    private let count: Int

    /// Fits a line; returns nil without two different x.
    package init?(x: [Double], y: [Double]) {
        precondition(x.count == y.count, "a point has x and y")
        guard !x.isEmpty else { return nil }
        let count = Double(x.count)
        let (meanX, meanY) = (x.reduce(0, +) / count, y.reduce(0, +) / count)
        var (xx, xy, yy) = (0.0, 0.0, 0.0)
        for (x, y) in zip(x, y) {
            xx += (x - meanX) * (x - meanX)
            xy += (x - meanX) * (y - meanY)
            yy += (y - meanY) * (y - meanY)
        }
        guard xx > 0 else { return nil }
        slope = xy / xx
        intercept = meanY - slope * meanX
        correlation = yy > 0 ? xy / (xx * yy).squareRoot() : 0
        self.count = x.count
    }

    /// How often points without a correlation have one as large, in either direction, if they are normally distributed;
    /// nil for fewer than three. Source: Student's t of r √((n − 2) / (1 − r²)).
    package var pValue: Double? {
        guard count > 2 else { return nil }
        let rest = 1 - correlation * correlation
        if rest <= 0 { return 0 }
        let t = abs(correlation) * (Double(count - 2) / rest).squareRoot()
        return 2 * StudentT(degrees: count - 2).probability(above: t)
    }

    /// The line's y at an x.
    package func callAsFunction(_ x: Double) -> Double { intercept + slope * x }
}
