import Contest
import LinearAlgebra
import Random
import Ranking
import Statistics

/// How a model does on the test users, beside the rows of chapter 13's table.
package struct Judgment {
    let model: JudgedModel
    /// The table's rows and, by name, how much higher the model's metrics are; none that the row lacks.
    let rows: [(row: ContestRow, differences: [String: ReplicatedDifference])]
    /// The 95% interval of the model's own mean over users and runs, by the metric's name.
    let intervals: [String: ClosedRange<Double>]
    let users: TestUsers
    /// The users by how many clicks are shown of them, and the movies by their training clicks.
    let thirdsOfUsers, thirdsOfMovies: [Third]
    let depths: Depths

    /// Compares a model with others on the same users, by every metric.
    ///
    /// - Parameter training: The training users' clicks, by which movies are popular.
    /// - Complexity: O(metrics · runs · users · resamples): 1 ms a metric and run of 600 users, and 1 to 3 ms a metric and row.
    package init(of model: JudgedModel, beside rows: [ContestRow], for users: TestUsers, training: BinaryMatrix) {
        self.users = users
        depths = Depths(movies: users.movies)
        thirdsOfUsers = Third.ofUsers(users)
        thirdsOfMovies = Third.ofMovies(training)
        self.model = model
        var compared = rows.map { (row: $0, differences: [String: ReplicatedDifference]()) }
        var intervals: [String: ClosedRange<Double>] = [:]
        let taken = depths.metrics.map { metric in
            (metric: metric, others: rows.indices.filter { rows[$0].average(metric) != nil })
        }
        // The users are drawn once for all metrics and rows.
        let values = taken.flatMap { metric, others in
            ([model.metrics] + others.map { rows[$0].metrics }).compactMap { $0.values(metric) }
        }
        var means = ResampledMeans.of(values, generator: Philox4x32(seed: RowComparison.bootstrapSeed))[...]
        for (metric, others) in taken {
            guard let own = means.popFirst() else { break }
            intervals[metric.name] = own.interval()
            for row in others {
                compared[row].differences[metric.name] = means.popFirst().map { ReplicatedDifference(own, minus: $0) }
            }
        }
        self.rows = compared
        self.intervals = intervals
    }

    /// Each run's metrics with only those hits that are among some movies.
    func metrics(countingOnly movies: Third) -> [UserMetrics] {
        let evaluation = users.evaluation.counting(only: movies.members)
        return model.runs.map { UserMetrics($0.content.recommendations, evaluation) }
    }
}

extension Third {
    /// Metrics of its users alone.
    func users(of runs: [UserMetrics]) -> [UserMetrics] { runs.map { $0.of(users: members) } }
}
