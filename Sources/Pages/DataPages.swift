import Formatting
import Interactions
import Plotting
import Study
import Weave

extension Ratings {
    /// The first rows as `user movie stars`.
    package func firstRows(_ count: Int) -> [String] {
        (0..<min(count, self.count)).map { row in
            let ids = "\(userIDs.text(of: users[row])) \(movieIDs.text(of: movies[row]))"
            return stars.map { "\(ids) \(decimal($0[row]))" } ?? ids
        }
    }

    /// The first rows as pandas shows them, each with its place in the file.
    package func head(_ count: Int = 5) -> Table {
        table(of: Array(0..<min(count, self.count)), ratings: stars.map { stars in { decimal(stars[$0]) } })
    }

    /// Rows as pandas shows them, with a rating each, and with times where there are any.
    fileprivate func table(of rows: [Int], ratings: ((Int) -> String)?) -> Table {
        Table(
            columns: ["userId", "movieId"] + (ratings == nil ? [] : ["rating"])
                + (timestamps == nil ? [] : ["timestamp"]),
            rows: rows.map { row in
                [verbatim(userIDs.text(of: users[row])), verbatim(movieIDs.text(of: movies[row]))]
                    + [ratings?(row), timestamps.map { "\($0[row])" }].compactMap { $0 }
            },
            rowLabels: rows.map { "\($0)" })
    }
}

extension Clicks {
    /// The places that the first clicks had among all ratings.
    package func firstLabels(_ count: Int) -> [Int] { labels.prefix(count).map { Int($0) } }

    /// The first clicks as pandas shows them, the rating of each set to 1.
    package func head(_ count: Int = 5) -> Table {
        ratings.table(of: firstLabels(count)) { _ in "1" }
    }
}

extension ClickMatrix {
    /// The first movies, with the first ten and the last ten users, as pandas shows them.
    package func head(_ count: Int = 5) -> Table {
        let rows = 0..<min(count, movies.count)
        return Table(
            columns: users.indices.map { verbatim(userID($0)) },
            rows: rows.map { movie in users.indices.map { clicks[$0, movie] ? "1.0" : "0.0" } },
            rowLabels: rows.map { verbatim(movieID($0)) }, indexName: "movieId", columnsName: "userId"
        ).eliding(columnsBeyond: 20)
    }
}

extension DataSet {
    /// Whether what page 1 says of MovieLens 1M's file is true of this one: its form, and stars from a half to five.
    package var isWrittenAndScaledAsMovieLens1M: Bool {
        let isOnItsScale = ratings.range.map { 0.5...5 ~= $0.lowerBound && 0.5...5 ~= $0.upperBound } ?? false
        return isInMovieLens1MsForm && form.dropped == nil && isOnItsScale
    }
}

/// Chapter 1: what identifies the ratings.
package func countsAndFingerprint(_ data: DataSet) -> String {
    let ratings = data.ratings
    return """
        ratings  \(decimal(ratings.count))
        users    \(decimal(ratings.userCount))
        movies   \(decimal(ratings.movieCount))
        sha-256  \(data.fingerprint)
        """
}

/// Chapter 1: the values in its prose.
package func loadNotes(_ data: DataSet) -> Notes {
    [
        "form": data.formInWords,
        "line": data.ratings.stars == nil ? "user::movie" : "user::movie::rating",
    ]
}

/// Chapter 2: the values in its prose.
package func binarizeNotes(_ ratings: Ratings, _ clicks: Clicks, _ matrix: ClickMatrix, threshold: Double) -> Notes {
    let other = ratings.range.flatMap { $0.lowerBound >= 0.5 && $0.upperBound <= 5 ? nil : $0 }
    return [
        "threshold": decimal(threshold),
        "another scale": other.map {
            " These ratings go from \(decimal($0.lowerBound)) to \(decimal($0.upperBound)), not from 0.5 to 5 as"
                + " MovieLens's do."
        } ?? "",
        "clicks": decimal(clicks.count),
        "ratings": decimal(ratings.count),
        "share": decimal(100 * Double(clicks.count) / Double(max(1, ratings.count)), places: 1),
        "entries": decimal(matrix.shape.movies * matrix.shape.users),
    ]
}

/// Chapter 2: how often each rating was given.
package func ratingsFigure(counts: [Double: Int], threshold: Double) -> some Figure {
    // Half stars are rare in the data set that the notebook uses: only values that occur get a bar.
    BarChart(
        title: "Ratings by value", categories: "stars", values: Axis("ratings"),
        bars: ratingsBars(counts).map {
            .init(decimal($0.from), Double($0.count), group: $0.from >= threshold ? 1 : 0)
        },
        groups: [.init("dropped", .silver), .init("kept as a click", .blue)])
}

/// The counts by ascending value; in wider ranges, named by where they begin, where the values are too many for bars.
package func ratingsBars(_ counts: [Double: Int]) -> [(from: Double, count: Int)] {
    let mostBars = 24.0
    let values = counts.sorted { $0.key < $1.key }.map { (from: $0.key, count: $0.value) }
    guard Double(values.count) > mostBars, let least = values.first?.from, let most = values.last?.from else {
        return values
    }
    var width = 0.5
    while (most / width).rounded(.down) - (least / width).rounded(.down) >= mostBars { width *= 2 }
    let ranges = Dictionary(grouping: values) { ($0.from / width).rounded(.down) * width }
    return ranges.map { from, values in (from, values.reduce(0) { $0 + $1.count }) }.sorted { $0.from < $1.from }
}

/// Chapter 3: clicks of every movie and of every user, by rank.
package func longTailFigure(_ matrix: ClickMatrix, minimum: Int) -> some Figure {
    func chart(_ name: String, _ sums: [Int], _ color: Color) -> LineChart {
        LineChart(
            title: "\(decimal(sums.count)) \(name)s", x: Axis("rank of the \(name)"),
            y: Axis("clicks of the \(name)", scale: .logarithmic),
            series: [.init(y: sums.sorted(by: >).map(Double.init), color: color)]
        ).with {
            if minimum > 0 {
                $0.references = [.init(.y(Double(minimum)), label: "cut at \(minimum)", color: .vermilion)]
            }
            $0.size = Size(420, 340)
        }
    }
    return Panels([
        chart("movie", matrix.clicks.columnSums, .blue), chart("user", matrix.clicks.rowSums, .green),
    ])
}

/// The share of the clicks that the largest fifth of some counts makes up.
package func shareOfTopFifth(_ counts: [Int]) -> Double {
    let largest = counts.sorted(by: >).prefix((counts.count + 4) / 5)
    return Double(largest.reduce(0, +)) / Double(max(1, counts.reduce(0, +)))
}

/// Chapter 3: the values in its prose.
package func filterNotes(_ matrix: ClickMatrix, kept: ClickMatrix, minimum: Int) -> Notes {
    [
        "movies": "\(matrix.shape.movies)", "users": "\(matrix.shape.users)", "minimum": "\(minimum)",
        "head of the movies": decimal(100 * shareOfTopFifth(matrix.clicks.columnSums), places: 0),
        "head of the users": decimal(100 * shareOfTopFifth(matrix.clicks.rowSums), places: 0),
        "percent": decimal(100 * kept.density, places: 1),
        "empty": decimal(100 - 100 * kept.density, places: 1),
    ]
}

/// Chapter 4: the values in its prose, which knows what MovieLens's ids are in the order of.
package func shuffleNotes(_ matrix: ClickMatrix, seed: UInt32, isMovieLens: Bool) -> Notes {
    [
        "movies": "\(matrix.shape.movies)", "users": "\(matrix.shape.users)", "seed": "\(seed)",
        "of a kind": isMovieLens ? "of the same period" : "of neighbouring ids",
    ]
}

/// Chapter 5: the clicks of each part of the users.
package func clicksOfParts(_ split: UserSplit) -> String {
    """
    train       \(decimal(split.train.count))
    validation  \(decimal(split.validation.count))
    test        \(decimal(split.test.count))
    """
}

/// Chapter 5: the values in its prose.
package func splitNotes(_ split: UserSplit) -> Notes {
    let (train, validation, test) = (split.train.shape, split.validation.shape, split.test.shape)
    return [
        "movies": "\(train.movies)", "users": "\(train.users + validation.users + test.users)",
        "train": decimal(train.users), "validation": "\(validation.users)", "test": "\(test.users)",
    ]
}

/// Chapter 6: how many of the users' clicks the inputs keep.
package func clicksOfInputs(_ validation: FoldIn, _ test: FoldIn) -> String {
    func kept(_ fold: FoldIn) -> String { "\(decimal(fold.input.count)) of \(decimal(fold.target.count))" }
    return "validation  \(kept(validation))\ntest        \(kept(test))"
}

/// Chapter 6: the values in its prose.
package func maskNotes(_ validation: FoldIn, _ test: FoldIn, fraction: Double) -> Notes {
    [
        "movies": "\(test.target.shape.movies)", "validation": "\(validation.target.shape.users)",
        "test": "\(test.target.shape.users)", "percent": decimal(100 * fraction), "fraction": decimal(fraction),
        "withheld": "\(test.withheldMovies)", "without": "\(test.usersWithNothingWithheld)",
    ]
}

/// Chapter 4: the share of ones in blocks of the matrix, by id and shuffled.
package func clickMatrixFigure(before: ClickMatrix, after: ClickMatrix) -> some Figure {
    let (rows, columns) = (60, 60)
    func panel(_ title: String, _ matrix: ClickMatrix) -> DensityPicture.Panel {
        let shape = matrix.shape
        var ones = [[Double]](repeating: [Double](repeating: 0, count: columns), count: rows)
        for user in 0..<shape.users {
            for movie in matrix.clicks[row: user] {
                ones[Int(movie) * rows / shape.movies][user * columns / shape.users] += 1
            }
        }
        let widths = blockSizes(shape.users, columns)
        let shares = zip(ones, blockSizes(shape.movies, rows)).map { row, height in
            zip(row, widths).map { height * $1 == 0 ? 0 : $0 / Double(height * $1) }
        }
        return .init(title, shares, xRange: 0...Double(shape.users), yRange: 0...Double(shape.movies))
    }
    return DensityPicture(
        title: "The click matrix", x: "users", y: "movies", scale: "share of ones",
        panels: [panel("ordered by id", before), panel("shuffled", after)])
}

/// The number of `count` positions in each of `blocks` blocks, if position `p` belongs to block `p · blocks / count`.
private func blockSizes(_ count: Int, _ blocks: Int) -> [Int] {
    var sizes = [Int](repeating: 0, count: blocks)
    for place in 0..<count { sizes[place * blocks / count] += 1 }
    return sizes
}

/// Chapter 6: what one test user's input keeps, and how much is withheld from each test user.
package func maskFigure(_ fold: FoldIn) -> some Figure {
    let movies = Double(fold.target.shape.movies)
    let target = fold.target.clicks[row: 0].map(Double.init)
    let withheld = target.filter { $0 < Double(fold.withheldMovies) }
    let kept = target.filter { $0 >= Double(fold.withheldMovies) }
    let strip = StripChart(
        title: "Test user \(fold.target.userID(0).prefix(40))",
        x: Axis("position of the movie in the shuffled order", range: 0...movies),
        rows: ["input", "target"],
        groups: [
            .init("kept", .blue, [(row: 0, x: kept), (row: 1, x: kept)]),
            .init("withheld", .vermilion, [(row: 1, x: withheld)]),
        ]
    ).with {
        $0.showsPeople = true
        if fold.withheldMovies > 0 { $0.shade = (0...Double(fold.withheldMovies), "withheld from everybody") }
    }
    let shares = zip(fold.input.clicks.rowSums, fold.target.clicks.rowSums).map { 1 - Double($0) / Double(max(1, $1)) }
    var counts = [Int](repeating: 0, count: 20)
    for share in shares { counts[min(19, Int(share * 20 + 1e-9))] += 1 }
    let bars = BarChart(
        title: "All \(decimal(shares.count)) test users", categories: "share of the user's clicks that is withheld, %",
        values: Axis("users"),
        bars: counts.prefix(max(10, (counts.lastIndex { $0 > 0 } ?? 0) + 1)).enumerated().map {
            .init("\($0.offset * 5)–\($0.offset * 5 + 5)", Double($0.element))
        },
        groups: [.init("", .vermilion)])
    return Panels(columns: 1, size: Size(720, strip.size.height + 300), [strip, bars])
}
