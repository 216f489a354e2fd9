import Foundation
import Random
import Statistics

/// How a model does on the test users, beside the rows of chapter 13's table.
package struct Judgment {
    /// The judged model's name.
    private let name: String
    private let metrics: UserMetrics
    private let rows: [Row]
    private let depths: Depths

    /// A row of chapter 13, and what the judged model's NDCG is above it.
    private struct Row {
        let name: String
        let metrics: UserMetrics
        let difference: PairedDifference?
    }

    /// Compares a model with others on the same users.
    ///
    /// - Parameter movies: The number of movies, which decides the depths of the metrics.
    /// - Complexity: O(rows · users · resamples): 30 ms a row for 600 users.
    package init(
        of name: String, _ metrics: UserMetrics, beside rows: [(name: String, metrics: UserMetrics)], movies: Int
    ) {
        self.name = name
        self.metrics = metrics
        depths = Depths(movies: movies)
        self.rows = rows.map { row in
            Row(
                name: row.name, metrics: row.metrics,
                // The seed of chapter 13's intervals.
                difference: PairedDifference(
                    metrics.ndcg, minus: row.metrics.ndcg, generator: Philox4x32(seed: 98_765)))
        }
    }

    /// Each metric's name and average; nil where no user has a held-out click.
    private func averages(_ metrics: UserMetrics) -> [(name: String, average: Average?)] {
        zip(depths.paperNames, metrics.averages).map { ($0, $1) }
    }

    /// The judged model and the rows below one another, in aligned columns.
    package var table: String {
        func cells(_ metrics: UserMetrics) -> [String] {
            averages(metrics).map { _, average in
                average.map { "\(decimal($0.mean, places: 4)) (\(decimal($0.standardError, places: 4)))" } ?? "–"
            }
        }
        let header = [""] + depths.paperNames + ["\(name) above it in \(depths.ndcgName), 95% interval"]
        let lines =
            [header, [name] + cells(metrics) + [""]]
            + rows.map { row in
                let difference = row.difference.map {
                    "\(signed($0.mean)) [\(signed($0.interval.lowerBound)), \(signed($0.interval.upperBound))]"
                }
                return [row.name] + cells(row.metrics) + [difference ?? "–"]
            }
        let widths = header.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { line in
            zip(line, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  ")
                .replacing(/[ ]+$/, with: "")
        }.joined(separator: "\n")
    }

    /// The same for programs, to all digits: JSON with sorted keys.
    ///
    /// - Parameter remarks: What a reader should know about the judged file.
    package func json(about data: DataSet, remarks: [String]) throws -> [UInt8] {
        func encoded(_ metrics: UserMetrics) -> [String: Encoded.Metric] {
            Dictionary(
                uniqueKeysWithValues: averages(metrics).compactMap { name, average in
                    average.map { (name, .init(mean: $0.mean, standardError: $0.standardError, users: $0.count)) }
                })
        }
        let content = Encoded(
            data: data.name, fingerprint: data.fingerprint, judged: encoded(metrics), name: name, remarks: remarks,
            rows: rows.map { row in
                Encoded.Row(
                    judgedMinusThis: row.difference.map {
                        [
                            depths.ndcgName: .init(
                                lower: $0.interval.lowerBound, mean: $0.mean, upper: $0.interval.upperBound,
                                users: $0.count)
                        ]
                    }, metrics: encoded(row.metrics), name: row.name)
            })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(content)) + [UInt8(ascii: "\n")]
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
        let users: Int
    }

    struct Row: Encodable {
        let judgedMinusThis: [String: Difference]?
        let metrics: [String: Metric]
        let name: String
    }

    let data: String
    let fingerprint: String
    let judged: [String: Metric]
    let name: String
    let remarks: [String]
    let rows: [Row]
}
