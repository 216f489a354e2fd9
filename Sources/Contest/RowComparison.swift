import Random
import Recommenders
import Statistics

/// How a row's NDCG@100 differs from another's, and what that amounts to among all comparisons of a table.
package struct RowComparison: Sendable {
    /// What a difference amounts to.
    package enum Verdict: String, Sendable {
        case better, worse
        /// The whole interval lies within the smallest difference of interest.
        case equivalent
        case undecided
    }

    package let row: ContestRow
    package let difference: ReplicatedDifference
    /// The p-value, adjusted for all comparisons of the table.
    package let adjustedPValue: Double

    /// The seed of the draws of users and seeds in an interval.
    package static let bootstrapSeed: UInt64 = 98_765
    /// The smallest difference of NDCG@100 that is of interest, stated before any was seen.
    package static let margin = 0.005
    /// The expected share of false ones among the differences that are called better or worse.
    package static let falseDiscoveryRate = 0.05

    /// Equivalent, if the interval lies within the margin; else better or worse, if zero is ruled out; else undecided.
    package var verdict: Verdict {
        if difference.interval.lies(within: Self.margin) { return .equivalent }
        guard adjustedPValue <= Self.falseDiscoveryRate else { return .undecided }
        return difference.mean > 0 ? .better : .worse
    }

    /// Compares each row with one of them, itself left out.
    ///
    /// - Complexity: 60 ms a row of five runs of 600 users.
    package static func all(_ rows: [ContestRow], against reference: ContestModel) -> [RowComparison] {
        guard let other = rows.first(where: { $0.model == reference }) else { return [] }
        let differences = rows.filter { $0.model != reference }.compactMap { row in
            ReplicatedDifference(row.ndcgs, minus: other.ndcgs, generator: Philox4x32(seed: bootstrapSeed)).map {
                (row, $0)
            }
        }
        let adjusted = benjaminiHochberg(differences.map(\.1.pValue))
        return zip(differences, adjusted).map { RowComparison(row: $0.0, difference: $0.1, adjustedPValue: $1) }
    }
}

extension [RowComparison] {
    /// The models of a verdict.
    package func models(_ verdict: RowComparison.Verdict) -> [ContestModel] {
        filter { $0.verdict == verdict }.map(\.row.model)
    }
}
