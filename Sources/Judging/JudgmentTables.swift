import Contest
import Formatting
import Ranking
import Recommenders
import Statistics

extension Judgment {
    /// The judged model and the rows below one another; then each metric's interval, what the lists are like, and how
    /// the model does on users and on movies with few clicks and many.
    package var text: String {
        let tables = [rowsTable, metricsTable, listsTable, usersTable, moviesTable]
        return tables.map { aligned($0) }.joined(separator: "\n\n")
    }

    private var rowsTable: [[String]] {
        let header =
            [""] + depths.paper.map(depths.name) + ["\(model.name) above it in \(depths.ndcgName), 95% interval"]
        let own = [model.name] + depths.paper.map { model.metrics.average($0).withError } + [""]
        return [header, own]
            + rows.map { row, differences in
                [row.model.name] + depths.paper.map { row.average($0).withError }
                    + [differences[Metric.ndcg.name]?.withInterval ?? "–"]
            }
    }

    private var metricsTable: [[String]] {
        let isOneRun = model.runs.count == 1
        let header = [model.name, "mean", "95% interval over users\(isOneRun ? "" : " and seeds")"]
        return [header + (isOneRun ? [] : ["SD of seeds", "least to most"])]
            + depths.metrics.map { metric in
                let mean = model.metrics.average(metric).map { decimal($0.mean, places: 4) } ?? "–"
                let interval = intervals[metric.name].map { "[\(ends(of: $0, ", "))]" } ?? "–"
                let spread = isOneRun ? nil : model.metrics.spread(metric)
                let cells = spread.map { [decimal($0.standardDeviation, places: 4), ends(of: $0.range, " to ")] }
                return [depths.name(of: metric), mean, interval] + (cells ?? [])
            }
    }

    private var listsTable: [[String]] {
        let header = ["lists of \(ListCharacter.depth(movies: users.movies))"] + ListCharacter.columns
        return [header, [model.name] + model.lists.cells] + rows.map { [$0.row.model.name] + $0.row.lists.cells }
    }

    private var usersTable: [[String]] {
        // One that everybody has at hand, and one that is hard to beat.
        let others = rows.map(\.row).filter { [.popularity, .ease].contains($0.model) }
        return [["\(depths.ndcgName) of users shown", "users", model.name] + others.map(\.model.name)]
            + thirdsOfUsers.map { third in
                let metrics = [model.metrics] + others.map(\.metrics)
                let averages = metrics.map { third.users(of: $0).average(.ndcg).withError }
                return [third.words, decimal(third.members.count)] + averages
            }
    }

    private var moviesTable: [[String]] {
        let header = ["\(model.name) on movies with", "movies", "users"] + depths.paper.map(depths.name)
        return [header]
            + thirdsOfMovies.map { third in
                let metrics = metrics(countingOnly: third)
                let users = metrics.average(.ndcg)?.count ?? 0
                return [third.words, decimal(third.members.count), decimal(users)]
                    + depths.paper.map { metrics.average($0).withError }
            }
    }
}

extension Third {
    /// How many clicks: `4 to 31 clicks`.
    fileprivate var words: String {
        let (least, most) = (clicks.lowerBound, clicks.upperBound)
        return least == most ? counted(most, "click") : "\(decimal(least)) to \(counted(most, "click"))"
    }
}

private func ends(of range: ClosedRange<Double>, _ separator: String) -> String {
    [range.lowerBound, range.upperBound].map { decimal($0, places: 4) }.joined(separator: separator)
}

/// Lines of cells in columns of equal width.
private func aligned(_ lines: [[String]]) -> String {
    let widths = (0..<(lines.map(\.count).max() ?? 0)).map { column in
        lines.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return lines.map { line in
        zip(line, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  ")
            .replacing(/[ ]+$/, with: "")
    }.joined(separator: "\n")
}
