/// The depths at which the recommendations of a number of movies can be compared: a list that holds all of them says
/// nothing.
package struct Depths: Sendable, Hashable {
    /// The k of recall@k, of those that the notebook prints.
    package let recall: [Int]
    /// The k of NDCG@k: 100, or the whole ranking of fewer movies.
    package let ndcg: Int

    /// Those that the notebook prints.
    package static let notebook = Published.recalls.map(\.0)

    /// Chooses the depths for a number of movies.
    package init(movies: Int) {
        recall = Self.notebook.filter { $0 < movies }
        ndcg = min(100, movies)
    }

    /// The name of NDCG at its depth.
    package var ndcgName: String { "NDCG@\(ndcg)" }

    /// The name of the metric that comes first: recall@20, or NDCG where 20 movies are too many.
    package var leadingName: String { recall.first.map { "recall@\($0)" } ?? ndcgName }

    /// The names of the paper's metrics: NDCG, Recall@20 and Recall@50.
    package var paperNames: [String] { [ndcgName] + paper.dropFirst().map { "Recall@\($0)" } }

    /// The k of the paper's metrics, in the order of their names.
    package var paper: [Int] { [ndcg] + [20, 50].filter(recall.contains) }

    /// Recall at the k that are too large, in words.
    package var tooLarge: String {
        "recall@" + Self.notebook.filter { !recall.contains($0) }.map { "\($0)" }.joined(separator: "/")
    }
}
