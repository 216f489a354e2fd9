import Crypto
import Interactions
import VariationalAutoencoder
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

extension Architecture {
    /// The parameters of a dense layer, kernel and bias, as a summary prints them.
    fileprivate func denseParameters(_ kernel: Parameter, _ bias: Parameter) -> String {
        "\(count(of: kernel) + count(of: bias))"
    }
}

/// `encoder.summary()` of cell 237.
package func encoderSummary(_ architecture: Architecture) -> Table {
    let dense = architecture.denseParameters
    let (items, hidden, latent) = (architecture.items, architecture.hidden, architecture.latent)
    return Table(
        columns: ["Layer (type)", "Output Shape", "Param #", "Connected to"],
        rows: [
            ["encoder_input (InputLayer)", "(None, \(items))", "0", ""],
            ["dropout (Dropout)", "(None, \(items))", "0", "encoder_input[0][0]"],
            ["dense (Dense)", "(None, \(hidden))", dense(.encoderHiddenKernel, .encoderHiddenBias), "dropout[0][0]"],
            ["z_mean (Dense)", "(None, \(latent))", dense(.meanKernel, .meanBias), "dense[0][0]"],
            ["z_log_var (Dense)", "(None, \(latent))", dense(.logVarianceKernel, .logVarianceBias), "dense[0][0]"],
            ["z (Lambda)", "(None, \(latent))", "0", "z_mean[0][0], z_log_var[0][0]"],
        ])
}

/// `decoder.summary()` of cell 237.
package func decoderSummary(_ architecture: Architecture) -> Table {
    let dense = architecture.denseParameters
    return Table(
        columns: ["Layer (type)", "Output Shape", "Param #"],
        rows: [
            ["z_sampling (InputLayer)", "(None, \(architecture.latent))", "0"],
            ["dense (Dense)", "(None, \(architecture.hidden))", dense(.decoderHiddenKernel, .decoderHiddenBias)],
            ["dense (Dense)", "(None, \(architecture.items))", dense(.outputKernel, .outputBias)],
        ])
}

/// `vae.summary()` of cell 239.
package func modelSummary(_ architecture: Architecture) -> Table {
    Table(
        columns: ["Layer (type)", "Output Shape", "Param #"],
        rows: [
            ["encoder_input (InputLayer)", "(None, \(architecture.items))", "0"],
            [
                "encoder (Model)",
                "[(None, \(architecture.latent)), (None, \(architecture.latent)), (None, \(architecture.latent))]",
                "\(architecture.encoderParameterCount)",
            ],
            ["decoder (Model)", "(None, \(architecture.items))", "\(architecture.decoderParameterCount)"],
        ])
}

/// The random ops of a graph, in the order in which Keras gives them their seeds.
package func opsTable(_ graph: KerasGraph) -> Table {
    func kernel(_ parameter: Architecture.Parameter, _ layer: String) -> [String] {
        ["kernel of \(layer)", graph.initialValues[parameter].map { "\($0.seed)" } ?? "", "once, at the start"]
    }
    let isCalledTwice = graph.dropout.count == 2
    let first = [
        ["dropout", "\(graph.dropout[graph.dropout.count - 1].seed)", isCalledTwice ? "the divergence" : "training"],
        kernel(.encoderHiddenKernel, "the encoder's `dense`"), kernel(.meanKernel, "`z_mean`"),
        kernel(.logVarianceKernel, "`z_log_var`"),
        ["ε", "\(graph.firstEpsilon?.seed ?? 0)", isCalledTwice ? "nothing" : "training, validation, prediction"],
        kernel(.decoderHiddenKernel, "the decoder's first `dense`"), kernel(.outputKernel, "its last `dense`"),
    ]
    let second = [
        ["dropout of the second call", "\(graph.dropout[0].seed)", "the reconstruction"],
        ["ε of the second call", "\(graph.epsilon?.seed ?? 0)", "training, validation, prediction"],
    ]
    let rows = isCalledTwice ? first + second : first
    return Table(columns: ["Op", "Seed", "Used for"], rows: rows, rowLabels: rows.indices.map { "\($0 + 1)" })
}

extension Model {
    /// The SHA-256 of the parameters in Keras's order and layout, as single-precision numbers.
    package var weightsHash: String {
        var hash = SHA256()
        for parameter in architecture.parameters {
            self[parameter].values.withUnsafeBytes { hash.update(bufferPointer: $0) }
        }
        return hash.finalize().hexadecimal
    }
}

/// The three lines below a summary.
package func parameterSummary(_ count: Int) -> String {
    "Total params: \(decimal(count))\nTrainable params: \(decimal(count))\nNon-trainable params: 0"
}

extension Training {
    /// What each epoch gave, beside what it gave in Keras under the same seed.
    package func table(beside keras: KerasRuns.Run?) -> Table {
        func columns(_ name: String) -> [String] { keras == nil ? [name] : [name, "Keras's"] }
        return Table(
            columns: ["Epoch"] + columns("Loss") + columns("Validation loss") + columns("Recall@20") + [
                "Divergence, nats"
            ],
            rows: watched.enumerated().map { epoch, row in
                let (record, validation, recall) = row
                func beside(_ value: Double, _ column: Int, places: Int) -> [String] {
                    let theirs = keras.map {
                        epoch < $0.history.count ? decimal($0.history[epoch][column], places: places) : ""
                    }
                    return [decimal(value, places: places)] + [theirs].compactMap { $0 }
                }
                return ["\(record.epoch)"] + beside(record.loss, 0, places: 6) + beside(validation.total, 1, places: 6)
                    + beside(recall, 2, places: 4) + [decimal(validation.divergence, places: 3)]
            })
    }

    /// The same as comma-separated values, at full precision.
    package var csv: String {
        let header =
            "epoch,loss,validation_loss,validation_reconstruction,validation_divergence,validation_recall_at_20\n"
        return watched.reduce(header) { text, row in
            let (record, validation, recall) = row
            return text
                + "\(record.epoch),\(record.loss),\(validation.total),\(validation.reconstruction),\(validation.divergence),\(recall)\n"
        }
    }

    private var watched: [(EpochRecord, ValidationLoss, recall: Double)] {
        zip(history, recalls).compactMap { record, recall in record.validation.map { (record, $0, recall) } }
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
                    case .encoderHiddenKernel, .encoderHiddenBias: "encoder, `dense`"
                    case .meanKernel, .meanBias: "`z_mean`"
                    case .logVarianceKernel, .logVarianceBias: "`z_log_var`"
                    case .decoderHiddenKernel, .decoderHiddenBias: "decoder, first `dense`"
                    case .outputKernel, .outputBias: "decoder, last `dense`"
                    }
                return [
                    "`\(parameter.rawValue)`",
                    parameter.isBias ? "(\(size.outputs))" : "(\(size.inputs), \(size.outputs))", layer,
                ]
            })
    }
}

extension Training {
    /// What is written beside the pages: the weights, and the history as comma-separated values.
    package var files: [(path: String, bytes: [UInt8])] {
        get throws { [("weights.safetensors", try model.safeTensors.bytes()), ("history.csv", Array(csv.utf8))] }
    }
}
