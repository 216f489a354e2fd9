import Comparisons
import Formatting
import Interactions
import Plotting
import Ranking
import Statistics
import Study
import Training
import VariationalAutoencoder
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

/// Chapter 12: the leading metric and the NDCG by fold-in of popularity and of the variants that its conclusion compares.
private func compared(_ results: [VariantResult], popularity: [TestProtocol: UserMetrics])
    -> [(name: String, leading: Double, ndcg: Double)]
{
    let popular = popularity[.foldIn]
    let variants = ["as published", "cross-entropy summed", "all of them"].map { results[$0] }
    return [("popularity", mean(popular?.leading ?? []), mean(popular?.ndcg ?? []))]
        + variants.map { ($0.variant.name, mean($0.leading(.foldIn)), mean($0.ndcg(.foldIn))) }
}

/// Chapter 12: what the scorecard has of the variants that its conclusion compares.
package func repairMeasurements(
    _ results: [VariantResult], popularity: [TestProtocol: UserMetrics], _ depths: Depths
) -> Measurements {
    compared(results, popularity: popularity).flatMap { name, leading, ndcg -> Measurements in
        let first = (name: "\(name), \(depths.leadingName) by fold-in", value: leading)
        return depths.recall.isEmpty ? [first] : [first, ("\(name), \(depths.ndcgName) by fold-in", ndcg)]
    }
}

/// Chapter 12: the values in its prose.
package func repairNotes(
    _ published: Recipe, _ passes: [ForwardPass], _ data: StudyData, _ results: [VariantResult],
    popularity: [TestProtocol: UserMetrics], gain: PairedDifference?
) -> Notes {
    let batches = published.training.batches(of: data.train.shape.users)
    let highest = published.training.annealing.beta(epoch: 1, batch: 0, batches: batches)
    let seeds = data.settings.seeds.range.prefix(results.first?.runs.count ?? 0)
    let (first, last) = (seeds.first ?? 0, seeds.last ?? 0)
    func divergences(_ reduction: Objective.Reduction) -> [Double] {
        results.filter { $0.variant.recipe.training.objective.reduction == reduction }.map(\.klDivergence)
    }
    let measured = compared(results, popularity: popularity).flatMap { name, leading, ndcg in
        [("\(name), recall", decimal(leading, places: 3)), ("\(name), NDCG", decimal(ndcg, places: 3))]
    }
    return [
        "users": "\(passes.count)", "train": decimal(data.train.shape.users),
        "test": decimal(data.test.target.shape.users), "items": decimal(published.architecture.items),
        "NDCG": data.depths.ndcgName, "metric": data.depths.leadingName,
        "paper epochs": decimal(data.settings.paperEpochs), "cap": decimal(data.settings.annealCap),
        "highest": decimal(highest, places: 4), "epochs": "\(data.settings.epochs)",
        "seeds": first == last ? "seed \(first)" : "seeds \(first) to \(last)",
        "averaged": leastToMost(divergences(.mean)), "summed": leastToMost(divergences(.sum)),
        "gain": gain?.withInterval ?? "nothing",
    ] + Notes(measured)
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
