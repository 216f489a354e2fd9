import Plotting
import Statistics

/// Chapter 12: recall@20 of every variant by every protocol, and of popularity.
package func variantFigure(_ results: [VariantResult], popularity: [TestProtocol: UserMetrics]) -> some Figure {
    func chart(_ title: String, _ name: TestProtocol, _ color: Color) -> DotChart {
        DotChart(
            title: title, values: Axis("recall@20"), rows: results.map(\.variant.name),
            series: [
                .init(
                    "",
                    results.map { result in
                        Spread(result.judgements(name).map { mean($0.recall) }).map {
                            .init($0.mean, $0.confidenceInterval() ?? $0.mean...$0.mean)
                        }
                    }, color: color)
            ],
            reference: popularity[name].map { (mean($0.recall), "popularity") })
    }
    return Panels(
        columns: 1,
        [
            chart("The notebook's: the input may be recommended", .notebook, .vermilion),
            chart("The withheld block, input left out", .withheldBlock, .blue),
            chart("The paper's fold-in, input left out", .foldIn, .green),
        ])
}
