import Random

/// How much better one model is than another on the same users, each trained under one seed or several, with a bootstrap over
/// users and seeds.
///
/// Each resample draws as many users as there are, the same for both models, and for either model as many of its own
/// runs as it has; what is new each time a model is trained thus widens the interval as the choice of users does. Few
/// runs understate their own spread: by half its variance with two, by a fifth with five.
///
/// Source: Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapters 13 and 16.
package struct ReplicatedDifference: Sendable, Hashable {
    /// The mean difference, over users and runs.
    package let mean: Double
    /// The interval that holds the mean difference with the probability asked for.
    package let interval: ClosedRange<Double>
    /// The two-sided p-value of no difference, at least 2 / (resamples + 1).
    package let pValue: Double

    /// Compares two models whose users were resampled together.
    ///
    /// - Parameter probability: The confidence level of the interval.
    /// - Complexity: O(runs · resamples + resamples log resamples): 1 ms for 10,000 resamples.
    package init(_ first: ResampledMeans, minus second: ResampledMeans, probability: Double = 0.95) {
        precondition(first.count == second.count, "\(first.count) and \(second.count) resamples do not pair")
        mean = first.mean - second.mean
        var (below, above) = (0, 0)
        var means = (0..<first.count).map { first.drawn($0, stream: 1) - second.drawn($0, stream: 2) }
        for value in means {
            if value <= 0 { below += 1 }
            if value >= 0 { above += 1 }
        }
        means.sort()
        interval = centralInterval(means, probability)
        pValue = min(1, 2 * Double(min(below, above) + 1) / Double(means.count + 1))
    }

    private init(mean: Double, interval: ClosedRange<Double>, pValue: Double) {
        (self.mean, self.interval, self.pValue) = (mean, interval, pValue)
    }

    /// The second model's advantage over the first.
    package static prefix func - (difference: ReplicatedDifference) -> ReplicatedDifference {
        let interval = difference.interval
        return ReplicatedDifference(
            mean: -difference.mean, interval: -interval.upperBound...(-interval.lowerBound), pValue: difference.pValue)
    }
}

/// The mean of each run of a model over users that were resampled with replacement many times.
package struct ResampledMeans: Sendable {
    /// Of each run over all users.
    private let means: [Double]
    /// Of each run, resample by resample.
    private let resampled: [[Double]]
    private let generator: Philox4x32

    /// Resamples the users of several models at once, so that any two of them can be compared; empty if no user has a value in
    /// every run of all.
    ///
    /// - Parameter models: A value per user for each run of each model, the same users in the same order.
    /// - Complexity: O(users · runs · resamples): 30 ms for all and 1 ms a run of 600 users.
    package static func of(
        _ models: [[[Double?]]], resamples: Int = 10_000, generator: Philox4x32
    ) -> [ResampledMeans] {
        let runs = models.flatMap { $0 }
        guard let users = runs.first?.count, models.allSatisfy({ !$0.isEmpty }) else { return [] }
        precondition(runs.allSatisfy { $0.count == users }, "runs of different users do not pair")
        precondition(resamples > 0, "an interval comes from some resamples")
        let present = (0..<users).filter { user in runs.allSatisfy { $0[user] != nil } }
        guard !present.isEmpty else { return [] }
        let count = present.count
        let values = runs.map { run in present.map { run[$0] ?? 0 } }
        // Eight runs add up side by side, each in the order of its users.
        let lanes = SIMD8<Double>.scalarCount
        let blocks = stride(from: 0, to: runs.count, by: lanes).map { start in
            (0..<count).map { user in
                values[start..<min(start + lanes, runs.count)].enumerated().reduce(into: SIMD8<Double>()) {
                    $0[$1.offset] = $1.element[user]
                }
            }
        }
        var resampled = values.map { _ in [Double](repeating: 0, count: resamples) }
        var times = [Double](repeating: 0, count: count)
        for resample in 0..<resamples {
            for user in times.indices { times[user] = 0 }
            generator.resample(count, of: count, number: resample) { times[$0] += 1 }
            for (block, values) in blocks.enumerated() {
                var sums = SIMD8<Double>()
                for user in times.indices { sums += times[user] * values[user] }
                for run in block * lanes..<min(runs.count, (block + 1) * lanes) {
                    resampled[run][resample] = sums[run - block * lanes] / Double(count)
                }
            }
        }
        let means = values.map { $0.reduce(0, +) / Double(count) }
        var start = 0
        return models.map { model in
            defer { start += model.count }
            let own = start..<start + model.count
            return ResampledMeans(means: Array(means[own]), resampled: Array(resampled[own]), generator: generator)
        }
    }

    /// How often the users were resampled.
    var count: Int { resampled[0].count }

    /// The interval that holds the model's own mean, over users and runs, with a probability.
    ///
    /// - Complexity: O(runs · resamples + resamples log resamples): 1 ms for 10,000 resamples.
    package func interval(_ probability: Double = 0.95) -> ClosedRange<Double> {
        centralInterval((0..<count).map { drawn($0, stream: 1) }.sorted(), probability)
    }

    /// The mean over all users and runs.
    var mean: Double { means.reduce(0, +) / Double(means.count) }

    /// The mean over the users of a resample and as many runs as there are, drawn with replacement.
    func drawn(_ resample: Int, stream: UInt32) -> Double {
        var sum = 0.0
        generator.resample(resampled.count, of: resampled.count, number: resample, stream: stream) {
            sum += resampled[$0][resample]
        }
        return sum / Double(resampled.count)
    }
}
