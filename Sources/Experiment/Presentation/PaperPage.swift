import Foundation
import Interactions
import Plotting
import Random
import Statistics
import VariationalAutoencoder
import Weave

extension FoldIn {
    /// The number of clicks shown and of those held out, in words.
    package var shares: String { "\(decimal(input.count)) clicks shown, \(decimal(heldOut.count)) held out" }
}

/// The baselines' validation NDCG@100 for each setting of their grids, with the chosen one in bold.
package func gridTable(_ contenders: [Contender], _ outcomes: [Candidate: Outcome], _ depths: Depths) -> Table {
    Table(
        columns: ["Model", "Validation \(depths.ndcgName) by setting"],
        rows: contenders.map { contender in
            let best = contender.best(outcomes)?.candidate
            let points = contender.candidates.map { candidate in
                let text = "\(candidate.label): \(decimal(outcomes[candidate]?.validation ?? 0, places: 4))"
                return candidate == best ? "**\(text)**" : text
            }
            return [contender.model.rawValue, points.joined(separator: "; ")]
        })
}

/// A model's NDCG@100 minus Mult-VAE's, user by user; nil for Mult-VAE itself.
private func difference(_ row: ContestRow, _ rows: [ContestRow]) -> PairedDifference? {
    guard row.model != .multVAE, let reference = rows.first(where: { $0.model == .multVAE }) else { return nil }
    return PairedDifference(
        row.outcome.test.ndcg, minus: reference.outcome.test.ndcg, generator: Philox4x32(seed: 98_765))
}

/// The paper's table 2.
package func resultsTable(_ rows: [ContestRow], _ depths: Depths) -> Table {
    func text(_ average: Average?) -> String {
        average.map { "\(decimal($0.mean, places: 4)) (\(decimal($0.standardError, places: 4)))" } ?? "–"
    }
    return Table(
        columns: ["Model"] + depths.paperNames + ["\(depths.ndcgName) above Mult-VAE's"],
        rows: rows.map { row in
            let difference = difference(row, rows).map {
                "\(signed($0.mean)) [\(signed($0.interval.lowerBound)), \(signed($0.interval.upperBound))]"
            }
            return [row.model.rawValue] + row.outcome.test.averages.prefix(depths.paperNames.count).map(text) + [
                difference ?? ""
            ]
        })
}

/// The models that are significantly better than Mult-VAE, those not significantly different, and those significantly
/// worse.
package func besideMultVAE(_ rows: [ContestRow]) -> (
    better: [ContestModel], alike: [ContestModel], worse: [ContestModel]
) {
    func models(_ belongs: (PairedDifference) -> Bool) -> [ContestModel] {
        rows.filter { difference($0, rows).map(belongs) ?? false }.map(\.model)
    }
    return (
        models { $0.isSignificant && $0.mean > 0 }, models { !$0.isSignificant },
        models { $0.isSignificant && $0.mean <= 0 }
    )
}

/// Chapter 13: NDCG@100 of each model on the test users.
package func modelsFigure(_ rows: [ContestRow], _ depths: Depths) -> some Figure {
    DotChart(
        title: "The models on the test users", values: Axis(depths.ndcgName), rows: rows.map(\.model.rawValue),
        series: [
            .init(
                "", rows.map { row in row.outcome.test.averages[0].map { .init($0.mean, error: $0.standardError) } },
                color: .blue)
        ])
}

/// Validation NDCG@100 by epoch with three schedules of β, as in the paper's figure 1.
package struct AnnealingCurves {
    /// β = 1 in every update.
    package let atOne: Outcome?
    /// β annealed to 1.
    package let toOne: Outcome?
    /// β annealed to 0.2.
    package let toBest: Outcome?
    /// The recipe of the run annealed to 1.
    package let annealing: Recipe
    /// The schedule of the run annealed to 0.2.
    package let schedule: AnnealingSchedule
    /// The number of batches in an epoch.
    package let batches: Int

    /// Collects the outcomes of three schedules; nil for one that did not run.
    package init(
        atOne: Outcome?, toOne: Outcome?, toBest: Outcome?, annealing: Recipe, schedule: AnnealingSchedule, batches: Int
    ) {
        self.atOne = atOne
        self.toOne = toOne
        self.toBest = toBest
        self.annealing = annealing
        self.schedule = schedule
        self.batches = batches
    }

    /// β after the epoch at which the curve annealed to 1 peaks.
    package var betaAtPeak: Double {
        guard let toOne else { return 0 }
        return annealing.training.annealing.beta(epoch: toOne.bestEpoch - 1, batch: batches, batches: batches)
    }

    package func figure(_ depths: Depths) -> some Figure {
        func series(_ name: String, _ outcome: Outcome?, _ color: Color) -> LineChart.Series {
            .init(name, y: outcome?.ndcgs ?? [], color: color)
        }
        return LineChart(
            title: "\(depths.ndcgName) on the validation users", x: Axis("epoch"), y: Axis(depths.ndcgName),
            series: [
                series("β = 1 throughout", atOne, .vermilion), series("annealed to 1", toOne, .orange),
                series("annealed to 0.2", toBest, .blue),
            ],
            marks: toOne.map {
                [
                    .init(
                        "", [(Double($0.bestEpoch), $0.validation, "β = \(decimal(betaAtPeak, places: 2))")],
                        color: .orange)
                ]
            } ?? [])
    }

    /// The epoch in which the shortest curve ends, and the NDCG@100 of all curves in it.
    package var shortest: (epoch: Int, ndcgs: [Double]) {
        let curves = [atOne, toOne, toBest].map { $0?.ndcgs ?? [] }
        let epoch = curves.map(\.count).min() ?? 0
        return (epoch, curves.map { epoch == 0 ? 0 : $0[epoch - 1] })
    }

    /// β after the epoch at which the curve annealed to 0.2 peaks.
    package var betaAtBest: Double {
        guard let toBest else { return 0 }
        return schedule.beta(epoch: toBest.bestEpoch - 1, batch: batches, batches: batches)
    }

    /// Whether the curve annealed to 1 peaks in the last tenth of its epochs, where it goes up and down by chance.
    package var risesToTheEnd: Bool { toOne.map { 10 * $0.bestEpoch > 9 * $0.ndcgs.count } ?? false }
}
