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

/// Validation NDCG@100 by epoch under three schedules of β: the paper's figure 1.
package struct AnnealingCurves {
    /// β = 1 in every update.
    package let atOne: Outcome?
    /// β annealed to 1.
    package let toOne: Outcome?
    /// β annealed to 0.2.
    package let toBest: Outcome?
    /// The recipe of the one annealed to 1.
    package let annealing: Recipe
    /// The schedule of the one annealed to 0.2.
    package let schedule: AnnealingSchedule
    /// The batches of an epoch.
    package let batches: Int

    /// Puts the outcomes of three schedules side by side.
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
    var betaAtPeak: Double {
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

    /// What each curve came to, and how they compare where the shortest ends.
    package var findings: String {
        let curves = [atOne, toOne, toBest].compactMap { $0 }
        guard curves.count == 3, let shortest = curves.map(\.ndcgs.count).min(), shortest > 0 else { return "" }
        func peak(_ curve: Outcome) -> String { "\(decimal(curve.validation, places: 4)) in epoch \(curve.bestEpoch)" }
        let there = curves.map { decimal($0.ndcgs[shortest - 1], places: 4) }
        return
            "The highest NDCG@100 is \(peak(curves[0])) with β = 1 throughout, \(peak(curves[1])) annealed to 1, and "
            + "\(peak(curves[2])) annealed to 0.2. In epoch \(shortest), where the shortest ends, the three stand at "
            + "\(there[0]), \(there[1]) and \(there[2])."
    }

    /// What the paper's own heuristic chooses here, and where the run annealed to 0.2 was at its best.
    package var heuristic: String {
        guard let toOne, let toBest else { return "" }
        let (peak, beta) = (toOne.bestEpoch, decimal(betaAtPeak, places: 2))
        let atBest = schedule.beta(epoch: toBest.bestEpoch - 1, batch: batches, batches: batches)
        let end = toOne.ndcgs.count
        // The last epochs of a curve that has levelled off go up and down by chance.
        let choice =
            10 * peak > 9 * end
            ? "Here the curve is highest near its end, in epoch \(peak) of \(end) at β = \(beta): in so few epochs no peak shows that "
                + "would choose a smaller β, where the paper chose 0.2 for its data."
            : "Here the peak is in epoch \(peak), at β = \(beta), where the paper chose 0.2 for its data."
        return choice + " The run annealed to 0.2 was at its best at β = \(decimal(atBest, places: 2))."
    }
}
