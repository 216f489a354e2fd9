import Plotting
import VariationalAutoencoder

/// Chapter 13: NDCG@100 of each model on the test users.
package func modelsFigure(_ rows: [ContestRow]) -> some Figure {
    DotChart(
        title: "The models on the test users", values: Axis("NDCG@100"), rows: rows.map(\.name),
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

    package var figure: some Figure {
        func series(_ name: String, _ outcome: Outcome?, _ color: Color) -> LineChart.Series {
            .init(name, y: outcome?.ndcgs ?? [], color: color)
        }
        return LineChart(
            title: "NDCG@100 on the validation users", x: Axis("epoch"), y: Axis("NDCG@100"),
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
