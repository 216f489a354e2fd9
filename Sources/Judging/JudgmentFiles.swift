import Contest
import Formatting
import Foundation
import Ranking
import Statistics
import Study

extension Judgment {
    /// Every metric of each user in each run, to all digits: CSV with a line for each, empty where a user has no held-out
    /// click.
    package var perUser: [UInt8] {
        let metrics = depths.metrics
        let shown = users.evaluation.input.rowSums
        let heldOut = users.evaluation.relevant.rowSums
        return csv(
            ["file", "uid", "shown", "held_out"] + metrics.map(depths.name),
            model.runs.flatMap { run in
                let values = metrics.map { run.metrics[$0] ?? [] }
                return users.uids.enumerated().map { row, uid in
                    [run.name, "\(uid)", "\(shown[row])", "\(heldOut[row])"]
                        + values.map { $0[row].map { "\($0)" } ?? "" }
                }
            })
    }

    /// The whole result for programs, with every metric, to all digits: JSON with sorted keys.
    package func json(about data: DataSet) throws -> [UInt8] {
        let result = Encoded(
            data: data.name, fingerprint: data.fingerprint, judged: judged, lists: model.lists,
            movies: thirdsOfMovies.map { third in
                .init(third, judged: averages(metrics(countingOnly: third).average), rows: nil)
            },
            name: model.name,
            rows: rows.map { row, differences in
                .init(
                    judgedMinusThis: named { differences[$0.name].map(Encoded.Difference.init) },
                    lists: row.lists, metrics: averages(row.average), name: row.model.name, seeds: row.runs.count)
            },
            runs: model.runs.map { run in
                .init(
                    equalScores: run.content.equalScores.map {
                        .init(inAnyOrder: averages($0.inAnyOrder.average), share: $0.share)
                    }, lists: run.lists, metrics: averages(run.metrics.average), name: run.name,
                    remarks: run.content.remarks, shortLists: run.content.shortLists?.byMetric)
            },
            users: thirdsOfUsers.map { third in
                let rows = rows.map { ($0.row.model.name, averages(third.users(of: $0.row.metrics).average)) }
                return .init(
                    third, judged: averages(third.users(of: model.metrics).average),
                    rows: Dictionary(uniqueKeysWithValues: rows))
            })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(result)) + [UInt8(ascii: "\n")]
    }

    /// What there is of each metric, by its name at the depth that there is.
    private func named<Value>(_ value: (Metric) -> Value?) -> [String: Value] {
        depths.metrics.reduce(into: [:]) { $0[depths.name(of: $1)] = value($1) }
    }

    /// The judged model's metrics, each with its interval and, of several runs, their spread.
    private var judged: [String: Encoded.Metric] {
        named { metric in
            model.metrics.average(metric).map { average in
                var encoded = Encoded.Metric(average)
                encoded.lower = intervals[metric.name]?.lowerBound
                encoded.upper = intervals[metric.name]?.upperBound
                if model.runs.count > 1 { encoded.deviationOfSeeds = model.metrics.spread(metric)?.standardDeviation }
                return encoded
            }
        }
    }

    private func averages(_ average: (Metric) -> Average?) -> [String: Encoded.Metric] {
        named { average($0).map(Encoded.Metric.init) }
    }
}

/// A judgment as it is written.
private struct Encoded: Encodable {
    struct Metric: Encodable {
        let mean: Double
        let standardError: Double
        let users: Int
        /// The 95% interval's ends, and the standard deviation of several runs' means; of the judged model alone.
        var lower, upper, deviationOfSeeds: Double?

        init(_ average: Average) { (mean, standardError, users) = (average.mean, average.standardError, average.count) }
    }

    struct Difference: Encodable {
        /// The 95% interval's ends.
        let lower: Double
        let mean: Double
        let upper: Double

        init(_ difference: ReplicatedDifference) {
            (lower, upper) = (difference.interval.lowerBound, difference.interval.upperBound)
            mean = difference.mean
        }
    }

    struct Row: Encodable {
        let judgedMinusThis: [String: Difference]
        let lists: ListCharacter
        let metrics: [String: Metric]
        let name: String
        let seeds: Int
    }

    /// About a third of the users or of the movies.
    struct Part: Encodable {
        /// The least and the most clicks of one.
        let clicks: [Int]
        /// How many users or movies it has.
        let count: Int
        let judged: [String: Metric]
        /// The table's rows by name; missing for movies, by which they were not measured.
        let rows: [String: [String: Metric]]?

        init(_ third: Third, judged: [String: Metric], rows: [String: [String: Metric]]?) {
            clicks = [third.clicks.lowerBound, third.clicks.upperBound]
            count = third.members.count
            self.judged = judged
            self.rows = rows
        }
    }

    struct Equal: Encodable {
        /// The metrics, averaged over all orders of equal scores.
        let inAnyOrder: [String: Metric]
        /// The share of the places that the order decides.
        let share: Double
    }

    /// One of the judged files.
    struct Run: Encodable {
        /// Missing where no scores are equal, as `shortLists` is where no list is short.
        let equalScores: Equal?
        let lists: ListCharacter
        let metrics: [String: Metric]
        let name: String
        let remarks: [String]
        let shortLists: [String: ShortLists.Count]?
    }

    let data: String
    let fingerprint: String
    let judged: [String: Metric]
    let lists: ListCharacter
    let movies: [Part]
    let name: String
    let rows: [Row]
    let runs: [Run]
    let users: [Part]
}
