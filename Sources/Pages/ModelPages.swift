import Formatting
import Interactions
import LinearAlgebra
import Plotting
import Study
import Training
import VariationalAutoencoder
import Weave

extension Architecture {
    /// The number of parameters of a dense layer, kernel and bias, as a summary prints it.
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
            ["dropout_1 (Dropout)", "(None, \(items))", "0", "encoder_input[0][0]"],
            [
                "dense_1 (Dense)", "(None, \(hidden))", dense(.encoderHiddenKernel, .encoderHiddenBias),
                "dropout_1[0][0]",
            ],
            ["z_mean (Dense)", "(None, \(latent))", dense(.meanKernel, .meanBias), "dense_1[0][0]"],
            ["z_log_var (Dense)", "(None, \(latent))", dense(.logVarianceKernel, .logVarianceBias), "dense_1[0][0]"],
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
            ["dense_2 (Dense)", "(None, \(architecture.hidden))", dense(.decoderHiddenKernel, .decoderHiddenBias)],
            ["dense_3 (Dense)", "(None, \(architecture.items))", dense(.outputKernel, .outputBias)],
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

/// The three lines below a summary.
package func parameterSummary(_ count: Int) -> String {
    "Total params: \(decimal(count))\nTrainable params: \(decimal(count))\nNon-trainable params: 0"
}

/// The random ops of a graph, in the order in which Keras seeds them.
package func opsTable(_ graph: KerasGraph) -> Table {
    func kernel(_ parameter: Architecture.Parameter, _ layer: String) -> [String] {
        ["kernel of \(layer)", graph.initialValues[parameter].map { "\($0.seed)" } ?? "", "once, at the start"]
    }
    let isCalledTwice = graph.dropout.count == 2
    let first = [
        ["dropout", "\(graph.dropout[graph.dropout.count - 1].seed)", isCalledTwice ? "the divergence" : "training"],
        kernel(.encoderHiddenKernel, "`dense_1`"), kernel(.meanKernel, "`z_mean`"),
        kernel(.logVarianceKernel, "`z_log_var`"),
        ["ε", "\(graph.firstEpsilon?.seed ?? 0)", isCalledTwice ? "nothing" : "training, validation, prediction"],
        kernel(.decoderHiddenKernel, "`dense_2`"), kernel(.outputKernel, "`dense_3`"),
    ]
    let second = [
        ["dropout of the second call", "\(graph.dropout[0].seed)", "the reconstruction"],
        ["ε of the second call", "\(graph.epsilon?.seed ?? 0)", "training, validation, prediction"],
    ]
    let rows = isCalledTwice ? first + second : first
    return Table(columns: ["Op", "Seed", "Used for"], rows: rows, rowLabels: rows.indices.map { "\($0 + 1)" })
}

/// Chapter 7: `plot_model(encoder, show_shapes=True)`.
package func encoderFigure(_ architecture: Architecture) -> some Figure {
    let (items, hidden, latent) = (
        "(None, \(architecture.items))", "(None, \(architecture.hidden))", "(None, \(architecture.latent))"
    )
    return LayerDiagram([
        .init("encoder_input", "InputLayer", input: items, output: items),
        .init("dropout_1", "Dropout", input: items, output: items, from: ["encoder_input"]),
        .init("dense_1", "Dense", input: items, output: hidden, from: ["dropout_1"]),
        .init("z_mean", "Dense", input: hidden, output: latent, from: ["dense_1"]),
        .init("z_log_var", "Dense", input: hidden, output: latent, from: ["dense_1"]),
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
        .init("dense_2", "Dense", input: latent, output: hidden, from: ["z_sampling"]),
        .init("dense_3", "Dense", input: hidden, output: items, from: ["dense_2"]),
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

/// Chapter 7: the values in its prose.
package func modelNotes(_ recipe: Recipe, _ data: StudyData) -> Notes {
    let (architecture, training) = (recipe.architecture, recipe.training)
    return [
        "users": "\(data.train.shape.users)", "validation": "\(data.validation.target.shape.users)",
        "dropout": decimal(Double(training.dropout)), "seed": "\(training.seed)",
        "hidden": "\(architecture.hidden)", "latent": "\(architecture.latent)", "items": "\(architecture.items)",
    ]
}

extension AnnealingSchedule {
    /// β of every update of the first epochs.
    package func betas(epochs: Int, batches: Int) -> Vector {
        Vector((0..<epochs * batches).map { beta(epoch: $0 / batches, batch: $0 % batches, batches: batches) })
    }
}

/// Chapter 8: β at the ends of the first epoch, and what it may rise to.
package func betasInWords(_ betas: [Double], batches: Int, cap: Double) -> String {
    """
    first update of all     β = \(decimal(betas[0]))
    second                  β = \(decimal(betas[1]))
    last of the epoch       β = \(decimal(betas[batches - 1], places: 4))
    first of the next       β = \(decimal(betas[batches], places: 4))
    cap                     β = \(decimal(cap))
    """
}

/// Chapter 8: the values in its prose.
package func annealNotes(_ recipe: Recipe, _ passes: [ForwardPass], _ data: StudyData, highest: Double) -> Notes {
    let (training, users) = (recipe.training, data.train.shape.users)
    return [
        "users": "\(passes.count)", "training users": "\(users)", "items": "\(recipe.architecture.items)",
        "cap": decimal(training.annealing.cap), "steps": decimal(training.annealing.steps),
        "last": "\(training.batches(of: users) - 1)", "highest": decimal(highest, places: 4),
    ]
}

/// Chapter 8: β by update, as it ran and as intended, over the whole run and over its first epochs.
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
                .init("as intended", x: updates.map(Double.init), y: values(meant), color: .blue, line: .dashed),
            ]
        ).with { $0.size = Size(420, 340) }
    }
    return Panels([
        chart("\(epochs) epochs", epochs: epochs), chart("The first \(min(5, epochs)) epochs", epochs: min(5, epochs)),
    ])
}
