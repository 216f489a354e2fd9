/// A difference of two models among several that are told together, with its p-value adjusted for all of them.
package struct AdjustedDifference: Sendable, Hashable {
    /// The difference by itself.
    package let difference: ReplicatedDifference
    /// Its p-value, adjusted by Benjamini and Hochberg.
    package let pValue: Double

    /// The expected share of false ones among the differences that are called significant.
    package static let falseDiscoveryRate = 0.05

    /// Whether zero is ruled out at the false discovery rate.
    package var isSignificant: Bool { pValue <= Self.falseDiscoveryRate }

    /// Whether the first model is significantly better than the second.
    package var isGain: Bool { isSignificant && difference.mean > 0 }

    /// Adjusts the p-values of differences for one another.
    package static func all(_ differences: [ReplicatedDifference]) -> [AdjustedDifference] {
        zip(differences, benjaminiHochberg(differences.map(\.pValue))).map {
            AdjustedDifference(difference: $0, pValue: $1)
        }
    }

    /// The second model's advantage over the first.
    package static prefix func - (adjusted: AdjustedDifference) -> AdjustedDifference {
        AdjustedDifference(difference: -adjusted.difference, pValue: adjusted.pValue)
    }
}
