import Statistics
import Weave

/// How metrics vary over seeds, beside the published values if there are any.
package func spreadTable(_ numbers: [ReplicatedMetric]) -> Table {
    let isCompared = numbers.contains { $0.published != nil }
    return Table(
        columns: ["", "Mean", "Standard deviation", "Least", "Most", "95% of further runs"]
            + (isCompared ? ["Published", "p", "p by rank"] : []),
        rows: numbers.map { number in
            let spread = number.spread
            // Whole numbers, such as epochs, take fewer digits.
            let areWhole = spread.values.allSatisfy { $0 == $0.rounded() }
            func text(_ value: Double) -> String { decimal(value, places: areWhole ? 1 : 4) }
            func whole(_ value: Double) -> String { decimal(value, places: areWhole ? 0 : 4) }
            func share(_ value: Double?) -> String { value.map { decimal($0, places: 3) } ?? "–" }
            let own = [
                number.name, text(spread.mean), spread.count > 1 ? text(spread.standardDeviation) : "–",
                whole(spread.range.lowerBound), whole(spread.range.upperBound),
                spread.predictionInterval().map { "\(text($0.lowerBound)) – \(text($0.upperBound))" } ?? "–",
            ]
            guard isCompared else { return own }
            guard let published = number.published else { return own + ["–", "–", "–"] }
            return own + [
                whole(published), share(number.pValue),
                share(spread.count > 1 ? spread.rankPValue(of: published) : nil),
            ]
        })
}

/// The difference of mean recalls below which two programs count as equivalent, fixed before the comparison: one hit
/// more among the first 20 for one user in 25.
package let recallMargin = 0.002

/// Runs here beside runs of the original: means and spreads, with tests of both.
package func originalTable(_ here: [ReplicatedMetric], _ original: [ReplicatedMetric]) -> Table {
    func value(_ spread: Spread) -> String {
        "\(decimal(spread.mean, places: 4)) ± \(decimal(spread.standardDeviation, places: 4))"
    }
    func p(_ value: Double) -> String { value < 0.001 ? "< 0.001" : decimal(value, places: 3) }
    return Table(
        columns: [
            "", "Here", "The original", "Difference of the means (90%)", "p, equivalent", "Ratio of the spreads",
            "p, equal spreads",
        ],
        rows: zip(here, original).compactMap { here, original in
            guard let means = EquivalenceTest(here.spread, minus: original.spread, margin: recallMargin),
                let spreads = BrownForsytheTest(here.spread, over: original.spread)
            else { return nil }
            return [
                here.name, value(here.spread), value(original.spread),
                "\(signed(means.difference)) (\(text(means.interval)))", p(means.pValue),
                decimal(spreads.ratio, places: 2), p(spreads.pValue),
            ]
        })
}

/// Tests of the means and spreads of runs here against those of the original.
package struct BesideTheOriginal {
    private let means: [EquivalenceTest?]
    private let spreads: [BrownForsytheTest?]

    package init(_ here: [ReplicatedMetric], _ original: [ReplicatedMetric]) {
        means = zip(here, original).map { EquivalenceTest($0.spread, minus: $1.spread, margin: recallMargin) }
        spreads = zip(here, original).map { BrownForsytheTest($0.spread, over: $1.spread) }
    }

    /// Whether all means are equivalent at 5%.
    package var areEquivalent: Bool { !means.isEmpty && means.allSatisfy { ($0?.pValue ?? 1) < 0.05 } }

    /// Whether no two spreads differ significantly at 5%.
    package var areSpreadAlike: Bool { !spreads.isEmpty && spreads.allSatisfy { ($0?.pValue ?? 0) >= 0.05 } }
}

/// The p-values of the published numbers among the original's own runs, in Markdown.
package func amongTheOriginal(_ original: [ReplicatedMetric]) -> String {
    let places = original.compactMap { number -> String? in
        guard let published = number.published, let p = number.pValue else { return nil }
        let above = number.spread.values.count { $0 >= published }
        return "\(above) of \(number.spread.count) reach the published \(number.name) (p = \(decimal(p, places: 3)))"
    }
    guard !places.isEmpty else { return "" }
    return "Among the original's own runs, \(places.joined(separator: ", "))."
}

/// How much the data race in Adam's counter matters in the recorded runs, in Markdown.
package func linesExplained(_ keras: KerasRuns?) -> String {
    guard let keras else { return "" }
    let turns = keras.threeLines.compactMap { run in run.ahead.flatMap { $0.count > 1 ? Double($0[0][0]) : nil } }
    let pairs = keras.threeLines.map { run in (run, keras.fourLines.first { $0.seed == run.seed }) }
    let differences = pairs.compactMap { run, other in
        other.map { zip(run.validationLosses, $0.validationLosses).map { abs($0 - $1) } }
    }
    guard let least = turns.min(), let most = turns.max(), let largest = differences.joined().max() else { return "" }
    let same = pairs.count { $0.history.count == $1?.history.count }
    return
        "With three lines, the turning point came after \(decimal(least)) to \(decimal(most)) updates in "
        + "\(decimal(keras.threeLines.count)) recorded seeds. The fourth line changes validation losses by up to "
        + "\(decimal(largest, places: 5)), and the number of epochs of \(decimal(keras.threeLines.count - same)) seeds. This kit "
        + "follows the four lines, and so do the runs of Keras that it is compared with seed by seed. Both recordings are in "
        + "the `chapters` folder, and the script that made them is in `Tests/VariationalAutoencoderTests/Fixtures`."
}

/// The correlation of recall with the number of epochs and, if a number of epochs was published, a straight line's
/// recall there.
package func epochsTable(_ recalls: [ReplicatedMetric], lines: [LeastSquares], at epochs: ReplicatedMetric) -> Table {
    let published = epochs.published
    return Table(
        columns: ["", "Correlation with epochs"]
            + (published.map { ["On the line at \(decimal($0)) epochs", "Published"] } ?? []),
        rows: zip(recalls, lines).map { number, line in
            [number.name, decimal(line.correlation, places: 2)]
                + (published.map {
                    [decimal(line($0), places: 4), number.published.map { decimal($0, places: 4) } ?? "–"]
                } ?? [])
        })
}

/// An explanation of the first table's columns, in Markdown.
package func columnsExplained(_ numbers: [ReplicatedMetric]) -> String {
    guard let count = numbers.first?.spread.count, count > 1 else {
        return "A single seed has no spread: `--seeds` runs more of them."
    }
    let interval =
        "One more run falls into the interval with a probability of 95%, if such numbers are normally distributed."
    guard numbers.contains(where: { $0.published != nil }) else { return interval }
    return interval
        + " The p beside a published number is the probability that one more run lies at least as far from the mean; "
        + "*by rank* assumes no distribution, and with \(decimal(count)) seeds it cannot be below "
        + "\(decimal(2 / Double(count + 1), places: 3))."
}

/// What the seeds show about the number of epochs, in Markdown.
package func epochsExplained(_ epochs: ReplicatedMetric?, lines: [LeastSquares]) -> String {
    guard let epochs else { return "" }
    let range = epochs.spread.range
    guard range.lowerBound < range.upperBound else {
        return "Every training ran for \(decimal(range.lowerBound)) epochs, so nothing can be said about longer ones."
    }
    var text =
        "With early stopping, the number of epochs is itself a matter of chance, here from \(decimal(range.lowerBound)) to "
        + "\(decimal(range.upperBound))."
    if let published = epochs.published {
        let many = epochs.spread.values.count { $0 >= published }
        text +=
            " The notebook trained for \(decimal(published)) epochs; \(many) of \(epochs.spread.count) runs here trained for "
            + "at least as many."
    }
    if !lines.isEmpty, lines.allSatisfy({ $0.slope > 0 }) {
        text += " Over these seeds recall rises with the number of epochs at every k, though loosely"
        text +=
            epochs.published.map { $0 > epochs.spread.mean } == true
            ? ", so a run as long as the notebook's can be expected to lie above the means:" : ":"
    } else {
        text += " How recall varies with it:"
    }
    return text
}
