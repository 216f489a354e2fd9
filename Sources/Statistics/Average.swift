/// The mean of a metric over the users that have a value, with its standard error.
package struct Average: Sendable, Hashable {
    /// The mean.
    package let mean: Double
    /// The standard deviation divided by the square root of `count`, as in vae_cf and table 2 of Liang et al. 2018:
    /// `np.std(x) / np.sqrt(len(x))`, whose deviation divides by n, not by n − 1.
    package let standardError: Double
    /// How many users have a value.
    package let count: Int

    /// Averages the values that are not `nil`; returns `nil` if there are none.
    package init?(_ values: some Sequence<Double?>) {
        let present = values.compactMap { $0 }
        guard !present.isEmpty else { return nil }
        let count = Double(present.count)
        let mean = present.reduce(0, +) / count
        let squares = present.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        self.mean = mean
        self.count = present.count
        standardError = (squares / count / count).squareRoot()
    }
}

/// The mean over the users that have a value; zero if none has.
package func mean(_ values: [Double?]) -> Double { Average(values)?.mean ?? 0 }
