import Foundation
import Plotting
import Statistics

/// The validation curves of several trainings as a band about their median.
///
/// A training that has ended keeps its last value, so at every epoch the band covers all trainings.
package func seedCurvesFigure(_ runs: [TrainedRun]) -> some Figure {
    func chart(_ title: String, _ axis: String, fromEpoch first: Int, _ curve: (TrainedRun) -> [Double]) -> LineChart {
        let curves = runs.map(curve)
        let epochs = curves.map(\.count).max() ?? 0
        let spreads = (0..<epochs).compactMap { epoch in Spread(curves.map { $0[min(epoch, $0.count - 1)] }) }
        let x = spreads.indices.map { Double($0 + 1) }
        // The fall in the first epochs would flatten everything after it.
        let shown = spreads.dropFirst(epochs > 3 * first ? first - 1 : 0).map(\.range)
        let (low, high) = (shown.map(\.lowerBound).min() ?? 0, shown.map(\.upperBound).max() ?? 1)
        let room = 0.06 * (high - low)
        return LineChart(
            title: title, x: Axis("epoch"), y: Axis(axis, range: low - room...high + room),
            series: [
                .init("median", y: spreads.map { $0.quantile(0.5) }, color: .blue),
                .init(
                    "a training ends", x: curves.map { Double($0.count) }, y: curves.compactMap(\.last),
                    color: .vermilion,
                    line: .none),
            ],
            bands: [
                .init(
                    "all seeds", x: x, lower: spreads.map(\.range.lowerBound), upper: spreads.map(\.range.upperBound),
                    color: .blue)
            ], size: Size(420, 360))
    }
    return Panels([
        chart("Recall@20 on the validation users", "recall@20", fromEpoch: 1, \.recalls),
        chart("Validation loss", "loss, nats per movie + β · nats", fromEpoch: 4, \.history.validationLosses),
    ])
}

/// Each seed's numbers as marks about their mean, the limits for one more run, and the published numbers as dots.
package func publishedFigure(_ reproduction: ReplicationTest) -> some Figure {
    let numbers = reproduction.numbers
    func marks(_ values: (ReplicatedMetric) -> [Double]) -> [(row: Int, x: [Double])] {
        numbers.enumerated().map { row, number in (row, values(number).map { $0 - number.spread.mean }) }
    }
    let limits = marks { number in
        reproduction.allowance(number).map { [number.spread.mean - $0, number.spread.mean + $0] } ?? []
    }
    let published = marks { number in number.published.map { [$0] } ?? [] }
    func isEmpty(_ marks: [(row: Int, x: [Double])]) -> Bool { marks.allSatisfy { $0.x.isEmpty } }
    return StripChart(
        title: "Recall of the test users under \(numbers.first?.spread.count ?? 0) seeds",
        x: Axis("difference from the mean of the seeds"),
        rows: numbers.map { "\($0.name), mean \(decimal($0.spread.mean, places: 4))" },
        groups: [.init("one seed", .blue, marks(\.spread.values))]
            + (isEmpty(limits) ? [] : [.init("limits", .silver, limits)])
            + (isEmpty(published) ? [] : [.init("published", .vermilion, mark: .dot, published)]))
}
