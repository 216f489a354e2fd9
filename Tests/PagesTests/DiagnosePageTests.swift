import Comparisons
import Foundation
import Interactions
import LinearAlgebra
import Pages
import Plotting
import Random
import Ranking
import Study
import Testing
import TestSupport
import VariationalAutoencoder
import Weave

@Suite struct DiagnosePageTests {
    @Test("the user to look at is the first with so many clicks")
    func user() {
        let clicks = BinaryMatrix(columns: 5, rows: [[0, 2, 3], [1, 2], [4]])
        #expect(firstUser(with: 2...3, clicksIn: clicks) == 0)
        #expect(firstUser(with: 1...2, clicksIn: clicks) == 1)
        #expect(firstUser(with: 4...9, clicksIn: clicks) == nil)
    }

    @Test("Adam's memory of the first gradient: all of it at once, and √(0.001 · 0.999 / 0.001999) after two updates")
    func adam() {
        #expect(abs(memory(after: 1) - 100) < 1e-9)
        #expect(abs(memory(after: 2) - 70.693) < 0.001)
    }

    /// Three users over five movies; the model ranks 0 2 4 3 1, then 2 3 4 1 0, then 0 1 2 3 4, and popularity 2 3 4 1 0.
    private let against: AgainstPopularity = {
        let fold = ClickMatrix(
            users: [7, 8, 9], movies: [1, 2, 3, 4, 5],
            clicks: BinaryMatrix(columns: 5, rows: [[0, 2, 3], [1, 2], [4]])
        ).withholding(fraction: 0.4)
        return AgainstPopularity(
            Evaluation(asTheNotebook: fold),
            model: Matrix(rows: 3, columns: 5, values: [5, 1, 4, 2, 3, 1, 2, 5, 4, 3, 5, 4, 3, 2, 1]),
            popularity: Matrix(rows: 3, columns: 5, values: [1, 2, 5, 4, 3, 1, 2, 5, 4, 3, 1, 2, 5, 4, 3]))
    }()

    @Test(
        "recall of model and popularity by k, their difference with its interval, and the notebook's where it was published"
    )
    func recalls() {
        let rows = against.recalls(at: [2, 3], generator: Philox4x32(seed: 1))
        // At 3 the users differ by 0, 0 and −1: a resample of all −1 has a share of 1/27, more than the tail's 1/40.
        let columns = ["Model", "Popularity", "Model − popularity", "95% interval"]
        let two = ["0.5000", "0.5000", "0.0000", "0.0000 to 0.0000"]
        let three = ["0.3889", "0.7222", "−0.3333", "−1.0000 to 0.0000"]
        #expect(rows.table() == Table(columns: ["k"] + columns, rows: [["2"] + two, ["3"] + three]))
        #expect(
            rows.table(published: [(3, 0.25)])
                == Table(
                    columns: ["k", "Notebook"] + columns, rows: [["2", ""] + two, ["3", "0.2500"] + three]))
    }

    /// The lists 0 1 and 0 2 of three movies.
    private let lists = Recommendations(lists: [[0, 1], [0, 2]], depth: 2, items: 3)

    @Test("what lists share with popularity's and with each other")
    func overlaps() {
        let alone = Recommendations(lists: [[2, 1]], depth: 2, items: 3)
        #expect(
            listsTable([("two", lists), ("one", alone)], popular: [0, 1, 2], at: 2)
                == Table(
                    columns: ["", "two", "one"],
                    rows: [
                        ["shared with popularity's list", "75.0%", "50.0%"], ["shared by two users", "50.0%", ""],
                        ["different movies in all lists", "3", "2"],
                    ]))
    }

    @Test("hits, and how many of them had been shown; no share of none")
    func hits() {
        func hits(_ relevant: [[Int]]) -> Recommendations.Hits {
            lists.hits(
                at: 2, relevant: BinaryMatrix(columns: 3, rows: relevant),
                input: BinaryMatrix(columns: 3, rows: [[0], []]))
        }
        #expect(
            hitsTable([("some", hits([[0, 1], [2]])), ("none", hits([[2], [1]]))])
                == Table(
                    columns: ["", "Hits", "In the input", "Share"],
                    rows: [["some", "3", "1", "33.3%"], ["none", "0", "0", ""]]))
    }

    /// Two users with means ±1 and 0 and unit variances: ½ nat a user in the first dimension, whose mean has variance 1.
    private let use = LatentUse(
        mean: Matrix(rows: 2, columns: 2, values: [1, 0, -1, 0]), logVariance: Matrix(rows: 2, columns: 2))

    @Test("the latent space of several groups side by side")
    func latent() {
        #expect(
            latentTable([("a", use), ("b", use)])
                == Table(
                    columns: ["", "a", "b"],
                    rows: [
                        ["KL divergence, nats, summed over 2 dimensions", "0.5000", "0.5000"],
                        ["largest of one dimension", "0.5000", "0.5000"],
                        ["largest variance of a mean", "1.0000", "1.0000"], ["active units", "1", "1"],
                    ]))
        #expect(
            rows(latentUseFigure(use)) == [
                "KL divergence,,1,0.5,,", "KL divergence,,2,0,,",
                "Variance of the mean over users,active: above 0.01,1,1,,",
                "Variance of the mean over users,not active,2,0,,",
            ])
    }

    @Test("every tenth rank of the divergences is labelled, and the first")
    func ranks() throws {
        let use = LatentUse(mean: Matrix(rows: 1, columns: 21, repeating: 1), logVariance: Matrix(rows: 1, columns: 21))
        let panels = try #require(latentUseFigure(use) as? Panels)
        let bars = try #require(panels.figures.first as? BarChart)
        #expect(bars.categories == "latent dimension, by rank" && bars.values.name == "nats, mean over users")
        #expect(bars.bars.map(\.label).enumerated().filter { !$0.element.isEmpty }.map(\.element) == ["1", "10", "20"])
        let variances = try #require(panels.figures.last as? BarChart)
        #expect(variances.categories == bars.categories && variances.values.name == "variance")
    }

    @Test("β, and what it would be with the cross-entropy summed")
    func weights() {
        #expect(
            weightsTable([("cap", 0.2), ("highest", 0.0074)], items: 3125)
                == Table(
                    columns: ["", "β", "β times the movies"],
                    rows: [["cap", "0.20000", "625.0"], ["highest", "0.00740", "23.1"]]))
    }

    @Test("recall by k of model and popularity, on an axis from zero")
    func curves() throws {
        let figure = againstPopularityFigure(against, published: [(2, 0.75)])
        let chart = try #require(figure as? LineChart)
        #expect(chart.title == "Recall@k on the test users" && chart.x.name == "k" && chart.y.name == "recall@k")
        // The highest, popularity's two thirds and one at 5, is 1.
        #expect(chart.y.range == 0...1.25)
        let names = ["the notebook's model", "popularity: the same list for everybody"]
        #expect(chart.series.map(\.name) == names && chart.series.allSatisfy { $0.x == [1, 2, 3, 4, 5] })
        #expect(rows(figure).contains(",\(names[0]),2,0.5,,") && rows(figure).last == ",published,2,0.75,,")
    }

    @Test("one user's movies beside both lists, each with what was shown of it and what was withheld")
    func oneUser() throws {
        try withTemporaryFolder { (folder: String) throws in
            // Nine users who like all five movies; their order is that of the ids.
            let lines = (1...9).flatMap { user in (1...5).map { "\(user),\($0),5" } }
            try Data((["userId,movieId,rating"] + lines).joined(separator: "\n").utf8)
                .write(to: URL(fileURLWithPath: "\(folder)/ratings.csv"))
            let source = try RatingsSource.file(folder).read(threads: 1)
            let clicks = source.ratings.binarized()
            let users = try clicks.pivot().split(validation: 2, test: 3)
            let masked = (
                validation: users.validation.withholding(fraction: 0.4), test: users.test.withholding(fraction: 0.4)
            )
            let data = StudyData(
                clicks, of: source, users: users, masked: masked,
                try Comparability(source, Settings(), recordings: recordings))
            let scores = Matrix(rows: 3, columns: 5, values: [5, 1, 4, 2, 3, 1, 2, 5, 4, 3, 5, 4, 3, 2, 1])
            let popular = Matrix(rows: 3, columns: 5, values: [1, 2, 5, 4, 3, 1, 2, 5, 4, 3, 1, 2, 5, 4, 3])
            let against = AgainstPopularity(Evaluation(asTheNotebook: masked.test), model: scores, popularity: popular)
            // Movies 1 and 2 are withheld, 3 to 5 were shown; the model ranks 1 3 5 4 2, popularity 3 4 5 2 1.
            #expect(
                userTable(0, data, against, count: 4)
                    == Table(
                        columns: ["Liked, and shown to the model", "The model recommends", "Popularity recommends"],
                        rows: [
                            ["movie 3", "movie 1 (withheld)", "movie 3 (shown)"],
                            ["movie 4", "movie 3 (shown)", "movie 4 (shown)"],
                            ["movie 5", "movie 5 (shown)", "movie 5 (shown)"],
                            ["", "movie 4 (shown)", "movie 2 (withheld)"],
                        ]))
            let personal = PersonalRecommendations(
                liked: [4, 0], filteredOut: 0, isTrainedOn: false, lists: [(.popularity, [2]), (.ease, [1, 2, 3])])
            #expect(
                personalTable(personal, data)
                    == Table(
                        columns: ["liked", "popularity", "EASE"],
                        rows: [
                            ["movie 5", "movie 3", "movie 2"], ["movie 1", "", "movie 3"], ["", "", "movie 4"],
                        ]))
        }
    }
}
