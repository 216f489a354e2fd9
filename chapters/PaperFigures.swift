import Plotting
import Ranking
import VariationalAutoencoder

/// Chapter 13: NDCG@100 of each model on the test users.
func modelsFigure(_ rows: [ContestRow]) -> some Figure {
    DotChart(
        title: "The models on the test users", values: Axis("NDCG@100"), rows: rows.map(\.name),
        series: [
            .init("", rows.map { row in row.outcome.test.averages[0].map { .init($0.mean, error: $0.standardError) } }, color: .blue)
        ])
}

/// Validation NDCG@100 by epoch under three schedules of β: the paper's figure 1.
struct AnnealingCurves {
    /// β = 1 in every update.
    let atOne: Outcome?
    /// β annealed to 1.
    let toOne: Outcome?
    /// β annealed to 0.2.
    let toBest: Outcome?
    /// The recipe of the one annealed to 1.
    let annealing: Recipe
    /// The batches of an epoch.
    let batches: Int

    /// β after the epoch at which the curve annealed to 1 peaks.
    var betaAtPeak: Double {
        guard let toOne else { return 0 }
        return annealing.training.annealing.beta(epoch: toOne.bestEpoch - 1, batch: batches, batches: batches)
    }

    var figure: some Figure {
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
                [.init("", [(Double($0.bestEpoch), $0.validation, "β = \(decimal(betaAtPeak, places: 2))")], color: .orange)]
            } ?? [])
    }

    /// What each curve came to.
    var findings: String {
        func text(_ outcome: Outcome?) -> String {
            outcome.map { "\(decimal($0.validation, places: 4)) in epoch \($0.bestEpoch)" } ?? "nothing"
        }
        return "The highest NDCG@100 is \(text(atOne)) with β = 1 throughout, \(text(toOne)) annealed to 1, and \(text(toBest)) "
            + "annealed to 0.2."
    }

    /// What the paper's own heuristic chooses here.
    var heuristic: String {
        guard let toOne else { return "" }
        return "Here the peak is in epoch \(toOne.bestEpoch), at β = \(decimal(betaAtPeak, places: 2)): so it would choose "
            + "\(decimal(betaAtPeak, places: 2)), where the paper chose 0.2 for its data."
    }
}
