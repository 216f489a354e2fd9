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

/// Chapter 12: gains in the leading metric by protocol, a row for each variant, in bold where they are significant.
package func gainTable(_ variants: some Sequence<Variant>, _ gains: [[Measure: AdjustedDifference]]) -> Table {
    Table(
        columns: ["", "The notebook's", "Withheld block", "Fold-in"],
        rows: zip(variants, gains).map { variant, gains in
            [variant.name]
                + Measure.everyLeading.map { measure in
                    guard let gain = gains[measure] else { return "" }
                    let text = gain.difference.withInterval
                    return gain.isSignificant ? "**\(text)**" : text
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

/// Chapter 12: what its prose has of settings and trainings.
package func repairNotes(
    _ published: Recipe, _ passes: [ForwardPass], _ data: StudyData, _ results: [VariantResult]
) -> Notes {
    let batches = published.training.batches(of: data.train.shape.users)
    let highest = published.training.annealing.beta(epoch: 1, batch: 0, batches: batches)
    let seeds = data.settings.seeds.range.prefix(results.first?.runs.count ?? 0)
    let (first, last) = (seeds.first ?? 0, seeds.last ?? 0)
    func divergences(_ reduction: Objective.Reduction) -> [Double] {
        results.filter { $0.variant.recipe.training.objective.reduction == reduction }.map(\.klDivergence)
    }
    return [
        "users": "\(passes.count)", "train": decimal(data.train.shape.users),
        "test": decimal(data.test.target.shape.users), "items": decimal(published.architecture.items),
        "NDCG": data.depths.ndcgName, "metric": data.depths.leadingName,
        "paper epochs": decimal(data.settings.paperEpochs), "cap": decimal(data.settings.annealCap),
        "highest": decimal(highest, places: 4), "epochs": "\(data.settings.epochs)",
        "seeds": first == last ? "seed \(first)" : "seeds \(first) to \(last)",
        "averaged": leastToMost(divergences(.mean)), "summed": leastToMost(divergences(.sum)),
        "rate": decimal(100 * AdjustedDifference.falseDiscoveryRate),
    ]
}

/// Chapter 12: what its prose has of the variants that its conclusion compares.
package func comparedNotes(_ results: [VariantResult], popularity: [TestProtocol: UserMetrics]) -> Notes {
    Notes(
        compared(results, popularity: popularity).flatMap { name, leading, ndcg in
            [("\(name), recall", decimal(leading, places: 3)), ("\(name), NDCG", decimal(ndcg, places: 3))]
        })
}

/// Chapter 12: how large gains are where the cross-entropy is averaged, and where it is summed.
package func gainNotes(_ variants: some Sequence<Variant>, _ gains: [[Measure: AdjustedDifference]]) -> Notes {
    func means(_ reduction: Objective.Reduction) -> [Double] {
        zip(variants, gains).filter { $0.0.recipe.training.objective.reduction == reduction }
            .flatMap { $0.1.values.map(\.difference.mean) }
    }
    return [
        "largest averaged": means(.mean).max().map { signed($0) } ?? "none",
        "smallest summed": means(.sum).min().map { signed($0) } ?? "none",
    ]
}

/// Chapter 12: which variants all changes together are told from by fold-in.
package func addedNotes(_ variants: some Sequence<Variant>, _ gains: [[Measure: AdjustedDifference]]) -> Notes {
    func names(_ isTold: (AdjustedDifference) -> Bool) -> String {
        let told = zip(variants, gains).filter { $0.1[.leading(.foldIn)].map(isTold) ?? false }.map(\.0.name)
        return told.isEmpty ? "none of these" : told.joined(separator: " and ")
    }
    return ["above": names(\.isGain), "below": names { (-$0).isGain }]
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
