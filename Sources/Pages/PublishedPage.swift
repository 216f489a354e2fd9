import Contest
import Formatting
import Plotting
import Study
import Weave

/// Every model's HitRate@10 and NDCG@10 among the candidates beside what was printed, and those that were printed alone.
package func printedTable(_ comparison: NCFComparison) -> Table {
    func printed(_ printed: NCFModel.Printed?) -> [String] {
        guard let printed else { return ["–", "–", ""] }
        return [printed.hitRate, printed.ndcg].map { decimal($0, places: printed.places) } + [printed.by]
    }
    let measured = comparison.rows.map { row in
        let metrics = row.recorded.mean.candidates
        return [
            row.model.name, metrics.hitRate.withError, metrics.ndcg.withError,
            row.deviationOfSeeds.map { decimal($0, places: 4) } ?? "",
        ] + printed(row.model.printed)
    }
    return Table(
        columns: ["Model", "HitRate@10", "NDCG@10", "SD of seeds", "HitRate@10, printed", "NDCG@10, printed", "by"],
        rows: measured + NCFPlan.printedOnly.map { [$0.name, "–", "–", ""] + printed($0.printed) })
}

/// The settings of every model, and whose they are.
package func settingsTable(_ comparison: NCFComparison) -> Table {
    Table(
        columns: ["Model", "Settings"],
        rows: comparison.rows.filter { !$0.model.settings.isEmpty }.map { [$0.model.name, $0.model.settings] })
}

/// NDCG@10 of each model among the candidates, the highest first, and in the same order among all movies.
package func rankingsFigure(_ comparison: NCFComparison) -> some Figure {
    let sorted = comparison.rows.sorted {
        $0.recorded.mean.candidates.ndcg.mean > $1.recorded.mean.candidates.ndcg.mean
    }
    func chart(_ title: String, _ metrics: (NCFRecording.Measured) -> NCFRecording.Metrics) -> DotChart {
        DotChart(
            title: title, values: Axis("NDCG@10"), rows: sorted.map(\.model.name),
            series: [
                .init(
                    "",
                    sorted.map { row in
                        let ndcg = metrics(row.recorded.mean).ndcg
                        return .init(ndcg.mean, error: ndcg.standardError)
                    }, color: .blue)
            ])
    }
    return Panels(
        columns: 1, [chart("Among the held-out movie and 99 others", \.candidates), chart("Among all movies", \.all)])
}

/// What the prose of chapter 15 says of a comparison.
package func publishedNotes(_ comparison: NCFComparison) -> Notes {
    let ndcgs = comparison.rows.map(\.recorded.mean.all.ndcg.mean)
    let order = comparison.order
    return [
        "tries": "\(comparison.tries.count)",
        "first seed": "\(NCFPlan.seeds[0])", "last seed": "\(NCFPlan.seeds[NCFPlan.seeds.count - 1])",
        "how exactly": comparison.promisesTheSameBytes ? ", to the last digit" : "",
        "lowest": decimal(ndcgs.min() ?? 0, places: 3), "highest": decimal(ndcgs.max() ?? 0, places: 3),
        "pairs": "\(comparison.pairs.count)", "told": "\(order.told)", "same": "\(order.same)",
        "reversed": "\(order.reversed.count)",
        "which of them": order.reversed.map { pair in
            let (above, below) = pair.candidates.mean > 0 ? (pair.first, pair.second) : (pair.second, pair.first)
            return "\(above) above \(below)"
        }.joined(separator: ", "),
    ]
}

extension NCFRecording.Mean {
    /// The mean with its standard error in parentheses.
    fileprivate var withError: String { "\(decimal(mean, places: 4)) (\(decimal(standardError, places: 4)))" }
}
