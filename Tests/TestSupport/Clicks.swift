import LinearAlgebra

/// The largest distance between two runs of numbers of the same length; infinity for different lengths.
package func largestDistance(_ values: [Float], _ expected: [Double]) -> Double {
    guard values.count == expected.count else { return .infinity }
    return zip(values, expected).map { abs(Double($0) - $1) }.max() ?? 0
}

/// Clicks with a long tail of items and of users: `users × items`.
package func longTailedClicks(users: Int, items: Int, seed: UInt64) -> BinaryMatrix {
    var generator = SplitMix(state: seed)
    return BinaryMatrix(
        columns: items,
        rows: (0..<users).map { user in
            (0..<items).filter { item in
                let share = 2 / Double(item + user % 17 + 3)
                return Double.random(in: 0..<1, using: &generator) < share
            }
        })
}
