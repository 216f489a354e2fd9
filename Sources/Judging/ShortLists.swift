import Contest
import Formatting
import Ranking

/// For how many users the list ends before the k of a metric.
package struct ShortLists: Sendable, Hashable {
    /// How many of the users with held-out clicks have a list that is too short for a metric at k.
    package struct Count: Sendable, Hashable, Encodable {
        package let k: Int
        package let short: Int
        package let users: Int
    }

    /// The counts that are not zero, by the metric's name.
    package var byMetric: [String: Count] { Dictionary(uniqueKeysWithValues: counts.map { ($0.metric, $0.count) }) }

    private let counts: [Named]

    private struct Named: Hashable {
        let metric: String
        let count: Count
    }

    /// Counts the short lists; nil where there are none. No list can be longer than the movies that were not shown.
    init?(in recommendations: Recommendations, of users: TestUsers) {
        let rows = users.rowsThatCount
        let depths = Depths(movies: users.movies)
        let counts = depths.paper.map { metric in
            let k = min(metric.k, users.movies)
            let short = rows.count { row in
                recommendations[user: row].count < min(k, users.movies - users.evaluation.input[row: row].count)
            }
            return Named(metric: depths.name(of: metric), count: Count(k: k, short: short, users: rows.count))
        }
        self.counts = counts.filter { $0.count.short > 0 }
        if self.counts.isEmpty { return nil }
    }

    /// How many lists are short, and what that means.
    var remark: String {
        let parts = counts.enumerated().map { index, part in
            let short = decimal(part.count.short)
            let lists =
                index > 0 ? short : "\(counted(part.count.short, "list")) of \(decimal(part.count.users)) shorter"
            return "\(lists) than \(part.count.k) (\(part.metric))"
        }
        return parts.joined(separator: ", ")
            + ": what is missing is no hit, so that whole lists could only have higher values there."
    }
}
