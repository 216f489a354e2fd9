import Pages
import Plotting
import Testing
import VariationalAutoencoder
import Weave

@Suite struct ModelPagesTests {
    private let architecture = Architecture(items: 5, hidden: 3, latent: 2)

    @Test("the summaries have every layer with its shape and its parameters, kernel and bias")
    func summaries() {
        // 5 · 3 + 3, twice 3 · 2 + 2, 2 · 3 + 3, 3 · 5 + 5.
        #expect(
            encoderSummary(architecture)
                == Table(
                    columns: ["Layer (type)", "Output Shape", "Param #", "Connected to"],
                    rows: [
                        ["encoder_input (InputLayer)", "(None, 5)", "0", ""],
                        ["dropout_1 (Dropout)", "(None, 5)", "0", "encoder_input[0][0]"],
                        ["dense_1 (Dense)", "(None, 3)", "18", "dropout_1[0][0]"],
                        ["z_mean (Dense)", "(None, 2)", "8", "dense_1[0][0]"],
                        ["z_log_var (Dense)", "(None, 2)", "8", "dense_1[0][0]"],
                        ["z (Lambda)", "(None, 2)", "0", "z_mean[0][0], z_log_var[0][0]"],
                    ]))
        #expect(
            decoderSummary(architecture)
                == Table(
                    columns: ["Layer (type)", "Output Shape", "Param #"],
                    rows: [
                        ["z_sampling (InputLayer)", "(None, 2)", "0"], ["dense_2 (Dense)", "(None, 3)", "9"],
                        ["dense_3 (Dense)", "(None, 5)", "20"],
                    ]))
        #expect(
            modelSummary(architecture)
                == Table(
                    columns: ["Layer (type)", "Output Shape", "Param #"],
                    rows: [
                        ["encoder_input (InputLayer)", "(None, 5)", "0"],
                        ["encoder (Model)", "[(None, 2), (None, 2), (None, 2)]", "34"],
                        ["decoder (Model)", "(None, 5)", "29"],
                    ]))
        #expect(parameterSummary(1234) == "Total params: 1,234\nTrainable params: 1,234\nNon-trainable params: 0")
    }

    @Test("the ops have the seeds that NumPy draws, in the order in which Keras asks for them")
    func ops() {
        // random = numpy.random.RandomState(42); [random.randint(10_000_000) for _ in range(9)]
        let first = [
            ["dropout", "6423388", "training"], ["kernel of `dense_1`", "6550634", "once, at the start"],
            ["kernel of `z_mean`", "4304572", "once, at the start"],
            ["kernel of `z_log_var`", "2234489", "once, at the start"],
            ["ε", "9958614", "training, validation, prediction"],
            ["kernel of `dense_2`", "9524682", "once, at the start"],
            ["kernel of `dense_3`", "7204212", "once, at the start"],
        ]
        let columns = ["Op", "Seed", "Used for"]
        #expect(
            opsTable(KerasGraph(seed: 42, architecture: architecture, masks: 1))
                == Table(columns: columns, rows: first, rowLabels: (1...7).map { "\($0)" }))
        var twice =
            first + [
                ["dropout of the second call", "9628519", "the reconstruction"],
                ["ε of the second call", "4472471", "training, validation, prediction"],
            ]
        (twice[0][2], twice[4][2]) = ("the divergence", "nothing")
        #expect(
            opsTable(KerasGraph(seed: 42, architecture: architecture, masks: 2))
                == Table(columns: columns, rows: twice, rowLabels: (1...9).map { "\($0)" }))
    }

    @Test("the diagrams have every layer with the shapes that go in and come out")
    func diagrams() throws {
        let encoder = try #require(encoderFigure(architecture) as? LayerDiagram)
        #expect(
            encoder.layers == [
                .init("encoder_input", "InputLayer", input: "(None, 5)", output: "(None, 5)"),
                .init("dropout_1", "Dropout", input: "(None, 5)", output: "(None, 5)", from: ["encoder_input"]),
                .init("dense_1", "Dense", input: "(None, 5)", output: "(None, 3)", from: ["dropout_1"]),
                .init("z_mean", "Dense", input: "(None, 3)", output: "(None, 2)", from: ["dense_1"]),
                .init("z_log_var", "Dense", input: "(None, 3)", output: "(None, 2)", from: ["dense_1"]),
                .init(
                    "z", "Lambda", input: "[(None, 2), (None, 2)]", output: "(None, 2)", from: ["z_mean", "z_log_var"]),
            ])
        let decoder = try #require(decoderFigure(architecture) as? LayerDiagram)
        #expect(
            decoder.layers == [
                .init("z_sampling", "InputLayer", input: "(None, 2)", output: "(None, 2)"),
                .init("dense_2", "Dense", input: "(None, 2)", output: "(None, 3)", from: ["z_sampling"]),
                .init("dense_3", "Dense", input: "(None, 3)", output: "(None, 5)", from: ["dense_2"]),
            ])
        let model = try #require(modelFigure(architecture) as? LayerDiagram)
        #expect(
            model.layers == [
                .init("encoder_input", "InputLayer", input: "(None, 5)", output: "(None, 5)"),
                .init(
                    "encoder", "Model", input: "(None, 5)", output: "[(None, 2), (None, 2), (None, 2)]",
                    from: ["encoder_input"]),
                .init("decoder", "Model", input: "(None, 2)", output: "(None, 5)", from: ["encoder"]),
            ])
    }

    @Test("β by update as it ran and as intended, without the first, over the run and over five epochs of it at most")
    func annealing() throws {
        func schedule(_ counting: AnnealingSchedule.Counting) -> AnnealingSchedule {
            AnnealingSchedule(cap: 0.2, steps: 10, counting: counting)
        }
        let figure = annealingFigure(schedule(.batchesOfTheEpoch), schedule(.updatesOfTheRun), 2, epochs: 2)
        #expect(
            rows(figure)
                == ["2 epochs", "The first 2 epochs"].flatMap { panel in
                    [
                        "as it ran,1,0,,", "as it ran,2,0.1,,", "as it ran,3,0,,", "as intended,1,0.1,,",
                        "as intended,2,0.2,,", "as intended,3,0.2,,",
                    ].map { "\(panel),\($0)" }
                })
        let charts = try #require(figure as? Panels).figures.map { try #require($0 as? LineChart) }
        #expect(charts.allSatisfy { $0.x.name == "update" && $0.y.name == "β" })
        let longer = annealingFigure(schedule(.batchesOfTheEpoch), schedule(.updatesOfTheRun), 2, epochs: 9)
        #expect(try #require(longer as? Panels).figures.map(\.title) == ["9 epochs", "The first 5 epochs"])
    }
}
