import Formatting
import Foundation
import Plotting
import Ranking
import Study
import Training
import VariationalAutoencoder
import Weave

/// The differences between a training and Keras's with the same seed.
package struct KerasAgreement {
    /// For each epoch that both ran: training loss, validation loss and recall@20 here, minus Keras's.
    package let differences: [[Double]]

    package init(_ training: Training, _ keras: KerasRuns.Run) {
        let own = zip(training.history, training.recalls).map { [$0.loss, $0.validation?.total ?? 0, $1] }
        differences = zip(own, keras.history).map { zip($0, $1).map { $0 - $1 } }
    }

    /// The largest difference of a loss, training or validation, in nats.
    package var largestLoss: Double { differences.map { max(abs($0[0]), abs($0[1])) }.max() ?? 0 }

    /// The largest difference of recall@20.
    package var largestRecall: Double { differences.map { abs($0[2]) }.max() ?? 0 }

    /// The number of epochs before recall@20 differs by a hit or more; a hit of one user is 0.05 / users.
    package func epochsToTheLastHit(users: Int) -> Int {
        differences.prefix { abs($0[2]) < 0.5 * 0.05 / Double(users) }.count
    }
}

extension KerasRuns.Run {
    /// The largest relative difference of the losses of the first epoch's batches; nil where Keras's are not recorded.
    package func largestDifference(from losses: [Double]) -> Double? {
        batchLosses.map { zip(losses, $0).map { abs($0 / $1 - 1) }.max() ?? 0 }
    }
}

/// Chapter 9: the losses of the first batches, beside those of Keras with the same seed.
package func batchesTable(_ losses: [Double], beside keras: KerasRuns.Run?) -> Table {
    let recorded = keras?.batchLosses
    return Table(
        columns: ["Batch", "Loss"] + (recorded == nil ? [] : ["Keras's"]),
        rows: losses.prefix(6).enumerated().map { batch, loss in
            ["\(batch + 1)", decimal(loss, places: 7)] + (recorded.map { [decimal($0[batch], places: 7)] } ?? [])
        })
}

/// Chapter 10: recall on the test users here, in Keras's run with the same seed and as printed, and the difference in
/// hits.
package func recallsTable(_ recalls: [Double], beside keras: KerasRuns.Run?, users: Int) -> Table {
    Table(
        columns: ["", "This run", "Keras, same seed", "Difference", "in hits", "Printed"],
        rows: Published.recalls.compactMap { k, printed in
            keras?.recall(at: k).map { theirs in
                let difference = recalls[k - 1] - theirs
                return [
                    "recall@\(k)", decimal(recalls[k - 1], places: 6), decimal(theirs, places: 6),
                    signed(difference, places: 6), signed(difference * Double(k * users), places: 1),
                    decimal(printed, places: 6),
                ]
            }
        })
}

extension Training {
    /// Losses and recall of each epoch, beside those of Keras with the same seed.
    package func table(beside keras: KerasRuns.Run?) -> Table {
        func columns(_ name: String) -> [String] { keras == nil ? [name] : [name, "Keras's"] }
        return Table(
            columns: ["Epoch"] + columns("Loss") + columns("Validation loss")
                + (recalls.isEmpty ? [] : columns("Recall@20")) + ["KL divergence, nats"],
            rows: watched.enumerated().map { epoch, row in
                let (record, validation, recall) = row
                func beside(_ value: Double, _ column: Int, places: Int) -> [String] {
                    let theirs = keras.map {
                        epoch < $0.history.count ? decimal($0.history[epoch][column], places: places) : ""
                    }
                    return [decimal(value, places: places)] + [theirs].compactMap { $0 }
                }
                let losses = beside(record.loss, 0, places: 6) + beside(validation.total, 1, places: 6)
                let recalls = recall.map { beside($0, 2, places: 4) } ?? []
                return ["\(record.epoch)"] + losses + recalls + [decimal(validation.klDivergence, places: 3)]
            })
    }
}

extension Model {
    /// The names and shapes of the tensors in the weights file.
    package var parameterTable: Table {
        Table(
            columns: ["Name", "Shape", "Notebook's layer"],
            rows: Architecture.Parameter.allCases.map { parameter in
                let size = architecture.size(of: parameter)
                let layer: String =
                    switch parameter {
                    case .encoderHiddenKernel, .encoderHiddenBias: "`dense_1`"
                    case .meanKernel, .meanBias: "`z_mean`"
                    case .logVarianceKernel, .logVarianceBias: "`z_log_var`"
                    case .decoderHiddenKernel, .decoderHiddenBias: "`dense_2`"
                    case .outputKernel, .outputBias: "`dense_3`"
                    }
                return [
                    "`\(parameter.rawValue)`",
                    parameter.isBias ? "(\(size.outputs))" : "(\(size.inputs), \(size.outputs))", layer,
                ]
            })
    }
}

/// Chapter 9: loss by epoch, with that of Keras with the same seed as dots; the epochs after the third, which the first
/// would flatten, once more on a scale of their own.
package func lossFigure(_ training: Training, beside keras: KerasRuns.Run?) -> some Figure {
    func chart(_ title: String, from first: Int) -> LineChart {
        func series(_ name: String, _ values: [Double], _ color: Color, _ line: LineChart.Line = .solid)
            -> LineChart.Series
        {
            let shown = Array(values.enumerated().dropFirst(first - 1))
            return .init(
                name, x: shown.map { Double($0.offset + 1) }, y: shown.map(\.element), color: color, line: line)
        }
        let theirs = keras.map { [$0.losses, $0.validationLosses] } ?? []
        return LineChart(
            title: title, x: Axis("epoch"), y: Axis("loss, nats per movie + β · nats"),
            series: [
                series("training", training.history.map(\.loss), .blue),
                series("validation", training.history.validationLosses, .vermilion),
            ] + theirs.enumerated().map { series($0 == 0 ? "Keras" : "", $1, .gray, .none) }
        ).with { $0.size = Size(420, 380) }
    }
    let whole = chart("Loss", from: 1)
    guard training.history.count > 4 else { return Panels([whole]) }
    return Panels([whole, chart("After the third epoch", from: 4)])
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
package func recallFigure(_ recalls: [Double], published: [(k: Int, recall: Double)]) -> some Figure {
    LineChart(
        title: "Recall@k on the test users", x: Axis("k"), y: recallAxis(recalls, published),
        series: [.init("this run", y: recalls, color: .blue)]
    ).with { $0.marks = marks(published) }
}

/// From zero: an axis fitted to the curves would make meaningless differences look large.
func recallAxis(_ recalls: [Double], _ published: [(k: Int, recall: Double)]) -> Axis {
    let highest = (recalls + published.map(\.recall)).max() ?? 1
    return Axis("recall@k", range: 0...max(0.1, 1.25 * highest))
}

/// Recall@k as the notebook printed it, as marks on a curve over k.
func marks(_ published: [(k: Int, recall: Double)]) -> [LineChart.Marks] {
    published.isEmpty
        ? []
        : [
            .init(
                "published", published.map { (Double($0.k), $0.recall, decimal($0.recall, places: 4)) },
                color: .vermilion)
        ]
}

/// Chapter 9: the values in its prose on how a training is set up.
package func trainNotes(_ recipe: Recipe, users: Int) -> Notes {
    let training = recipe.training
    return [
        "batch": "\(training.batchSize)",
        "short": "\(users - (training.batches(of: users) - 1) * training.batchSize)", "epochs": "\(training.epochs)",
        "patience": "\(training.patience ?? training.epochs)", "t": "\(training.adam.firstUpdate)",
    ]
}

/// Chapter 9: the values in its prose on what a training gave, also beside Keras's of the same seed.
package func trainingNotes(_ training: Training, beside keras: KerasRuns.Run?, _ data: StudyData) -> Notes {
    let (first, last) = (training.recalls.first ?? 0, training.recalls.last ?? 1)
    let agreement = keras.map { KerasAgreement(training, $0) }
    let largest = agreement?.largestRecall ?? 0
    return [
        "left out": training.recalls.isEmpty
            ? "Here it is not shown: a list of 20 holds all of the \(decimal(data.train.movies.count)) movies." : "",
        "ran": counted(training.history.count, "epoch"), "best": "\(training.epochOfLowestLoss)",
        "recall": decimal(last, places: 3), "first": decimal(first, places: 3),
        "share": decimal(100 * first / last, places: 0),
        "divergence": decimal(training.history.last?.validation?.klDivergence ?? 0, places: 2),
        "seed": "\(data.settings.seed)", "keras": decimal(keras?.history.count ?? 0),
        "exact": "\(agreement?.epochsToTheLastHit(users: data.validation.input.clicks.rows) ?? 0)",
        "nats": String(format: "%.1e", agreement?.largestLoss ?? 0),
        "hits": largest < 0.00001 ? "by less than 0.00001" : "by at most \(decimal(largest, places: 5))",
    ]
}

/// Chapter 10: the values in its prose.
///
/// - Parameter recalls: At every k that was ranked.
package func evaluateNotes(_ recalls: [Double], _ data: StudyData) -> Notes {
    [
        "left out": data.depths.leftOut, "depth": "\(recalls.count)",
        "printed": data.publishedRecalls.isEmpty ? "" : ", and the three values that the notebook printed",
    ]
}
