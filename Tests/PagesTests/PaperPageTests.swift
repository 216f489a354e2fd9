import Cache
import Contest
import Foundation
import Interactions
import LinearAlgebra
import Pages
import Plotting
import Ranking
import Recommenders
import Study
import Testing
import TestSupport
import VariationalAutoencoder
import Weave

@Suite struct PaperPageTests {
    private let depths = Depths(movies: 200)

    /// A recording of three tries, EASE's row and three curves.
    private static let recording = """
        {"splits": "", "kernels": "",
        "tries": [
        {"model": "item-kNN", "candidate": {"itemKNN": {"neighbours": 10, "shrinkage": 1, "weighsUsers": true}},
            "bestEpoch": 1, "validation": 0.5},
        {"model": "EASE", "candidate": {"ease": {"regularization": 100, "dropout": 0}},
            "bestEpoch": 1, "validation": 0.25},
        {"model": "EASE", "candidate": {"ease": {"regularization": 200, "dropout": 0}},
            "bestEpoch": 1, "validation": 0.5}],
        "runs": [
        {"model": "EASE", "candidate": {"ease": {"regularization": 200, "dropout": 0}},
            "outcome": {"ndcgs": [0.5], "test": {"NDCG@100": [0.25]},
                "lists": {"coverage": 0, "popular": 0, "gini": 0, "novelty": 0}}}],
        "curves": [{"name": "at one", "ndcgs": [0.25, 0.125, 0]}, {"name": "to one", "ndcgs": [0.25, 0.75, 0.5]},
            {"name": "to best", "ndcgs": [0.25, 0.5, 1]}]}
        """

    /// The contest of the recording, on users of whom nothing here depends, or one without a recording; and its plan.
    private func contest(recorded: Bool = true, _ settings: Settings = Settings()) throws -> (Contest, ContestPlan) {
        let places = (0..<30).flatMap { user in (0..<12).map { (user, (user * 7 + $0 * 3) % 20) } }
        let ratings = Ratings(
            users: places.map { Int32($0.0) }, movies: places.map { Int32($0.1) },
            stars: [Double](repeating: 5, count: places.count))
        let splits = try PaperSplits(
            ratings.binarized(), threshold: 4, users: ratings.binarized().pivot().split(validation: 5, test: 5))
        let plan = ContestPlan(settings, splits)
        let recording = recorded ? try ContestRecording(json: Data(Self.recording.utf8), file: "contest.json") : nil
        let contest = try withTemporaryFolder { (folder: String) throws in
            try Contest(
                plan, recording, on: splits.parts, tuning: false,
                in: RunContext(threads: Threads(1), cache: ResultCache(folder: folder)))
        }
        return (contest, plan)
    }

    @Test("the ranges of a search in words")
    func ranges() {
        let space = SearchSpace([
            ("k", .choice([10, 20])), ("TF-IDF", .choice([0, 1])), ("p", .uniform(0.05...0.8)),
            ("λ", .logarithmic(50...5000)),
        ]) { _ in Popularity.Settings() }
        #expect(
            space.text == "k one of 10, 20; with or without TF-IDF; p 0.05 to 0.8; λ 50 to 5000, logarithmic")
    }

    @Test("where settings were searched, and those chosen; dashes for a model without a row")
    func search() throws {
        let (contest, plan) = try contest()
        #expect(
            searchTable(contest, plan, depths)
                == Table(
                    columns: ["Model", "Searched", "Tries", "Chosen", "Validation NDCG@100"],
                    rows: [
                        [
                            "item-kNN",
                            "k one of 10, 20, 50, 100, 200, 400; h 1 to 300, logarithmic; with or without TF-IDF", "1",
                            "–", "–",
                        ],
                        ["EASE", "λ 50 to 5000, logarithmic", "2", "λ = 200", "0.5000"],
                    ]))
    }

    @Test("what tuning is worth, as far as there were tries")
    func tuning() throws {
        let (contest, _) = try contest()
        // One of two tries is 0.25 or 0.5, and the better of both 0.5.
        #expect(
            tuningTable(contest)
                == Table(
                    columns: ["Model", "1 try", "2 tries"],
                    rows: [["item-kNN", "0.5000", "–"], ["EASE", "0.3750", "0.5000"]]))
        let figure = tuningFigure(contest, depths)
        #expect(
            rows(figure) == [",item-kNN,1,0.5,,", ",item-kNN,2,,,", ",EASE,1,0.375,,", ",EASE,2,0.5,,"])
        let chart = try #require(figure as? LineChart)
        #expect(chart.title == "What tuning is worth" && chart.x.name == "tries")
        #expect(chart.y.name == "expected best validation NDCG@100")
    }

    @Test("recorded or not, the prose says how models were tried and trained")
    func contestInWords() throws {
        let (recorded, plan) = try contest()
        let words = values(contestNotes(recorded, RowComparisons([], depths), plan))
        #expect(
            words["tries"] == "20" && words["under seeds"]?.hasPrefix("under 5 seeds, 42 to 46: its metrics") == true)
        #expect(
            words["unrecorded"]?.hasPrefix("Not in the recorded contest, and so not below: the notebook's model")
                == true)
        #expect(words["best model"] == "EASE" && words["close to the end"] == "")
        var short = Settings()
        (short.epochs, short.paperEpochs) = (1, 1)
        let (made, shortPlan) = try contest(recorded: false, short)
        let fresh = values(contestNotes(made, RowComparisons([], depths), shortPlan))
        #expect(fresh["under seeds"] == "under one seed, 42" && fresh["unrecorded"] == "")
        #expect(fresh["what it fits"]?.hasPrefix("It tries 1 setting of each model that is fitted in seconds.") == true)
        #expect(
            fresh["close to the end"]?.hasPrefix("This close to the end, a model may not have reached its best") == true
        )
    }

    /// The values of notes by their names, as a page records them.
    private func values(_ notes: Notes) -> [String: String] {
        let page = Page()
        page.note(notes)
        return page.outputs.reduce(into: [:]) { values, output in
            if case .note(let name, let value) = output.content { values[name] = value }
        }
    }

    @Test("the curves of the paper's figure 1, with β where the one annealed to 1 is highest")
    func annealing() throws {
        // One batch an epoch, and β reaches 1 in the fourth of ten epochs.
        let training = PaperTraining(users: 500, items: 40, epochs: 10, seed: 1)
        let curves = try #require(AnnealingCurves(contest().0, of: training))
        #expect(curves.toOne.peak == (epoch: 2, ndcg: 0.75) && curves.toOne.betaAtPeak == 0.5)
        #expect(curves.atOne.peak == (epoch: 1, ndcg: 0.25) && curves.atOne.betaAtPeak == 1)
        let figure = curves.figure(depths)
        #expect(
            rows(figure) == [
                ",at one,1,0.25,,", ",at one,2,0.125,,", ",at one,3,0,,", ",to one,1,0.25,,", ",to one,2,0.75,,",
                ",to one,3,0.5,,", ",to best,1,0.25,,", ",to best,2,0.5,,", ",to best,3,1,,",
                ",\"to one, highest at β = 0.50\",2,0.75,,",
            ])
        let chart = try #require(figure as? LineChart)
        #expect(chart.title == "NDCG@100 on the validation users")
        #expect(chart.x.name == "epoch" && chart.y.name == "NDCG@100")
    }

    /// A row whose runs have the same users' metrics, and lists of different coverage.
    private func row(
        _ model: ContestModel, _ settings: any RecommenderSettings, _ metrics: [(Metric, [Double?])],
        lists: [ListCharacter] = [ListCharacter()]
    ) -> ContestRow {
        ContestRow(
            Entry(model, Candidate(settings)),
            lists.map { Outcome(ndcgs: [], test: UserMetrics(metrics), lists: $0) })
    }

    private var multVAE: ContestRow {
        let training = PaperTraining(users: 500, items: 40, epochs: 10, seed: 1)
        return row(
            .multVAE, TrainedAutoencoder(training.multVAE(training.toBest), keeping: .best),
            [(.ndcg, [0.25, 0.5]), (.recall(20), [0, 1]), (.recall(50), [1, 1])],
            lists: [
                ListCharacter(coverage: 0.25, popular: 0.75, gini: 0.25, novelty: 3),
                ListCharacter(coverage: 0.75, popular: 0.5, gini: 0.5, novelty: 4),
            ])
    }

    @Test(
        "the table of the models: metrics with standard errors, seeds, and what the difference from Mult-VAE amounts to"
    )
    func results() {
        let ease = row(.ease, EASE.Settings.paper, [(.ndcg, [0.5, 0.75]), (.recall(20), [0.5, 0.5])])
        let rows = [ease, multVAE]
        #expect(
            resultsTable(rows, RowComparisons(rows, depths).against(.multVAE), depths)
                == Table(
                    columns: [
                        "Model", "NDCG@100", "Recall@20", "Recall@50", "Seeds", "SD of seeds", "Above Mult-VAE",
                        "Verdict",
                    ],
                    rows: [
                        // 0.125 and 0.5 over √2, as two users have them.
                        [
                            "EASE", "0.6250 (0.0884)", "0.5000 (0.0000)", "–", "none", "",
                            "+0.2500 [+0.2500, +0.2500]", "better",
                        ],
                        ["Mult-VAE", "0.3750 (0.0884)", "0.5000 (0.3536)", "1.0000 (0.0000)", "2", "0.0000", "", ""],
                    ]))
    }

    @Test("the rows that are equivalent to a row, and those that are not told apart from it")
    func undecided() {
        // The same two users, and two that are too different to say.
        let rows = [
            multVAE, row(.multDAE, Popularity.Settings(), [(.ndcg, [0.25, 0.5])]),
            row(.ease, EASE.Settings.paper, [(.ndcg, [0, 1])]),
        ]
        #expect(
            undecidedTable(rows, RowComparisons(rows, depths), depths)
                == Table(
                    columns: ["Model", "NDCG@100", "Recall@20", "Recall@50"],
                    rows: [
                        ["Mult-VAE", "equivalent: Mult-DAE; undecided: EASE", "", ""],
                        ["Mult-DAE", "equivalent: Mult-VAE; undecided: EASE", "", ""],
                        ["EASE", "undecided: Mult-VAE, Mult-DAE", "", ""],
                    ]))
    }

    @Test("the scorecard has the paper's metrics of its own models, and NDCG of the others")
    func measurements() {
        let ease = row(.ease, EASE.Settings.paper, [(.ndcg, [0.5, 0.75]), (.recall(20), [0.5, 0.5])])
        let measured = contestMeasurements([ease, multVAE], depths)
        #expect(
            measured.map(\.name) == [
                "EASE, NDCG@100", "Mult-VAE, NDCG@100", "Mult-VAE, Recall@20", "Mult-VAE, Recall@50",
            ])
        #expect(measured.map(\.value) == [0.625, 0.375, 0.5, 1])
    }

    @Test("a model whose lists hold few of the movies is told from the others, if they hold many")
    func listsApart() {
        func rows(_ coverages: [Double]) -> [ContestRow] {
            zip([.asPublished, .popularity, .ease], coverages).map { model, coverage in
                row(
                    model, Popularity.Settings(), [],
                    lists: [ListCharacter(coverage: coverage, popular: 0, gini: 0, novelty: 0)])
            }
        }
        #expect(rows([0.04, 0.02, 0.16]).tellTheNotebooksModelByItsLists)
        #expect(!rows([0.06, 0.02, 0.16]).tellTheNotebooksModelByItsLists)
        #expect(!rows([0.04, 0.02, 0.14]).tellTheNotebooksModelByItsLists)
        #expect(!rows([]).tellTheNotebooksModelByItsLists)
    }

    @Test(
        "simple models beat Mult-VAE if each does by NDCG, and only iALS by recall@50, and the divergences are apart"
    )
    func simpleModels() {
        func rows(ease: Double = 1, slim: Double = 0.5, notebooks: Double = 0.5) -> [ContestRow] {
            let users = [Double?](repeating: 1, count: 4)
            func run(_ ndcg: Double, recall: Double, nats: Double? = nil) -> Outcome {
                let test = UserMetrics([(.ndcg, users.map { _ in ndcg }), (.recall(50), users.map { _ in recall })])
                return Outcome(ndcgs: [], klDivergence: nats, test: test, lists: ListCharacter())
            }
            let outcomes: [(ContestModel, Outcome)] = [
                (.asPublished, run(0.25, recall: 0, nats: notebooks)), (.slim, run(1, recall: slim)),
                (.ials, run(1, recall: 1)), (.ease, run(ease, recall: 0.5)), (.edlae, run(1, recall: 0.5)),
                (.multDAE, run(0.75, recall: 0.5)), (.tunedDAE, run(0.75, recall: 0.5)),
                (.multVAE, run(0.5, recall: 0.5, nats: 20)), (.tunedVAE, run(0.5, recall: 0.5)),
            ]
            return outcomes.map { ContestRow(Entry($0, Candidate(Popularity.Settings())), [$1]) }
        }
        func holds(_ rows: [ContestRow]) -> Bool {
            rows.showSimpleModelsBeatMultVAE(RowComparisons(rows, depths))
        }
        #expect(holds(rows()))
        #expect(!holds(rows(ease: 0.25)) && !holds(rows(slim: 0.75)) && !holds(rows(notebooks: 2)) && !holds([]))
    }

    @Test("published numbers beside those here, with a dash for what was left out")
    func published() {
        let published = ["a", "b"].map { Reference($0, 0.4258, .rerun, comparable: false) }
        #expect(
            publishedTable(published, [("a", 0.39216)])
                == Table(columns: ["", "Published", "Here"], rows: [["a", "0.426", "0.3922"], ["b", "0.426", "–"]]))
    }

    @Test("what the lists are like, averaged over the seeds")
    func characters() {
        #expect(
            charactersTable([multVAE])
                == Table(
                    columns: ["Model", "Coverage, %", "Popular, %", "Gini", "Novelty, bits"],
                    rows: [["Mult-VAE", "50.0", "62.5", "0.375", "3.50"]]))
    }

    @Test("NDCG of each model with its standard error, the highest first, and nothing of one that has none")
    func models() throws {
        let rows = [
            row(.popularity, Popularity.Settings(), []), row(.multDAE, Popularity.Settings(), [(.ndcg, [0, 0, 0, 1])]),
            // Deviations of 0.5 over √4.
            row(.ease, EASE.Settings.paper, [(.ndcg, [0, 0, 1, 1])]),
        ]
        func charts(_ comparisons: [RowComparison]) throws -> [DotChart] {
            let figure = modelsFigure(rows, comparisons, against: .ease, depths)
            return try #require(figure as? Panels).figures.map { try #require($0 as? DotChart) }
        }
        let alone = try charts([])
        #expect(alone.count == 1 && PagesTests.rows(alone[0]).first == ",,EASE,0.5,0.25,0.75")
        #expect(alone[0].title == "The models on the test users" && alone[0].values.name == "NDCG@100")
        #expect(alone[0].rows == ["EASE", "Mult-DAE", "popularity"])
        let beside = try charts(RowComparisons(rows, depths).against(.ease))
        #expect(
            beside.count == 2 && beside[1].rows == alone[0].rows && beside[1].values.name == "NDCG@100 above EASE's")
        #expect(beside[1].series[0].dots.map { $0?.value } == [nil, -0.25, nil])
        #expect(beside[1].reference?.value == 0)
    }

    @Test("clicks shown and held out in words")
    func shares() {
        let fold = ClickMatrix(
            users: [1], movies: [1, 2, 3], clicks: BinaryMatrix(columns: 3, rows: [[0, 1, 2]])
        ).withholding(fraction: 0.3)
        #expect(fold.shares == "2 clicks shown, 1 held out")
    }
}
