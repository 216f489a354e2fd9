import Interactions
import LinearAlgebra
import Ranking
import Statistics
import VariationalAutoencoder
import Weave

extension Sequence<AgainstPopularity.Row> {
    /// Recall of both by k, the notebook's own where it was published, and the difference with its interval.
    package func table(published: [(Int, Double)]? = nil) -> Table {
        Table(
            columns: ["k"] + (published == nil ? [] : ["Notebook"])
                + ["Model", "Popularity", "Model − popularity", "95% interval"],
            rows: map { row in
                let printed = published.map { values in
                    [values.first { $0.0 == row.k }.map { decimal($0.1, places: 4) } ?? ""]
                }
                return ["\(row.k)"] + (printed ?? []) + [
                    decimal(row.model, places: 4), decimal(row.popularity, places: 4),
                ]
                    + (row.difference.map { [signed($0.mean), text($0.interval)] } ?? ["", ""])
            })
    }
}

/// How far the first k of each user's list differ from popularity's and from each other.
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

/// The use that users make of the latent space, side by side.
package func latentTable(_ uses: [(name: String, use: LatentUse)]) -> Table {
    Table(
        columns: [""] + uses.map(\.name),
        rows: [
            ["divergence, nats, summed over \(uses.first?.use.divergences.count ?? 0) dimensions"]
                + uses.map { decimal($0.use.divergence, places: 4) },
            ["largest of one dimension"] + uses.map { decimal($0.use.divergences.max() ?? 0, places: 4) },
            ["largest variance of a mean"] + uses.map { decimal($0.use.variances.max() ?? 0, places: 4) },
            ["active units"] + uses.map { "\($0.use.activeUnits)" },
        ])
}

/// Hits among the first k recommendations of everybody, and those that were in the input.
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

/// One user's movies: some of those shown to the model, and the first of two lists, with what they hit.
package func userTable(_ user: Int, _ fold: FoldIn, _ against: AgainstPopularity, titles: [Int: String], count: Int)
    -> Table
{
    func title(_ movie: Int32) -> String {
        verbatim(titles[fold.target.movies[Int(movie)]] ?? "movie \(fold.target.movieID(Int(movie)))")
    }
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

/// Values of β, and what each comes to where the cross-entropy is summed over so many items.
package func weightsTable(_ weights: [(name: String, beta: Double)], items: Double) -> Table {
    Table(
        columns: ["", "β", "β times the movies"],
        rows: weights.map { [$0.name, decimal($0.beta, places: 5), decimal(items * $0.beta, places: 1)] })
}
