import Plotting
import VariationalAutoencoder

/// Chapter 11: recall@k of the model and of popularity, and the published values.
package func againstPopularityFigure(_ against: AgainstPopularity, published: [(Int, Double)]) -> some Figure {
    let (model, popularity) = (against.curve(\.model), against.curve(\.popularity))
    let highest = (model + popularity + published.map(\.1)).max() ?? 1
    // From zero: an axis fitted to the curves would make meaningless differences look large.
    return LineChart(
        title: "Recall@k on the test users", x: Axis("k"), y: Axis("recall@k", range: 0...max(0.1, 1.25 * highest)),
        series: [
            .init("the notebook's model", y: model, color: .blue, width: 2.8),
            .init("popularity: the same list for everybody", y: popularity, color: .orange, line: .dashed),
        ],
        marks: marks(published))
}

/// Chapter 11: divergence and variance of the mean of each latent dimension, the largest first.
package func latentUseFigure(_ use: LatentUse) -> some Figure {
    let variances = use.variances.sorted(by: >)
    return Panels([
        BarChart(
            title: "Divergence", categories: "latent dimension, by rank", values: Axis("nats, mean over users"),
            bars: ranked(use.divergences), decimals: nil, size: Size(420, 340)),
        LineChart(
            title: "Variance of the mean over users", x: Axis("latent dimension, by rank"), y: Axis("variance"),
            series: [.init(y: variances, color: .green, line: variances.count > 1 ? .solid : .none, markers: true)],
            references: [.init(.y(LatentUse.activeVariance), label: "active above 0.01", color: .vermilion)],
            size: Size(420, 340)),
    ])
}

/// Bars of values in descending order; every tenth rank is labelled, and the first.
private func ranked(_ values: [Double]) -> [BarChart.Bar] {
    values.sorted(by: >).enumerated().map { index, value in
        .init(index == 0 || (index + 1) % 10 == 0 ? "\(index + 1)" : "", value)
    }
}
