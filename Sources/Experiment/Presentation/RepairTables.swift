import Statistics
import Weave

/// Chapter 12: every variant by every protocol, with popularity first.
package func variantTable(_ results: [VariantResult], popularity: [TestProtocol: UserMetrics]) -> Table {
    func average(_ values: [Double]) -> String {
        guard let spread = Spread(values) else { return "" }
        let half = spread.confidenceInterval().map { " ± \(decimal(($0.upperBound - $0.lowerBound) / 2, places: 4))" }
        return decimal(spread.mean, places: 4) + (half ?? "")
    }
    let baseline = TestProtocol.allCases.map { average([mean(popularity[$0]?.recall ?? [])]) }
    return Table(
        columns: [
            "", "The notebook's", "Withheld block", "Fold-in", "Fold-in, NDCG@100", "Epochs run", "Weights of epoch",
            "Divergence, nats",
        ],
        rows: [["popularity"] + baseline + [average([mean(popularity[.foldIn]?.ndcg ?? [])]), "", "", ""]]
            + results.map { result in
                [result.variant.name]
                    + TestProtocol.allCases.map { average(result.judgements($0).map { mean($0.recall) }) }
                    + [
                        average(result.judgements(.foldIn).map { mean($0.ndcg) }), range(result.epochs),
                        range(result.epochsOfWeights), decimal(result.divergence, places: 2),
                    ]
            })
}

/// Chapter 12: the variants' gains in recall@20 over other values by the same protocol, user by user.
package func gainTable(_ results: ArraySlice<VariantResult>, over values: (TestProtocol) -> [Double?], seed: UInt32)
    -> Table
{
    Table(
        columns: ["", "The notebook's", "Withheld block", "Fold-in"],
        rows: results.map { result in
            [result.variant.name]
                + TestProtocol.allCases.map { name in
                    guard let gain = difference(result.recall(name), minus: values(name), seed: seed) else { return "" }
                    return gain.isSignificant ? "**\(text(gain))**" : text(gain)
                }
        })
}

/// The smallest and the largest of some numbers: `0.00 to 0.34`.
package func range(_ values: [Double]) -> String {
    guard let least = values.min(), let most = values.max() else { return "" }
    return "\(decimal(least, places: 2)) to \(decimal(most, places: 2))"
}

/// A difference with its interval: `+0.0026 (+0.0003 to +0.0050)`.
package func text(_ gain: PairedDifference) -> String {
    "\(signed(gain.mean)) (\(text(gain.interval)))"
}

/// An interval's ends: `+0.0003 to +0.0050`.
func text(_ interval: ClosedRange<Double>) -> String {
    "\(signed(interval.lowerBound)) to \(signed(interval.upperBound))"
}

/// The smallest and the largest of some counts: `37–50`.
private func range(_ counts: [Int]) -> String {
    guard let least = counts.min(), let most = counts.max() else { return "" }
    return least == most ? "\(least)" : "\(least)–\(most)"
}
