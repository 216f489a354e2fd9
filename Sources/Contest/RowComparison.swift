import Random
import Ranking
import Recommenders
import Statistics

/// How a row's metric differs from another's, and what that amounts to among all comparisons of the contest.
package struct RowComparison: Sendable {
    /// What a difference amounts to.
    package enum Verdict: String, Sendable {
        case better, worse
        /// The whole interval lies within the smallest difference of interest.
        case equivalent
        case undecided
    }

    package let model: ContestModel
    /// The difference among all comparisons of the contest.
    fileprivate let adjusted: AdjustedDifference

    /// The difference by itself.
    package var difference: ReplicatedDifference { adjusted.difference }

    /// The seed of the draws of users and seeds in an interval.
    package static let bootstrapSeed: UInt64 = 98_765
    /// The smallest difference of a metric that is of interest, stated before any was seen.
    package static let margin = 0.005

    /// Equivalent, if the interval lies within the margin; else better or worse, if zero is ruled out; else undecided.
    package var verdict: Verdict {
        if difference.interval.lies(within: Self.margin) { return .equivalent }
        guard adjusted.isSignificant else { return .undecided }
        return adjusted.isGain ? .better : .worse
    }
}

/// The comparisons of every two rows by the paper's metrics, all under one false discovery rate.
package struct RowComparisons: Sendable {
    private let all: [Key: [RowComparison]]
    /// How many comparisons that are.
    package let count: Int

    private struct Key: Hashable {
        let metric: String
        let reference: ContestModel
    }

    /// Compares every two rows, by NDCG, recall@20 and recall@50 as far as they can be taken.
    ///
    /// - Complexity: 30 ms a metric, 1 ms a run of 600 users and metric, and 1 ms a pair and metric.
    package init(_ rows: [ContestRow], _ depths: Depths) {
        let pairs = depths.paper.flatMap { metric in
            let compared = rows.filter { $0.average(metric) != nil }
            let values = compared.compactMap { $0.metrics.values(metric) }
            let means = ResampledMeans.of(values, generator: Philox4x32(seed: RowComparison.bootstrapSeed))
            return means.indices.flatMap { first in
                means.indices.dropFirst(first + 1).map { second in
                    let difference = ReplicatedDifference(means[first], minus: means[second])
                    return (metric.name, compared[first].model, compared[second].model, difference)
                }
            }
        }
        var all: [Key: [RowComparison]] = [:]
        for (pair, adjusted) in zip(pairs, AdjustedDifference.all(pairs.map(\.3))) {
            let (metric, first, second, _) = pair
            all[Key(metric: metric, reference: second), default: []].append(
                RowComparison(model: first, adjusted: adjusted))
            all[Key(metric: metric, reference: first), default: []].append(
                RowComparison(model: second, adjusted: -adjusted))
        }
        self.all = all
        count = pairs.count
    }

    /// How the other rows differ from one by a metric, in the table's order; empty where they were not compared.
    package func against(_ reference: ContestModel, by metric: Metric = .ndcg) -> [RowComparison] {
        all[Key(metric: metric.name, reference: reference)] ?? []
    }
}

extension [RowComparison] {
    /// The models of a verdict.
    package func models(_ verdict: RowComparison.Verdict) -> [ContestModel] {
        filter { $0.verdict == verdict }.map(\.model)
    }
}
