import Plotting
import Statistics
import Weave

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
            rows: Published.recalls.enumerated().compactMap { index, value in
                agreement(index).map {
                    [
                        "recall@\(value.0)", signed($0.meanDifference, places: 5),
                        decimal($0.meanAbsoluteDifference, places: 5), decimal($0.largestDifference, places: 5),
                    ]
                }
            })
    }

    /// What is compared, and which seeds ran for different numbers of epochs, in Markdown.
    package var explained: String {
        guard !pairs.isEmpty else { return "No run of Keras is recorded for these ratings, settings and seeds." }
        let others = pairs.filter { $0.run.result.epochs != $0.keras.history.count }
        let lengths =
            others.isEmpty
            ? "All of them ran for the same number of epochs in both programs."
            : "\(decimal(sameLength.count)) of them ran for the same number of epochs in both programs. A near tie of two "
                + "validation losses was decided the other way for "
                + others.map {
                    "seed \($0.run.seed) (\($0.run.result.epochs) epochs here, \($0.keras.history.count) there)"
                }
                .joined(separator: ", ") + "."
        return
            "For \(decimal(pairs.count)) of these seeds there is a recorded run of the original program, with the same seed and "
            + "without its data races (see below). \(lengths) Over the seeds with the same number of epochs, recall on the test "
            + "users differs from Keras's by:"
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
            ], size: Size(520, 460))
    }
}
