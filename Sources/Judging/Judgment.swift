import Contest
import Formatting
import Foundation
import Random
import Ranking
import Statistics
import Study

/// How a model does on the test users, beside the rows of chapter 13's table.
package struct Judgment {
    /// The judged model's name.
    private let name: String
    private let metrics: UserMetrics
    private let rows: [(row: ContestRow, difference: ReplicatedDifference?)]
    private let depths: Depths

    /// Compares a model with others on the same users.
    ///
    /// - Parameter movies: The number of movies, which decides the depths of the metrics.
    /// - Complexity: O(rows · runs · users · resamples): 60 ms a row of five runs of 600 users.
    package init(of name: String, _ metrics: UserMetrics, beside rows: [ContestRow], movies: Int) {
        self.name = name
        self.metrics = metrics
        depths = Depths(movies: movies)
        self.rows = rows.map { row in
            (
                row,
                ReplicatedDifference(
                    [metrics.ndcg], minus: row.ndcgs, generator: Philox4x32(seed: RowComparison.bootstrapSeed))
            )
        }
    }

    /// The judged model and the rows below one another, in aligned columns.
    package func table() -> String {
        let header =
            [""] + depths.paper.map(depths.name) + ["\(name) above it in \(depths.ndcgName), 95% interval"]
        var lines = [header, [name] + depths.paper.map { metrics.average($0).withError } + [""]]
        for (row, difference) in rows {
            lines.append(
                [row.model.name] + depths.paper.map { row.average($0).withError } + [difference?.withInterval ?? "–"])
        }
        let widths = header.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { line in
            zip(line, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  ")
                .replacing(/[ ]+$/, with: "")
        }.joined(separator: "\n")
    }

    /// The same for programs, with every metric, to all digits: JSON with sorted keys.
    ///
    /// - Parameter content: What the judged file came to.
    package func json(about data: DataSet, _ content: JudgedFile.Content) throws -> [UInt8] {
        func encoded(_ average: (Metric) -> Average?) -> [String: Encoded.Metric] {
            depths.metrics.reduce(into: [:]) { metrics, metric in
                metrics[depths.name(of: metric)] = average(metric).map {
                    .init(mean: $0.mean, standardError: $0.standardError, users: $0.count)
                }
            }
        }
        let result = Encoded(
            data: data.name,
            equalScores: content.equalScores.map {
                .init(inAnyOrder: encoded($0.inAnyOrder.average), share: $0.share)
            }, fingerprint: data.fingerprint, judged: encoded(metrics.average), name: name,
            remarks: content.remarks,
            rows: rows.map { row, difference in
                Encoded.Row(
                    judgedMinusThis: difference.map {
                        [
                            depths.ndcgName: .init(
                                lower: $0.interval.lowerBound, mean: $0.mean, upper: $0.interval.upperBound)
                        ]
                    }, metrics: encoded(row.average), name: row.model.name, seeds: row.runs.count)
            }, shortLists: content.shortLists?.byMetric)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(result)) + [UInt8(ascii: "\n")]
    }
}

/// A judgment as it is written.
private struct Encoded: Encodable {
    struct Metric: Encodable {
        let mean: Double
        let standardError: Double
        let users: Int
    }

    struct Difference: Encodable {
        /// The 95% interval's ends.
        let lower: Double
        let mean: Double
        let upper: Double
    }

    struct Row: Encodable {
        let judgedMinusThis: [String: Difference]?
        let metrics: [String: Metric]
        let name: String
        let seeds: Int
    }

    struct Equal: Encodable {
        /// The metrics, averaged over all orders of equal scores.
        let inAnyOrder: [String: Metric]
        /// The share of the places that the order decides.
        let share: Double
    }

    let data: String
    /// Missing where no scores are equal, as `shortLists` is where no list is short.
    let equalScores: Equal?
    let fingerprint: String
    let judged: [String: Metric]
    let name: String
    let remarks: [String]
    let rows: [Row]
    let shortLists: [String: ShortLists.Count]?
}
