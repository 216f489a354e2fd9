import Interactions
import Plotting
import VariationalAutoencoder

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
            series: [.init(y: sums.sorted(by: >).map(Double.init), color: color)],
            references: minimum > 0 ? [.init(.y(Double(minimum)), label: "cut at \(minimum)", color: .vermilion)] : [],
            size: Size(420, 340))
    }
    return Panels([
        chart("movie", matrix.clicks.columnSums, .blue), chart("user", matrix.clicks.rowSums, .green),
    ])
}

/// Chapter 4: the share of ones in blocks of the matrix, by id and shuffled.
package func clickMatrixFigure(before: ClickMatrix, after: ClickMatrix) -> some Figure {
    let (rows, columns) = (60, 60)
    func panel(_ title: String, _ matrix: ClickMatrix) -> DensityPicture.Panel {
        let shape = matrix.shape
        var ones = [Double](repeating: 0, count: rows * columns)
        var entries = [Double](repeating: 0, count: rows * columns)
        for user in 0..<shape.users {
            for movie in matrix.clicks[row: user] {
                let (row, column) = (Int(movie) * rows / shape.movies, user * columns / shape.users)
                ones[row * columns + column] += 1
            }
        }
        let heights = blockSizes(shape.movies, rows)
        let widths = blockSizes(shape.users, columns)
        for row in 0..<rows {
            for column in 0..<columns { entries[row * columns + column] = Double(heights[row] * widths[column]) }
        }
        let shares = zip(ones, entries).map { block -> Double in block.1 == 0 ? 0 : block.0 / block.1 }
        let (users, movies) = (Double(shape.users), Double(shape.movies))
        return DensityPicture.Panel(
            title, rows: rows, columns: columns, values: shares, xRange: 0...users, yRange: 0...movies)
    }
    return DensityPicture(
        title: "The click matrix", x: "users", y: "movies", scale: "share of ones",
        panels: [panel("ordered by id", before), panel("shuffled", after)])
}

/// How many of `count` places fall into each of so many blocks, when place `p` goes to block `p · blocks / count`.
private func blockSizes(_ count: Int, _ blocks: Int) -> [Int] {
    var sizes = [Int](repeating: 0, count: blocks)
    for place in 0..<count { sizes[place * blocks / count] += 1 }
    return sizes
}

/// Chapter 6: what one test user's input keeps, and how much is withheld from each.
package func maskFigure(_ fold: FoldIn) -> some Figure {
    let movies = Double(fold.target.shape.movies)
    let target = fold.target.clicks[row: 0].map(Double.init)
    let withheld = target.filter { $0 < Double(fold.withheldMovies) }
    let kept = target.filter { $0 >= Double(fold.withheldMovies) }
    let strip = StripChart(
        title: "Test user \(fold.target.userID(0).prefix(40))",
        x: Axis("place of the movie in the shuffled order", range: 0...movies),
        rows: ["input", "target"],
        groups: [
            .init("kept", .blue, [(row: 0, x: kept), (row: 1, x: kept)]),
            .init("withheld", .vermilion, [(row: 1, x: withheld)]),
        ],
        shade: fold.withheldMovies > 0 ? (0...Double(fold.withheldMovies), "withheld from everybody") : nil)
    let shares = zip(fold.input.clicks.rowSums, fold.target.clicks.rowSums).map { 1 - Double($0) / Double(max(1, $1)) }
    var counts = [Int](repeating: 0, count: 20)
    for share in shares { counts[min(19, Int(share * 20 + 1e-9))] += 1 }
    let bars = BarChart(
        title: "All \(decimal(shares.count)) test users", categories: "share of the user's clicks that is withheld, %",
        values: Axis("users"),
        bars: counts.prefix(max(10, (counts.lastIndex { $0 > 0 } ?? 0) + 1)).enumerated().map {
            .init("\($0.offset * 5)–\($0.offset * 5 + 5)", Double($0.element))
        },
        groups: [.init("", .vermilion)], size: Size(720, 300))
    return Panels(columns: 1, size: Size(720, strip.size.height + 300), [strip, bars])
}

/// Chapter 7: `plot_model(encoder, show_shapes=True)`.
package func encoderFigure(_ architecture: Architecture) -> some Figure {
    let (items, hidden, latent) = (
        "(None, \(architecture.items))", "(None, \(architecture.hidden))", "(None, \(architecture.latent))"
    )
    return LayerDiagram([
        .init("encoder_input", "InputLayer", input: items, output: items),
        .init("dropout", "Dropout", input: items, output: items, from: ["encoder_input"]),
        .init("dense", "Dense", input: items, output: hidden, from: ["dropout"]),
        .init("z_mean", "Dense", input: hidden, output: latent, from: ["dense"]),
        .init("z_log_var", "Dense", input: hidden, output: latent, from: ["dense"]),
        .init("z", "Lambda", input: "[\(latent), \(latent)]", output: latent, from: ["z_mean", "z_log_var"]),
    ])
}

/// Chapter 7: `plot_model(decoder, show_shapes=True)`.
package func decoderFigure(_ architecture: Architecture) -> some Figure {
    let (items, hidden, latent) = (
        "(None, \(architecture.items))", "(None, \(architecture.hidden))", "(None, \(architecture.latent))"
    )
    return LayerDiagram([
        .init("z_sampling", "InputLayer", input: latent, output: latent),
        .init("dense_1", "Dense", input: latent, output: hidden, from: ["z_sampling"]),
        .init("dense_2", "Dense", input: hidden, output: items, from: ["dense_1"]),
    ])
}

/// Chapter 7: `plot_model(vae, show_shapes=True)`.
package func modelFigure(_ architecture: Architecture) -> some Figure {
    let (items, latent) = ("(None, \(architecture.items))", "(None, \(architecture.latent))")
    return LayerDiagram([
        .init("encoder_input", "InputLayer", input: items, output: items),
        .init("encoder", "Model", input: items, output: "[\(latent), \(latent), \(latent)]", from: ["encoder_input"]),
        .init("decoder", "Model", input: latent, output: items, from: ["encoder"]),
    ])
}

/// Chapter 8: β by update, as it ran and as it was meant, over the run and over its first epochs.
package func annealingFigure(_ ran: AnnealingSchedule, _ meant: AnnealingSchedule, _ batches: Int, epochs: Int)
    -> some Figure
{
    func chart(_ title: String, epochs: Int) -> LineChart {
        // The first update, at β = 1, is left out: it would flatten everything else.
        let updates = Array(1..<max(2, epochs * batches))
        func values(_ schedule: AnnealingSchedule) -> [Double] {
            updates.map { schedule.beta(epoch: $0 / batches, batch: $0 % batches, batches: batches) }
        }
        return LineChart(
            title: title, x: Axis("update"), y: Axis("β"),
            series: [
                .init("as it ran", x: updates.map(Double.init), y: values(ran), color: .vermilion),
                .init("as it was meant", x: updates.map(Double.init), y: values(meant), color: .blue, line: .dashed),
            ], size: Size(420, 340))
    }
    return Panels([
        chart("\(epochs) epochs", epochs: epochs), chart("The first \(min(5, epochs)) epochs", epochs: min(5, epochs)),
    ])
}

/// Chapter 9: loss by epoch, and Keras's of the same seed as dots.
package func lossFigure(_ training: Training, beside keras: KerasRuns.Run?) -> some Figure {
    LineChart(
        title: "Loss", x: Axis("epoch"), y: Axis("loss, nats per movie + β · nats"),
        series: [
            .init("training", y: training.history.map(\.loss), color: .blue),
            .init("validation", y: training.history.validationLosses, color: .vermilion),
        ] + dots("Keras", keras.map { [$0.losses, $0.validationLosses] }))
}

/// Keras's curves as dots, under one name in the legend.
private func dots(_ name: String, _ curves: [[Double]]?) -> [LineChart.Series] {
    (curves ?? []).enumerated().map { .init($0 == 0 ? name : "", y: $1, color: .gray, line: .none) }
}

/// Chapter 9: validation recall by epoch.
package func recallByEpochFigure(_ training: Training, beside keras: KerasRuns.Run?) -> some Figure {
    LineChart(
        title: "Recall@20 on the validation users", x: Axis("epoch"), y: Axis("recall@20"),
        series: [.init(keras == nil ? "" : "this run", y: training.recalls, color: .green)]
            + dots("Keras", keras.map { [$0.validationRecalls] }))
}

/// Chapter 10: recall@k of the test users, and the published values.
package func recallFigure(_ recalls: [Double], published: [(Int, Double)]) -> some Figure {
    LineChart(
        title: "Recall@k on the test users", x: Axis("k"), y: Axis("recall@k"),
        series: [.init("this run", y: recalls, color: .blue)],
        marks: marks(published))
}

/// Recall@k as the notebook printed it, as marks on a curve over k.
func marks(_ published: [(Int, Double)]) -> [LineChart.Marks] {
    published.isEmpty
        ? []
        : [.init("published", published.map { (Double($0.0), $0.1, decimal($0.1, places: 4)) }, color: .vermilion)]
}
