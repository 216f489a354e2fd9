/// What can be measured of the recommendations of a number of movies: a list that holds all of them says nothing of who
/// is in it.
package struct Depths: Sendable {
    private let movies: Int

    /// The depths for a number of movies.
    package init(movies: Int) { self.movies = movies }

    /// The k of recall@k that the notebook prints.
    package static let notebook = Metric.notebook.map(\.k)

    /// The k of recall@k, of those that the notebook prints.
    package var recall: [Int] { Self.notebook.filter { $0 < movies } }

    /// The k of NDCG@k: 100, or the whole ranking of fewer movies.
    package var ndcg: Int { min(Metric.ndcg.k, movies) }

    /// Every metric that can be taken.
    package var metrics: [Metric] { Metric.all.filter(canBeTaken) }

    /// The paper's metrics that can be taken.
    package var paper: [Metric] { Metric.paper.filter(canBeTaken) }

    /// A metric's name at the depth that there is.
    package func name(of metric: Metric) -> String { "\(metric.kind)@\(min(metric.k, movies))" }

    /// The name of NDCG at its depth.
    package var ndcgName: String { name(of: .ndcg) }

    /// The name of the metric that comes first: recall@20, or NDCG where 20 movies are too many.
    package var leadingName: String { recall.first.map { "recall@\($0)" } ?? ndcgName }

    /// Which of the notebook's recalls are not shown, and why, as a sentence; empty where all are.
    package var leftOut: String {
        let large = Self.notebook.filter { $0 >= movies }.map { "\($0)" }
        return large.isEmpty
            ? ""
            : "There are \(movies) movies, and a list that holds all of them says nothing: "
                + "recall@\(large.joined(separator: "/")) is not shown."
    }

    private func canBeTaken(_ metric: Metric) -> Bool { metric.countsOrder || metric.k < movies }
}
