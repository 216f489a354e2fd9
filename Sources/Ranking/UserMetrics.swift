import LinearAlgebra
import Statistics

/// The metrics of each user's recommendations; nil for a user without a click that counts.
package struct UserMetrics: Sendable, Hashable {
    /// A value for each user, by the metric's name; none of a metric that the movies are too few for.
    private let values: [String: [Double?]]

    /// Evaluates the scores (U, I) of an evaluation's users.
    package init(_ scores: Matrix, _ evaluation: Evaluation, threads: Threads) {
        self.init(evaluation.recommendations(scores, threads: threads), evaluation)
    }

    /// Evaluates lists as deep as every metric takes, or of all movies where there are fewer.
    package init(_ lists: Recommendations, _ evaluation: Evaluation) {
        self.init(Depths(movies: lists.items).metrics.map { ($0, $0.values(lists, evaluation.relevant)) })
    }

    /// Takes each user's value of some metrics.
    package init(_ values: [(metric: Metric, values: [Double?])]) {
        self.init(named: Dictionary(uniqueKeysWithValues: values.map { ($0.metric.name, $0.values) }))
    }

    private init(named values: [String: [Double?]]) { self.values = values }

    /// Each user's value; nil for a metric that was not taken.
    package subscript(metric: Metric) -> [Double?]? { values[metric.name] }

    /// How many users each metric has: the same number, where it is of one evaluation.
    package var userCounts: Set<Int> { Set(values.values.map(\.count)) }

    /// NDCG@100 of each user, or of the whole ranking where there are fewer movies.
    package var ndcg: [Double?] { self[.ndcg] ?? [] }

    /// The metric that comes first: recall@20, or NDCG where the movies are too few for it.
    package var leading: [Double?] { self[.recall(20)] ?? ndcg }

    /// The users' mean recall at each depth that the notebook prints, as far as the movies are enough for it.
    package var meanRecalls: [Double] { Metric.notebook.compactMap { self[$0] }.map { mean($0) } }

    /// A metric, averaged over the users that have it; nil where it was not taken.
    package func average(_ metric: Metric) -> Average? { self[metric].flatMap { Average($0) } }
}

extension UserMetrics {
    /// The metrics of some of the users, by their rows.
    package func of(users rows: [Int]) -> UserMetrics {
        UserMetrics(named: values.mapValues { values in rows.map { values[$0] } })
    }
}

/// Several runs of a model on the same users.
extension [UserMetrics] {
    /// Each user's value in each run; nil where a run has no value of the metric.
    package func values(_ metric: Metric) -> [[Double?]]? {
        let values = compactMap { $0[metric] }
        return values.count < count ? nil : values
    }

    /// A metric: each user's mean over the runs, averaged over users; nil where a run has no value of it.
    ///
    /// - Complexity: O(runs · users).
    package func average(_ metric: Metric) -> Average? { values(metric).flatMap { Average(averagedByUser($0)) } }

    /// How the users' mean of a metric varies over the runs; nil where a run has no value of it.
    package func spread(_ metric: Metric) -> Spread? { values(metric).flatMap { Spread($0.map { mean($0) }) } }
}

extension UserMetrics: Codable {
    /// NDCG and recall at the notebook's depths, as they were recorded before metrics had names.
    private struct Unnamed: Decodable {
        let ndcg: [Double?]
        let recalls: [[Double?]]
    }

    package init(from decoder: any Decoder) throws {
        if let unnamed = try? Unnamed(from: decoder) {
            self.init([(.ndcg, unnamed.ndcg)] + zip(Metric.notebook, unnamed.recalls))
        } else {
            self.init(named: try decoder.singleValueContainer().decode([String: [Double?]].self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(values)
    }
}
