import Comparisons
import Pages
import Plotting
import Statistics
import Study
import Testing
import Weave

@Suite struct SeedsPageTests {
    private func number(_ name: String, _ values: [Double], published: Double? = nil) throws -> ReplicatedMetric {
        try #require(ReplicatedMetric(name: name, values, published: published))
    }

    private let columns = ["", "Mean", "Standard deviation", "Minimum", "Maximum", "95% of further runs"]

    @Test("means and spreads with what further runs give, whole numbers with fewer digits, and no spread of one run")
    func spreads() throws {
        // 0.1 and 0.3: further runs lie within 12.7062 · 0.1414 · √1.5 of the mean; ten times that for 2 and 4.
        let numbers = [
            try number("recall", [0.3, 0.1]), try number("epochs", [2, 4]), try number("one", [0.25]),
        ]
        #expect(
            spreadTable(numbers)
                == Table(
                    columns: columns,
                    rows: [
                        ["recall", "0.2000", "0.1414", "0.1000", "0.3000", "-2.0008 – 2.4008"],
                        ["epochs", "3.0", "1.4", "2", "4", "-19.0 – 25.0"],
                        ["one", "0.2500", "–", "0.2500", "0.2500", "–"],
                    ]))
    }

    @Test("published numbers stand beside the spreads, with their p-values where several runs give one")
    func published() throws {
        // t = 0.1 / (0.1414 · √1.5) = 1 / √3, where Student's t with one degree of freedom has 1 − 2/π · arctan = 2/3 beyond.
        let numbers = [
            try number("recall", [0.1, 0.3], published: 0.3), try number("other", [0.1, 0.3]),
            try number("one", [0.25], published: 0.5),
        ]
        let recall = ["0.2000", "0.1414", "0.1000", "0.3000", "-2.0008 – 2.4008"]
        #expect(
            spreadTable(numbers)
                == Table(
                    columns: columns + ["Published", "p", "p by rank"],
                    rows: [
                        ["recall"] + recall + ["0.3000", "0.667", "1.000"], ["other"] + recall + ["–", "–", "–"],
                        ["one", "0.2500", "–", "0.2500", "0.2500", "–", "0.5000", "–", "–"],
                    ]))
        let test = ReplicationTest(numbers: numbers)
        #expect(
            consistencyNotes(test, test)["among"]
                == "1 of 2 reach the published recall (by rank p = 1.000, by Student's t 0.667)")
    }

    @Test("by how much the seeds are above popularity, with the interval of the mean and how many are below")
    func advantages() throws {
        // 12.7062 · 0.1414 / √2 either way.
        let two = try number("recall", [-0.25, -0.05])
        #expect(
            advantagesTable([two, try number("one", [0.5])], [0.5, 0.25])
                == Table(
                    columns: ["", "Popularity", "Model − popularity", "95% interval", "Seeds below popularity"],
                    rows: [
                        ["recall", "0.5000", "−0.1500", "−1.4206 to +1.1206", "2 of 2"],
                        ["one", "0.2500", "+0.5000", "–", "0 of 1"],
                    ]))
    }

    @Test("groups of runs beside each other, as mean and standard deviation")
    func groups() throws {
        #expect(
            groupsTable([
                ("alone", [try number("recall", [0.1, 0.2, 0.3])]), ("beside", [try number("recall", [0.5])]),
            ])
                == Table(
                    columns: ["", "Runs", "recall"],
                    rows: [["alone", "3", "0.2000 ± 0.1000"], ["beside", "1", "0.5000 ± 0.0000"]]))
    }

    @Test("how many of others' runs a test doubts, with the median of their p")
    func power() throws {
        // t = 0.1 / (0.1 · √4/3) = 0.866 for 0.3; with two degrees of freedom 1 − t / √(t² + 2) lies beyond.
        let test = ReplicationTest(numbers: [try number("recall", [0.1, 0.2, 0.3])])
        #expect(
            powerTable([("near", [[0.3], [0.2], [0.3]]), ("far", [[1000]]), ("none", [])], of: test)
                == Table(
                    columns: ["", "Doubted", "Median p"],
                    rows: [["near", "0 of 3", "0.478"], ["far", "1 of 1", "< 0.001"], ["none", "–", "–"]]))
    }

    @Test("runs here beside the original's, with tests of their means and their spreads")
    func original() throws {
        let (three, same) = (try number("recall", [0.1, 0.2, 0.3]), try number("same", [0.5, 0.5, 0.5]))
        // The difference's standard error is 0.1 · √⅔: 90% lies within 2.1318 of them, and beyond the margin of 0.0245 of
        // them lies 0.5 − 0.375 · 0.0245, by the density of t with four degrees of freedom.
        #expect(
            BesideTheOriginal([three, three], [three, try number("two", [0.1, 0.2])]).table
                == Table(
                    columns: [
                        "", "Here", "The original", "Difference of the means (90%)", "p, equivalent",
                        "Ratio of the spreads", "p, equal spreads",
                    ],
                    rows: [
                        [
                            "recall", "0.2000 ± 0.1000", "0.2000 ± 0.1000", "0.0000 (−0.1741 to +0.1741)", "0.491",
                            "1.00", "1.000",
                        ]
                    ]))
        #expect(!BesideTheOriginal([three], [three]).areEquivalent)
        #expect(BesideTheOriginal([three], [three]).areSpreadAlike)
        // What never varies is equal for certain, and has no spread to compare.
        #expect(BesideTheOriginal([same], [same]).areEquivalent)
        #expect(!BesideTheOriginal([same], [same]).areSpreadAlike)
        #expect(!BesideTheOriginal([three, same], [three, same]).areEquivalent)
        #expect(!BesideTheOriginal([], []).areEquivalent && !BesideTheOriginal([], []).areSpreadAlike)
    }

    @Test("the correlation of recall with the epochs, and the line's recall at the published number of them")
    func epochs() throws {
        let recalls = [try number("recall", [0.25, 0.5], published: 0.375), try number("other", [0.25, 0.5])]
        let lines = try [[0.25, 0.5], [0.5, 0.25]].map { try #require(LeastSquares(x: [1, 2], y: $0)) }
        #expect(
            epochsTable(recalls, lines: lines, at: try number("epochs", [1, 2]))
                == Table(
                    columns: ["", "Correlation with epochs", "p"],
                    rows: [["recall", "1.00", "–"], ["other", "-1.00", "–"]]))
        #expect(
            epochsTable(recalls, lines: lines, at: try number("epochs", [1, 2], published: 3))
                == Table(
                    columns: ["", "Correlation with epochs", "p", "On the line at 3 epochs", "Published"],
                    rows: [
                        ["recall", "1.00", "–", "0.7500", "0.3750"], ["other", "-1.00", "–", "0.0000", "–"],
                    ]))
    }

    /// A run of so many epochs, with the same recall at every k.
    private func seeded(_ seed: UInt32, epochs: Int, recall: Double) throws -> SeededRun {
        let metrics = ["Recall@20": [recall], "Recall@50": [recall], "Recall@100": [recall]]
        return SeededRun(
            seed: seed,
            result: try run(
                [[Double]](repeating: [0, 0, 0], count: epochs),
                metrics: [[String: [Double]]](repeating: metrics, count: 6)))
    }

    @Test("runs and Keras's with the same seed, compared where they ran for as many epochs")
    func pairs() throws {
        let runs = [
            try seeded(1, epochs: 2, recall: 0.5), try seeded(2, epochs: 3, recall: 0.25),
            try seeded(3, epochs: 1, recall: 0.25), try seeded(4, epochs: 1, recall: 0),
        ]
        func keras(_ seed: Int, epochs: Int) throws -> KerasRuns.Run {
            try PagesTests.keras(
                [[Double]](repeating: [0, 0, 0], count: epochs), recall: (0.25, 0.5, 0.75), seed: seed)
        }
        let pairs = SeedPairs(runs, [try keras(3, epochs: 1), try keras(2, epochs: 2), try keras(1, epochs: 2)])
        #expect(pairs.pairs.map(\.run.seed) == [1, 2, 3] && pairs.pairs.map(\.keras.seed) == [1, 2, 3])
        // The first and the third: 0.5 and 0.25, less 0.25, 0.5 and 0.75.
        #expect(
            pairs.table
                == Table(
                    columns: ["", "Mean difference", "Mean absolute difference", "Largest"],
                    rows: [
                        ["recall@20", "+0.12500", "0.12500", "0.25000"],
                        ["recall@50", "−0.12500", "0.12500", "0.25000"],
                        ["recall@100", "−0.37500", "0.37500", "0.50000"],
                    ]))
        #expect(pairs.countOfSameLength == 2 && pairs.meanDifference == 0.125)
        #expect(pairs.notes["other pairs"] == " (seed 2 has 3 here and 2 there)")
        // The range of 0.25 to 0.5 and 8% of it either way.
        #expect(
            rows(pairs.figure) == [
                ",equal,0.23,0.23,,", ",equal,0.52,0.52,,", ",a seed,0.25,0.5,,", ",a seed,0.25,0.25,,",
                ",a seed,0.25,0.25,,",
            ])
        let chart = try #require(pairs.figure as? LineChart)
        #expect(chart.title == "Recall@20 of 3 seeds" && chart.x.name == "in Keras" && chart.y.name == "here")
    }

    @Test("at every epoch the band covers all trainings, of which one that has ended keeps its last value")
    func curves() throws {
        func trained(_ losses: [Double], _ recalls: [Double]) throws -> TrainedRun {
            try run(losses.map { [0, $0, 0] }, recalls: recalls, metrics: [])
        }
        let runs = [try trained([0.5], [0.25]), try trained([0.75, 0.25], [0.5, 0.75])]
        let figure = seedCurvesFigure(runs)
        let (recall, loss) = ("Recall@20 on the validation users", "Validation loss")
        #expect(
            rows(figure) == [
                "\(recall),median,1,0.375,,", "\(recall),median,2,0.5,,", "\(recall),a training ends,1,0.25,,",
                "\(recall),a training ends,2,0.75,,", "\(recall),all seeds,1,,0.25,0.5",
                "\(recall),all seeds,2,,0.25,0.75", "\(loss),median,1,0.625,,", "\(loss),median,2,0.375,,",
                "\(loss),a training ends,1,0.5,,", "\(loss),a training ends,2,0.25,,", "\(loss),all seeds,1,,0.5,0.75",
                "\(loss),all seeds,2,,0.25,0.5",
            ])
        let charts = try #require(figure as? Panels).figures.map { try #require($0 as? LineChart) }
        #expect(charts.allSatisfy { $0.x.name == "epoch" })
        #expect(charts.map(\.y.name) == ["recall@20", "loss, nats per movie + β · nats"])
        let unwatched = seedCurvesFigure([try trained([0.5], [])])
        #expect(try #require(unwatched as? Panels).figures.map(\.title) == [loss])
    }

    @Test("each seed's numbers about their mean, with limits and the published ones where there are any")
    func strips() throws {
        let two = try number("recall", [0.25, 0.75], published: 0.5)
        let figure = publishedFigure(ReplicationTest(numbers: [two]))
        let chart = try #require(figure as? StripChart)
        #expect(chart.title == "Recall on the test users under 2 seeds")
        #expect(chart.x.name == "difference from the mean of the seeds" && chart.rows == ["recall, mean 0.5000"])
        #expect(chart.groups.map(\.name) == ["one seed", "limits", "published"])
        let row = "\"recall, mean 0.5000\""
        #expect(rows(figure).prefix(2) == [",one seed,\(row),-0.25,,", ",one seed,\(row),0.25,,"])
        #expect(rows(figure).last == ",published,\(row),0,,")
        // 12.7062 · 0.3536 · √1.5 either way.
        let limits = chart.groups[1].marks[0].x
        #expect(limits.count == 2 && abs(limits[1] - 5.50195) < 1e-4 && limits[0] == -limits[1])
        let one = publishedFigure(ReplicationTest(numbers: [try number("recall", [0.25])]))
        #expect(rows(one) == [",one seed,\"recall, mean 0.2500\",0,,"])
    }
}
