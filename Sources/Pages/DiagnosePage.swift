import Comparisons
import Formatting
import Interactions
import LinearAlgebra
import Plotting
import Ranking
import Recommenders
import Statistics
import Study
import VariationalAutoencoder
import Weave

/// The share, in percent, of the first gradient in Adam's root mean square of the gradients after n updates: √((1 − β₂)
/// β₂ⁿ⁻¹ / (1 − β₂ⁿ)) with β₂ = 0.999. Source: Kingma and Ba 2015, algorithm 1.
package func memory(after updates: Int) -> Double {
    let beta = 0.999
    var power = 1.0
    for _ in 1..<max(1, updates) { power *= beta }
    return 100 * ((1 - beta) * power / (1 - beta * power)).squareRoot()
}

/// The first user whose number of clicks is in a range; nil if there is none.
package func firstUser(with range: ClosedRange<Int>, clicksIn clicks: BinaryMatrix) -> Int? {
    (0..<clicks.rows).first { range.contains(clicks[row: $0].count) }
}

extension Sequence<AgainstPopularity.Row> {
    /// Recall of both by k, the notebook's if it was published, and the difference with its interval.
    package func table(published: [(k: Int, recall: Double)]? = nil) -> Table {
        Table(
            columns: ["k"] + (published == nil ? [] : ["Notebook"])
                + ["Model", "Popularity", "Model − popularity", "95% interval"],
            rows: map { row in
                let printed = published.map { values in
                    [values.first { $0.k == row.k }.map { decimal($0.recall, places: 4) } ?? ""]
                }
                return ["\(row.k)"] + (printed ?? []) + [
                    decimal(row.model, places: 4), decimal(row.popularity, places: 4),
                ]
                    + [signed(row.difference.mean), row.difference.interval.signedEnds]
            })
    }
}

/// How much the first k of each user's list differ from popularity's and from other users'.
package func listsTable(_ lists: [(name: String, lists: Recommendations)], popular: [Int], at k: Int) -> Table {
    func percent(_ share: Double?) -> String { share.map { decimal(100 * $0, places: 1) + "%" } ?? "" }
    return Table(
        columns: [""] + lists.map(\.name),
        rows: [
            ["shared with popularity's list"] + lists.map { percent(mean($0.lists.overlap(at: k, with: popular))) },
            ["shared by two users"] + lists.map { percent($0.lists.meanPairwiseOverlap(at: k)) },
            ["different movies in all lists"] + lists.map { decimal($0.lists.distinctItems(at: k)) },
        ])
}

/// Measures of the latent space for several groups of users, side by side.
package func latentTable(_ uses: [(name: String, use: LatentUse)]) -> Table {
    Table(
        columns: [""] + uses.map(\.name),
        rows: [
            ["KL divergence, nats, summed over \(uses.first?.use.klDivergences.count ?? 0) dimensions"]
                + uses.map { decimal($0.use.klDivergence, places: 4) },
            ["largest of one dimension"] + uses.map { decimal($0.use.klDivergences.max() ?? 0, places: 4) },
            ["largest variance of a mean"] + uses.map { decimal($0.use.variances.max() ?? 0, places: 4) },
            ["active units"] + uses.map { "\($0.use.activeUnits)" },
        ])
}

/// Hits among the first recommendations for all users, and how many of them were in the input.
package func hitsTable(_ hits: [(name: String, hits: Recommendations.Hits)]) -> Table {
    Table(
        columns: ["", "Hits", "In the input", "Share"],
        rows: hits.map {
            [
                $0.name, decimal($0.hits.all), decimal($0.hits.inInput),
                $0.hits.shareInInput.map { decimal(100 * $0, places: 1) + "%" } ?? "",
            ]
        })
}

/// One user's first clicks, and what each model recommends.
package func personalTable(_ personal: PersonalRecommendations, _ data: StudyData) -> Table {
    let columns =
        [("liked", Array(personal.liked.prefix(10)))] + personal.lists.map { ($0.model.name, $0.movies) }
    let rows = columns.map(\.1.count).max() ?? 0
    return Table(
        columns: columns.map(\.0),
        rows: (0..<rows).map { row in
            columns.map { _, movies in row < movies.count ? verbatim(data.title(movies[row])) : "" }
        })
}

/// One user's movies: some of those shown to the model, and the first of two lists with their hits.
package func userTable(_ user: Int, _ data: StudyData, _ against: AgainstPopularity, count: Int) -> Table {
    let fold = data.test
    func title(_ movie: Int32) -> String { verbatim(data.title(Int(movie))) }
    func marked(_ movie: Int32) -> String {
        if fold.input.clicks[user, Int(movie)] { return title(movie) + " (shown)" }
        return title(movie) + (fold.heldOut.clicks[user, Int(movie)] ? " (withheld)" : "")
    }
    let liked = fold.input.clicks[row: user].prefix(count).map(title)
    let model = against.model[user: user].prefix(count).map(marked)
    let popularity = against.popularity[user: user].prefix(count).map(marked)
    return Table(
        columns: ["Liked, and shown to the model", "The model recommends", "Popularity recommends"],
        rows: model.indices.map { [$0 < liked.count ? liked[$0] : "", model[$0], popularity[$0]] })
}

/// Values of β, and their equivalents if the cross-entropy is summed over the items.
package func weightsTable(_ weights: [(name: String, beta: Double)], items: Double) -> Table {
    Table(
        columns: ["", "β", "β times the movies"],
        rows: weights.map { [$0.name, decimal($0.beta, places: 5), decimal(items * $0.beta, places: 1)] })
}

/// Chapter 11: recall@k of the model and of popularity, and the published values.
package func againstPopularityFigure(_ against: AgainstPopularity, published: [(k: Int, recall: Double)]) -> some Figure
{
    let (model, popularity) = (against.curve(\.model), against.curve(\.popularity))
    return LineChart(
        title: "Recall@k on the test users", x: Axis("k"), y: recallAxis(model + popularity, published),
        series: [
            .init("the notebook's model", y: model, color: .blue, line: .wide),
            .init("popularity: the same list for everybody", y: popularity, color: .orange, line: .dashed),
        ]
    ).with { $0.marks = marks(published) }
}

/// Chapter 11: divergence and variance of the mean of each latent dimension, the largest first.
package func latentUseFigure(_ use: LatentUse) -> some Figure {
    Panels([
        BarChart(
            title: "KL divergence", categories: "latent dimension, by rank", values: Axis("nats, mean over users"),
            bars: ranked(use.klDivergences)
        ).with {
            $0.decimals = nil
            $0.size = Size(420, 340)
        },
        BarChart(
            title: "Variance of the mean over users", categories: "latent dimension, by rank",
            values: Axis("variance"),
            bars: ranked(use.variances) { $0 > LatentUse.activeVariance ? 0 : 1 },
            groups: [.init("active: above \(decimal(LatentUse.activeVariance))", .green), .init("not active", .silver)]
        ).with {
            $0.decimals = nil
            $0.size = Size(420, 340)
        },
    ])
}

/// Bars of values in descending order; every tenth rank is labelled, and the first.
private func ranked(_ values: [Double], group: (Double) -> Int = { _ in 0 }) -> [BarChart.Bar] {
    values.sorted(by: >).enumerated().map { index, value in
        .init(index == 0 || (index + 1) % 10 == 0 ? "\(index + 1)" : "", value, group: group(value))
    }
}

/// Chapter 11: the values in its prose on the model beside popularity.
package func comparisonNotes(_ recalls: [AgainstPopularity.Row], _ data: StudyData) -> Notes {
    let places = recalls.differing.map { "k = \($0)" }.joined(separator: ", ")
    return [
        "printed": data.publishedRecalls.isEmpty ? "" : ", with what the notebook printed",
        "testers": "\(data.test.input.clicks.rows)", "left out": data.depths.leftOut,
        "differing": places.isEmpty
            ? ""
            : "At \(places) this one training and the list differ by more than the choice of test users explains; another "
                + "training may not.",
    ]
}

/// Chapter 11: the values in its prose on the lists.
package func listNotes(_ lists: Recommendations, sameUser: [Double?], at depth: Int) -> Notes {
    [
        "depth": "\(depth)", "same": decimal(100 * mean(sameUser), places: 1),
        "pair": decimal(100 * (lists.meanPairwiseOverlap(at: depth) ?? 1), places: 1),
    ]
}

/// Chapter 11: the values in its prose on the latent space.
package func latentNotes(_ use: LatentUse) -> Notes {
    [
        "nats": decimal(use.klDivergence, places: 2), "active": "\(use.activeUnits)",
        "dimensions": "\(use.variances.count)", "variance": decimal(use.variances.max() ?? 0, places: 3),
    ]
}

/// Chapter 11: the values in its prose on what β weighs, in units of the bound's full weight.
///
/// - Parameter weights: β of the first update, the largest after it, the mean over an epoch and the cap.
package func weightNotes(
    _ weights: [(name: String, beta: Double)], items: Double, batches: Int, _ annealing: AnnealingSchedule
) -> Notes {
    func full(_ place: Int) -> Double { items * weights[place].beta }
    let rise = annealing.steps > 0 ? items / Double(annealing.steps) : items * annealing.cap
    return [
        "items": decimal(Int(items)), "first": decimal(Int(full(0).rounded())), "largest": leadingDigits(full(1)),
        "mean": leadingDigits(full(2)), "cap": leadingDigits(full(3)), "batches": "\(batches)",
        "rise": leadingDigits(rise), "latest": decimal(memory(after: batches), places: 0),
    ]
}

/// Chapter 11: the values in its prose on what the metric rewards.
package func hitNotes(_ lists: AgainstPopularity, _ data: StudyData, at depth: Int) -> Notes {
    let test = data.test
    let nothing =
        test.heldOut.count == 0
        ? "Here that is nothing." : data.depths.recall.isEmpty ? "Here the lists are too short for that." : ""
    return [
        "withheld": decimal(test.withheldMovies), "nothing": "\(test.usersWithNothingWithheld)",
        "own": decimal(mean(lists.evaluation.recall(lists.model, at: depth)), places: 3),
        "echo": decimal(mean(recallOfTheInput(at: depth, test)), places: 3),
        "nothing to count": nothing,
    ]
}

/// Chapter 11: the values in its prose on one user.
package func userNotes(_ user: Int, _ data: StudyData, _ lists: AgainstPopularity, count: Int) -> Notes {
    let clicks = data.test.target.clicks[row: user].count
    return [
        "rule": 20...60 ~= clicks ? " with 20 to 60 clicks" : " (none has 20 to 60 clicks)",
        "user": verbatim(data.test.target.userID(user)), "clicks": "\(clicks)",
        "shown": "\(data.test.input.clicks[row: user].count)", "ten": "\(count)",
        "equal": "\(lists.shared(at: count, by: user))",
    ]
}

/// Chapter 11: the values in its prose on the user who was asked for.
package func personalNotes(_ personal: PersonalRecommendations?, _ data: StudyData) -> Notes {
    let whose = personal?.isTrainedOn == true ? "All of these models were" : "None of these models was"
    return [
        "asked": verbatim(data.settings.user ?? ""), "liked": decimal(personal?.liked.count ?? 0),
        "filtered out": decimal(personal?.filteredOut ?? 0),
        "trained on": "\(whose) trained on this user's clicks.",
    ]
}
