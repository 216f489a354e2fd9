import Ranking
import Weave

/// Chapter 12: every variant under every protocol, popularity first.
func variantTable(_ results: [VariantResult], popularity: [TestProtocol: Judgement]) -> Table {
    func average(_ values: [Double]) -> String {
        guard let spread = Spread(values) else { return "" }
        let half = spread.confidenceInterval().map { " ± \(decimal(($0.upperBound - $0.lowerBound) / 2, places: 4))" }
        return decimal(spread.mean, places: 4) + (half ?? "")
    }
    let baseline = TestProtocol.allCases.map { average([mean(popularity[$0]?.recall ?? [])]) }
    return Table(
        columns: [
            "", "Recall@20, the notebook's", "Recall@20, withheld block", "Recall@20, fold-in", "NDCG@100, fold-in",
            "Epochs run", "Weights of epoch", "Divergence, nats",
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

/// Chapter 12: what each variant gains in recall@20 over the first and over popularity, by user.
func gainTable(_ results: [VariantResult], popularity: [TestProtocol: Judgement], seed: UInt32) -> Table {
    func gain(_ first: [Double?], _ second: [Double?]) -> String {
        guard let gain = difference(first, minus: second, seed: seed) else { return "" }
        let text = "\(signed(gain.mean)) (\(signed(gain.interval.lowerBound)) to \(signed(gain.interval.upperBound)))"
        return gain.isSignificant ? "**\(text)**" : text
    }
    return Table(
        columns: [
            "", "Over as published: the notebook's", "withheld block", "fold-in", "Over popularity: the notebook's",
            "withheld block", "fold-in",
        ],
        rows: results.enumerated().map { place, result in
            [result.variant.name]
                + TestProtocol.allCases.map { place == 0 ? "" : gain(result.recall($0), results[0].recall($0)) }
                + TestProtocol.allCases.map { gain(result.recall($0), popularity[$0]?.recall ?? []) }
        })
}

/// The least and the most of some counts: `37–50`.
private func range(_ counts: [Int]) -> String {
    guard let least = counts.min(), let most = counts.max() else { return "" }
    return least == most ? "\(least)" : "\(least)–\(most)"
}

/// A number with its sign: `+0.012`, `−0.003`.
func signed(_ value: Double, places: Int = 4) -> String {
    let text = decimal(abs(value), places: places)
    return (text.allSatisfy { "0.".contains($0) } ? "" : value < 0 ? "−" : "+") + text
}
