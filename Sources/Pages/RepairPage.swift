import Comparisons
import Formatting
import Plotting
import Ranking
import Statistics
import Weave

/// Chapter 12: every variant by every protocol, with popularity first.
package func variantTable(
    _ results: [VariantResult], popularity: [TestProtocol: UserMetrics], _ depths: Depths
) -> Table {
    func average(_ values: [[Double?]]) -> String {
        guard let spread = Spread(values.compactMap { Average($0)?.mean }) else { return "–" }
        let half = spread.confidenceInterval().map { " ± \(decimal(($0.upperBound - $0.lowerBound) / 2, places: 4))" }
        return decimal(spread.mean, places: 4) + (half ?? "")
    }
    let baseline = TestProtocol.allCases.map { average([popularity[$0]?.leading ?? []]) }
    let popular = ["popularity"] + baseline + [average([popularity[.foldIn]?.ndcg ?? []]), "", "", ""]
    return Table(
        columns: [
            "", "The notebook's", "Withheld block", "Fold-in", "Fold-in, \(depths.ndcgName)", "Epochs run",
            "Weights of epoch",
            "KL divergence, nats",
        ],
        rows: [popular]
            + results.map { result in
                let metrics = TestProtocol.allCases.map { average(result.metrics($0).map(\.leading)) }
                let ndcg = average(result.metrics(.foldIn).map(\.ndcg))
                return [result.variant.name] + metrics + [
                    ndcg, span(result.epochs), span(result.epochsOfWeights), decimal(result.klDivergence, places: 2),
                ]
            })
}

/// Chapter 12: the variants' gains in the leading metric over other values by the same protocol, user by user.
package func gainTable(_ results: ArraySlice<VariantResult>, over values: (TestProtocol) -> [Double?], seed: UInt32)
    -> Table
{
    Table(
        columns: ["", "The notebook's", "Withheld block", "Fold-in"],
        rows: results.map { result in
            [result.variant.name]
                + TestProtocol.allCases.map { rule in
                    guard let gain = difference(result.leading(rule), minus: values(rule), seed: seed) else {
                        return ""
                    }
                    return gain.isSignificant ? "**\(gain.withInterval)**" : gain.withInterval
                }
        })
}

/// The smallest and the largest of some counts: `37–50`.
private func span(_ counts: [Int]) -> String {
    guard let least = counts.min(), let most = counts.max() else { return "" }
    return least == most ? "\(least)" : "\(least)–\(most)"
}

/// Chapter 12: the leading metric of every variant by every protocol, and of popularity.
package func variantFigure(
    _ results: [VariantResult], popularity: [TestProtocol: UserMetrics], _ depths: Depths
) -> some Figure {
    func chart(_ title: String, _ rule: TestProtocol, _ color: Color) -> DotChart {
        DotChart(
            title: title, values: Axis(depths.leadingName), rows: results.map(\.variant.name),
            series: [
                .init(
                    "",
                    results.map { result in
                        Spread(result.metrics(rule).compactMap { Average($0.leading)?.mean }).map {
                            .init($0.mean, $0.confidenceInterval() ?? $0.mean...$0.mean)
                        }
                    }, color: color)
            ]
        ).with { $0.reference = popularity[rule].flatMap { Average($0.leading) }.map { ($0.mean, "popularity") } }
    }
    return Panels(
        columns: 1,
        [
            chart("The notebook's: the input may be recommended", .notebook, .vermilion),
            chart("The withheld block, input left out", .withheldBlock, .blue),
            chart("The paper's fold-in, input left out", .foldIn, .green),
        ])
}
