import Foundation
import Plotting
import Ranking

/// The validation curves of several trainings as bands: all of them, and the middle half, about the median.
///
/// A training that has ended keeps its last value, so that at every epoch the bands are over all trainings: over the models that
/// one would have, had one stopped to look.
func seedCurvesFigure(_ runs: [SeedResult]) -> some Figure {
    func chart(_ title: String, _ axis: String, _ curve: (SeedResult) -> [Double]) -> LineChart {
        let curves = runs.map(curve)
        let epochs = curves.map(\.count).max() ?? 0
        let spreads = (0..<epochs).compactMap { epoch in Spread(curves.map { $0[min(epoch, $0.count - 1)] }) }
        let x = spreads.indices.map { Double($0 + 1) }
        return LineChart(
            title: title, x: Axis("epoch"), y: Axis(axis),
            series: [
                .init("median", y: spreads.map { $0.quantile(0.5) }, color: .blue),
                .init(
                    "a training ends", x: curves.map { Double($0.count) }, y: curves.compactMap(\.last), color: .vermilion,
                    line: .none),
            ],
            bands: [
                .init("all seeds", x: x, lower: spreads.map(\.range.lowerBound), upper: spreads.map(\.range.upperBound), color: .blue),
                .init(
                    "the middle half", x: x, lower: spreads.map { $0.quantile(0.25) }, upper: spreads.map { $0.quantile(0.75) },
                    color: .blue),
            ], size: Size(420, 360))
    }
    return Panels([
        chart("Recall@20 on the validation users", "recall@20", \.recalls),
        chart("Validation loss", "loss, nats per movie + β · nats") { $0.history.map(\.validationLoss) },
    ])
}

/// Each seed's numbers as marks, where 95% of further runs are expected, and the published numbers as dots.
///
/// Every panel spans the same width, so that spreads can be compared by eye.
func publishedFigure(_ numbers: [SeededNumber]) -> some Figure {
    let ranges = numbers.map { number in
        let spread = number.spread
        let values = [spread.range, spread.predictionInterval() ?? spread.range].flatMap { [$0.lowerBound, $0.upperBound] }
            + (number.published.map { [$0] } ?? [])
        return (values.min() ?? 0)...(values.max() ?? 1)
    }
    let width = max(1e-4, 1.08 * (ranges.map { $0.upperBound - $0.lowerBound }.max() ?? 0))
    let strips = zip(numbers, ranges).map { number, range in
        let middle = (range.lowerBound + range.upperBound) / 2
        return StripChart(
            x: Axis("\(number.name) of the test users", range: middle - width / 2...middle + width / 2), rows: [""],
            groups: [.init("one seed", .blue, [(row: 0, x: number.spread.values)])]
                + (number.published.map { [.init("published", .vermilion, mark: .dot, [(row: 0, x: [$0])])] } ?? []),
            shade: number.spread.predictionInterval().map { ($0, "95% of further runs") }, size: Size(720, 130))
    }
    return Panels(columns: 1, strips)
}

extension Spread {
    /// The value that a share of the runs lies below, between two values in proportion.
    func quantile(_ share: Double) -> Double {
        let place = share * Double(count - 1)
        let below = Int(place)
        return values[below] + (values[min(below + 1, count - 1)] - values[below]) * (place - Double(below))
    }
}
