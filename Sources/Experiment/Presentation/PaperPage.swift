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
    private let training: PaperTraining
    /// The schedule of the run annealed to 0.2.
    private let schedule: AnnealingSchedule

    /// Finds the outcomes of a training's three schedules, of which `schedule` is the one to 0.2.
    package init(_ outcomes: [Candidate: Outcome], of training: PaperTraining, toBest schedule: AnnealingSchedule) {
        func outcome(_ recipe: Recipe) -> Outcome? { outcomes[.trained(recipe, keeping: .best)] }
        atOne = outcome(training.comparison.atOne)
        toOne = outcome(training.comparison.toOne)
        toBest = outcome(training.multVAE(schedule))
        self.training = training
        self.schedule = schedule
    }

    /// β after the epoch at which the curve annealed to 1 peaks.
    package var betaAtPeak: Double {
        toOne.map { beta(after: $0.bestEpoch, of: training.comparison.toOne.training.annealing) } ?? 0
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
            ]
        ).with { chart in
            guard let toOne else { return }
            let label = "β = \(decimal(betaAtPeak, places: 2))"
            chart.marks = [.init("", [(Double(toOne.bestEpoch), toOne.validation, label)], color: .orange)]
        }
    }

    /// The epoch in which the shortest curve ends, and the NDCG@100 of all curves in it.
    package var shortest: (epoch: Int, ndcgs: [Double]) {
        let curves = [atOne, toOne, toBest].map { $0?.ndcgs ?? [] }
        let epoch = curves.map(\.count).min() ?? 0
        return (epoch, curves.map { epoch == 0 ? 0 : $0[epoch - 1] })
    }

    /// β after the epoch at which the curve annealed to 0.2 peaks.
    package var betaAtBest: Double { toBest.map { beta(after: $0.bestEpoch, of: schedule) } ?? 0 }

    private func beta(after epoch: Int, of schedule: AnnealingSchedule) -> Double {
        schedule.beta(epoch: epoch - 1, batch: training.batches, batches: training.batches)
    }

    /// Whether the curve annealed to 1 peaks in the last tenth of its epochs, where it goes up and down by chance.
    package var risesToTheEnd: Bool { toOne.map { 10 * $0.bestEpoch > 9 * $0.ndcgs.count } ?? false }
}
