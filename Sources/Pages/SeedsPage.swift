import Comparisons
import Formatting
import Foundation
import Plotting
import Ranking
import Statistics
import Study
import Weave

/// How metrics vary over seeds, beside the published values if there are any.
package func spreadTable(_ numbers: [ReplicatedMetric]) -> Table {
    let isCompared = numbers.contains { $0.published != nil }
    return Table(
        columns: ["", "Mean", "Standard deviation", "Minimum", "Maximum", "95% of further runs"]
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

/// The difference of mean recalls below which two programs count as equivalent: one hit more among the first 20 for one
/// user in 25. `docs/protocol.md` says why, and since when.
package let recallMargin = 0.002

/// By how much recall of the seeds is above popularity's, with the interval of its mean over the seeds.
package func advantagesTable(_ advantages: [ReplicatedMetric], _ popularity: [Double]) -> Table {
    Table(
        columns: ["", "Popularity", "Model − popularity", "95% interval", "Seeds below popularity"],
        rows: zip(advantages, popularity).map { advantage, popular in
            [
                advantage.name, decimal(popular, places: 4), signed(advantage.spread.mean),
                advantage.spread.confidenceInterval()?.signedEnds ?? "–",
                "\(advantage.spread.values.count { $0 < 0 }) of \(advantage.spread.count)",
            ]
        })
}

/// How often the test doubts runs that were made otherwise.
package func powerTable(_ rivals: [(name: String, runs: [[Double]])], of test: ReplicationTest) -> Table {
    Table(
        columns: ["", "Doubted", "Median p"],
        rows: rivals.map { name, runs in
            let values = runs.compactMap { test.pValue(of: $0) }.sorted()
            guard !values.isEmpty else { return [name, "–", "–"] }
            let doubted = values.count { $0 < ReplicationTest.level }
            return [
                name, "\(doubted) of \(values.count)",
                p((values[(values.count - 1) / 2] + values[values.count / 2]) / 2),
            ]
        })
}

/// Mean and standard deviation of several groups of runs; a group without any is left out.
package func groupsTable(_ groups: [(name: String, numbers: [ReplicatedMetric])]) -> Table {
    Table(
        columns: ["", "Runs"] + (groups.first?.numbers.map(\.name) ?? []),
        rows: groups.compactMap { name, numbers in
            guard let first = numbers.first else { return nil }
            return [name, decimal(first.spread.count)] + numbers.map { withDeviation($0.spread) }
        })
}

private func p(_ value: Double) -> String { value < 0.001 ? "< 0.001" : decimal(value, places: 3) }

private func withDeviation(_ spread: Spread) -> String {
    "\(decimal(spread.mean, places: 4)) ± \(decimal(spread.standardDeviation, places: 4))"
}

/// Runs here beside runs of the original: means and spreads, with tests of both.
package struct BesideTheOriginal {
    private let rows: [Row]

    private struct Row {
        let here, original: ReplicatedMetric
        let means: EquivalenceTest?
        let spreads: BrownForsytheTest?
    }

    package init(_ here: [ReplicatedMetric], _ original: [ReplicatedMetric]) {
        rows = zip(here, original).map {
            Row(
                here: $0, original: $1,
                means: EquivalenceTest($0.spread, minus: $1.spread, margin: recallMargin),
                spreads: BrownForsytheTest($0.spread, over: $1.spread))
        }
    }

    /// Whether all means are equivalent at 5%.
    package var areEquivalent: Bool { !rows.isEmpty && rows.allSatisfy { ($0.means?.pValue ?? 1) < 0.05 } }

    /// Whether no two spreads differ significantly at 5%.
    package var areSpreadAlike: Bool { !rows.isEmpty && rows.allSatisfy { ($0.spreads?.pValue ?? 0) >= 0.05 } }

    /// Both sides with their tests, where there are enough runs for them.
    package var table: Table {
        Table(
            columns: [
                "", "Here", "The original", "Difference of the means (90%)", "p, equivalent", "Ratio of the spreads",
                "p, equal spreads",
            ],
            rows: rows.compactMap { row in
                guard let means = row.means, let spreads = row.spreads else { return nil }
                return [
                    row.here.name, withDeviation(row.here.spread), withDeviation(row.original.spread),
                    "\(signed(means.difference)) (\(means.interval.signedEnds))", p(means.pValue),
                    decimal(spreads.ratio, places: 2), p(spreads.pValue),
                ]
            })
    }
}

/// Where the published numbers lie among the original's own runs, number by number.
private func amongTheOriginal(_ original: [ReplicatedMetric]) -> String {
    let places = original.compactMap { number -> String? in
        guard let published = number.published, let p = number.pValue else { return nil }
        let above = number.spread.values.count { $0 >= published }
        let byRank = decimal(number.spread.rankPValue(of: published), places: 3)
        return "\(above) of \(number.spread.count) reach the published \(number.name) "
            + "(by rank p = \(byRank), by Student's t \(decimal(p, places: 3)))"
    }
    return places.joined(separator: ", ")
}

/// The correlation of recall with the number of epochs and, if a number of epochs was published, a straight line's
/// recall there.
package func epochsTable(_ recalls: [ReplicatedMetric], lines: [LeastSquares], at epochs: ReplicatedMetric) -> Table {
    let published = epochs.published
    return Table(
        columns: ["", "Correlation with epochs", "p"]
            + (published.map { ["On the line at \(decimal($0)) epochs", "Published"] } ?? []),
        rows: zip(recalls, lines).map { number, line in
            [
                number.name, decimal(line.correlation, places: 2),
                line.pValue.map { decimal($0, places: 3) } ?? "–",
            ]
                + (published.map {
                    [decimal(line($0), places: 4), number.published.map { decimal($0, places: 4) } ?? "–"]
                } ?? [])
        })
}

/// Pairs of runs with the same seed, one here and one in Keras.
package struct SeedPairs {
    package let pairs: [(run: SeededRun, keras: KerasRuns.Run)]

    package init(_ runs: [SeededRun], _ keras: [KerasRuns.Run]) {
        pairs = runs.compactMap { run in keras.first { $0.seed == run.seed }.map { (run, $0) } }
    }

    /// The pairs that ran for the same number of epochs.
    private var sameLength: [(run: SeededRun, keras: KerasRuns.Run)] {
        pairs.filter { $0.run.result.epochs == $0.keras.history.count }
    }

    /// The number of seeds that ran for the same number of epochs in both.
    package var countOfSameLength: Int { sameLength.count }

    /// The mean absolute difference of recall@20 over those seeds.
    package var meanDifference: Double { agreement(0)?.meanAbsoluteDifference ?? 0 }

    /// The agreement of recall at one of the published k over those seeds.
    private func agreement(_ index: Int) -> PairedAgreement? {
        PairedAgreement(sameLength.map { $0.run.recalls[index] }, minus: sameLength.map { $0.keras.recalls[index] })
    }

    /// The agreement of recall on the test users, over the seeds that ran for the same number of epochs in both
    /// programs.
    package var table: Table {
        Table(
            columns: ["", "Mean difference", "Mean absolute difference", "Largest"],
            rows: Depths.notebook.enumerated().compactMap { index, k in
                agreement(index).map {
                    [
                        "recall@\(k)", signed($0.meanDifference, places: 5),
                        decimal($0.meanAbsoluteDifference, places: 5), decimal($0.largestDifference, places: 5),
                    ]
                }
            })
    }

    /// The values in the prose.
    package var notes: Notes {
        let others = pairs.filter { $0.run.result.epochs != $0.keras.history.count }
            .map { "seed \($0.run.seed) has \($0.run.result.epochs) here and \($0.keras.history.count) there" }
        return [
            "pairs": decimal(pairs.count), "pairs of the same length": decimal(countOfSameLength),
            "other pairs": others.isEmpty ? "" : " (\(others.joined(separator: ", ")))",
        ]
    }

    /// Recall@20 here against Keras's.
    package var figure: some Figure {
        let (x, y) = (pairs.map { $0.keras.recalls[0] }, pairs.map { $0.run.recalls[0] })
        let low = (x + y).min() ?? 0, high = (x + y).max() ?? 1
        let room = 0.08 * (high - low)
        let range = low - room...high + room
        return LineChart(
            title: "Recall@20 of \(pairs.count) seeds", x: Axis("in Keras", range: range),
            y: Axis("here", range: range),
            series: [
                .init(
                    "equal", x: [range.lowerBound, range.upperBound], y: [range.lowerBound, range.upperBound],
                    color: .silver),
                .init("a seed", x: x, y: y, color: .blue, line: .none),
            ]
        ).with { $0.size = Size(520, 460) }
    }
}

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
            ]
        ).with {
            let (lower, upper) = (spreads.map(\.range.lowerBound), spreads.map(\.range.upperBound))
            $0.bands = [.init("all seeds", x: x, lower: lower, upper: upper, color: .blue)]
            $0.size = Size(420, 360)
        }
    }
    let loss = chart("Validation loss", "loss, nats per movie + β · nats", fromEpoch: 4, \.history.validationLosses)
    guard runs.allSatisfy({ !$0.recalls.isEmpty }) else { return Panels([loss]) }
    return Panels([chart("Recall@20 on the validation users", "recall@20", fromEpoch: 1, \.recalls), loss])
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
        title: "Recall on the test users under \(numbers.first?.spread.count ?? 0) seeds",
        x: Axis("difference from the mean of the seeds"),
        rows: numbers.map { "\($0.name), mean \(decimal($0.spread.mean, places: 4))" },
        groups: [.init("one seed", .blue, marks(\.spread.values))]
            + (isEmpty(limits) ? [] : [.init("limits", .silver, limits)])
            + (isEmpty(published) ? [] : [.init("published", .vermilion, mark: .dot, published)]))
}

/// Chapter 14: the values in its prose on how the seeds are spread.
package func spreadNotes(_ count: Int, _ settings: Settings, _ depths: Depths) -> Notes {
    let (range, seeds) = (settings.seeds.range, counted(count, "seed"))
    return [
        "count": count == 1
            ? "one seed, which has no spread (`--seeds` runs more)"
            : "\(seeds), \(range.lowerBound) to \(range.upperBound)",
        "seeds": seeds,
        "least p by rank": decimal(2 / Double(count + 1), places: 3),
        "left out": depths.leftOut, "patience": "\(settings.patience)", "limit": "\(settings.epochs)",
        "level": decimal(ReplicationTest.level), "margin": decimal(recallMargin),
    ]
}

/// Chapter 14: what the scorecard has of the seeds beside popularity.
package func measurements(of advantages: [ReplicatedMetric]) -> Measurements {
    advantages.map { (Finding.advantage($0.name).name, $0.spread.mean) }
}

/// Chapter 14: how many seeds have a lower recall than popularity at the first k.
package func advantageNotes(_ advantages: [ReplicatedMetric]) -> Notes {
    ["below at 20": "\(advantages.first?.spread.values.count { $0 < 0 } ?? 0)"]
}

/// Chapter 14: the values in its prose on the original's own runs.
package func originalNotes(_ runs: [KerasRuns.Run], _ seeds: [UInt32]) -> Notes {
    [
        "runs": decimal(runs.count), "seeded alone": decimal(runs.count { !$0.seedsTheGraph }),
        "seeded graph": decimal(runs.count(where: \.seedsTheGraph)),
        "twice": decimal(runs.count { seeds.contains($0.seed) }),
    ]
}

/// Chapter 14: the values in its prose on whether the published run is one more of the seeds, and of the original.
package func consistencyNotes(_ seeds: ReplicationTest, _ original: ReplicationTest) -> Notes {
    func text(_ p: Double?) -> String { p.map { decimal($0, places: $0 < 0.1 ? 3 : 2) } ?? "–" }
    let doubted = seeds.numbers.filter { ($0.pValue ?? 1) < ReplicationTest.level }.map(\.name)
    let verdict =
        seeds.pValue == nil
        ? "**No verdict.** Either nothing was published about these ratings and settings, or the runs are too few to tell how "
            + "their numbers vary together."
        : "A further run like these has numbers as unusual as the published ones with a probability of "
            + "p = \(text(seeds.pValue)), and beside the original's own runs it is p = \(text(original.pValue))."
    return [
        "p": text(seeds.pValue), "p among the original": original.pValue.map { decimal($0, places: 3) } ?? "–",
        "among": amongTheOriginal(original.numbers), "verdict": verdict,
        "doubted singly": doubted.isEmpty ? "none" : doubted.joined(separator: " and "),
    ]
}

/// Chapter 14: how often the test rejects one of the recorded runs.
package func rejectionNotes(_ rejections: (rejected: Int, share: Double)?, of recorded: [ReplicatedMetric]) -> Notes {
    [
        "calibrated": decimal(recorded.first?.runs.count ?? 0), "false rejections": "\(rejections?.rejected ?? 0)",
        "false rate": decimal(100 * (rejections?.share ?? 0), places: 1),
    ]
}

/// Chapter 14: the values in its prose on the run that the chapters show.
///
/// - Parameters:
///   - draws: Its recall@50, the first as shown, the others with z drawn anew; empty where 50 movies are too many.
///   - below: How many of them are lower than the first.
///   - p: How unusual it is beside the seeds.
///   - recalls: With z at its mean.
package func drawNotes(_ draws: [Double], below: Int, p: Double?, atTheMean recalls: [Double], _ data: StudyData)
    -> Notes
{
    let names = data.depths.recall.map { "recall@\($0)" }.joined(separator: ", ")
    let values = recalls.map { decimal($0, places: 4) }.joined(separator: ", ")
    return [
        "shown seed": "\(data.settings.seed)", "p of the shown": p.map { decimal($0, places: 3) } ?? "–",
        "draws below": decimal(below), "draws": decimal(draws.count - 1),
        "shown at 50": decimal(draws.first ?? 0, places: 5),
        "at the mean": recalls.isEmpty
            ? ""
            : "With z at its mean, which is what a program that loads the weights would use, \(names) are \(values).",
    ]
}

/// Chapter 14: the values in its prose on the race for Adam's counter.
package func raceNotes(_ race: AdamsRace?) -> Notes {
    [
        "recorded": decimal(race?.seeds ?? 0), "first turn": decimal(race?.turns.min() ?? 0),
        "last turn": decimal(race?.turns.max() ?? 0), "changed loss": decimal(race?.largestDifference ?? 0, places: 5),
        "changed length": decimal(race?.seedsOfOtherLength ?? 0),
    ]
}

/// Chapter 14: the values in its prose on trainings of different lengths.
///
/// - Parameters:
///   - lengths: The epochs of each seed.
///   - epochs: The same, beside what was published.
///   - lines: Recall by epochs, number by number.
package func lengthNotes(
    _ lengths: [Int], _ epochs: ReplicatedMetric?, _ recalls: [ReplicatedMetric], _ lines: [LeastSquares]
) -> Notes {
    let (shortest, longest) = (lengths.min() ?? 0, lengths.max() ?? 0)
    let published = epochs?.published ?? 0
    let rising = zip(recalls, lines).filter { $1.slope > 0 && ($1.pValue ?? 1) < ReplicationTest.level }.map(\.0.name)
    return [
        "lengths": shortest == longest
            ? "every training ran for \(counted(shortest, "epoch")), so nothing can be said about longer ones"
            : "the trainings ran for \(shortest) to \(longest) epochs",
        "published epochs": decimal(published), "as long": decimal(lengths.count { Double($0) >= published }),
        "rising": rising.isEmpty ? "recall at no k" : rising.joined(separator: ", "),
    ]
}
