import Foundation
import Hashing
import Random
import Testing
import VariationalAutoencoder

/// What the original stack drew, recorded by `Fixtures/keras_runs.py`.
@Suite("Keras's draws") struct KerasDrawsTests {
    private static let architecture = Architecture(items: 3125, hidden: 120, latent: 40)

    /// The draws of a seed's first three batches.
    struct Draws: Decodable {
        struct Mask: Decodable { let kept: Int; let mask: String; let uniforms: String }
        struct Epsilon: Decodable { let normals: String; let first: [Float] }
        let seed: UInt32
        let D1, D2: [Mask]
        let E2: [Epsilon]
    }
    private struct File: Decodable { let runs: [Draws] }

    private static let recorded: [Draws] = {
        let file = Bundle.module.bundleURL.appending(path: "Fixtures/keras_draws.json")
        return (try? JSONDecoder().decode(File.self, from: Data(contentsOf: file)))?.runs ?? []
    }()

    private func session(_ seed: UInt32, masks: Int = 2) -> KerasSession {
        var settings = TrainingSettings()
        settings.seed = seed
        settings.masks = masks
        return KerasSession(Self.architecture, settings, training: 4834, validation: 600)
    }

    private func hash<Value>(_ values: [Value]) -> String {
        values.withUnsafeBytes { SHA256.hash($0) }.hexadecimal
    }

    @Test("recordings are there") func recordings() { #expect(Self.recorded.map(\.seed) == [0, 1, 42]) }

    /// In the order in which Keras builds the graph, as NumPy's `randint(10_000_000)` gives them after `np.random.seed`.
    @Test(
        "every op gets the seed that Keras drew for it",
        arguments: [
            (0, [8_325_804, 1_484_405, 2_215_104, 5_157_699, 8_222_403, 7_644_169, 5_853_461, 6_739_698, 374_564]),
            (1, [4_686_059, 6_762_380, 491_263, 6_662_859, 9_554_767, 7_361_472, 8_802_433, 5_119_559, 7_777_005]),
            (42, [6_423_388, 6_550_634, 4_304_572, 2_234_489, 9_958_614, 9_524_682, 7_204_212, 9_628_519, 4_472_471]),
        ] as [(UInt32, [UInt32])])
    func opSeeds(seed: UInt32, expected: [UInt32]) {
        let kernels: [Architecture.Parameter] = [
            .encoderHiddenKernel, .meanKernel, .logVarianceKernel, .decoderHiddenKernel, .outputKernel,
        ]
        let twice = KerasGraph(seed: seed, architecture: Self.architecture, masks: 2)
        #expect(twice.dropout.map(\.seed) == [expected[7], expected[0]])
        #expect(kernels.map { twice.initialValues[$0]?.seed } == [1, 2, 3, 5, 6].map { expected[$0] })
        #expect(twice.initialValues.count == 5)
        #expect(twice.epsilon?.seed == expected[8])
        let once = KerasGraph(seed: seed, architecture: Self.architecture, masks: 1)
        #expect(once.dropout.map(\.seed) == [expected[0]])
        #expect(once.epsilon?.seed == expected[4])
        #expect(once.initialValues == twice.initialValues)
        #expect(once.shuffling != twice.shuffling)
    }

    @Test("a denoising autoencoder has three ops; vae_cf's biases have their own")
    func otherGraphs() {
        let denoising = KerasGraph(seed: 0, architecture: .denoising(items: 7, hidden: 3), masks: 2)
        #expect(denoising.dropout.map(\.seed) == [8_325_804])
        #expect(denoising.epsilon == nil)
        #expect(
            denoising.initialValues.mapValues(\.seed) == [.encoderHiddenKernel: 1_484_405, .outputKernel: 2_215_104])
        let paper = KerasGraph(seed: 0, architecture: Self.architecture, initialization: .paper, masks: 1)
        #expect(paper.initialValues[.encoderHiddenBias]?.seed == 2_215_104)
        #expect(paper.initialValues.count == 10)
    }

    /// Printed to eight digits.
    @Test(
        "initial kernels begin as Keras's",
        arguments: [
            (0, [-0.0021378808, -0.033876713, 0.023092687], [-0.028111327, 0.027797185]),
            (1, [-0.0044424236, 0.012554243, -0.0015073009], [-0.0090725943, 0.041868918]),
            (42, [0.005822897, 0.0016607718, -0.041190907], [-0.0043481365, -0.01627293]),
        ] as [(UInt32, [Float], [Float])])
    func kernels(seed: UInt32, encoder: [Float], output: [Float]) {
        let model = Model(architecture: Self.architecture, seed: seed)
        func difference(_ parameter: Architecture.Parameter, _ expected: [Float]) -> Float {
            zip(model[parameter].values, expected).map { abs($0 / $1 - 1) }.max() ?? 1
        }
        #expect(difference(.encoderHiddenKernel, encoder) < 1e-7)
        #expect(difference(.outputKernel, output) < 1e-7)
    }

    @Test(
        "users are shuffled as by fit, epoch after epoch",
        arguments: [
            (0, [1172, 3097, 4684, 1564, 3067, 3895]), (1, [2997, 1596, 1351, 4705, 276, 994]),
            (42, [4809, 3077, 2692, 4721, 1752, 4226]),
        ] as [(UInt32, [Int])])
    func orders(seed: UInt32, expected: [Int]) {
        var orders = session(seed).orders
        let first = orders(epoch: 0)
        #expect(Array(first.prefix(6)) == expected)
        let third = orders(epoch: 2)
        #expect(third.sorted() == Array(0..<4834))
        // Asked for again, or out of order, they are the same.
        #expect(orders(epoch: 0) == first)
        #expect(orders(epoch: 2) == third)
    }

    @Test("both masks of three batches, every entry", arguments: recorded)
    func masks(draws: Draws) {
        for (mask, recorded) in zip(session(draws.seed).masks(epoch: 0), [draws.D2, draws.D1]) {
            for (batch, expected) in recorded.enumerated() {
                var uniforms: [Float] = []
                for row in batch * 128..<(batch + 1) * 128 {
                    let (run, first) = mask.run(of: row)
                    for item in 0..<3125 { uniforms.append(run.uniform(first + item)) }
                }
                #expect(hash(uniforms) == expected.uniforms)
                #expect(hash(uniforms.map { UInt8($0 >= 0.5 ? 1 : 0) }) == expected.mask)
                #expect(uniforms.count { $0 >= 0.5 } == expected.kept)
            }
        }
    }

    @Test("ε of three batches, every bit", arguments: recorded)
    func epsilon(draws: Draws) throws {
        let epsilon = try #require(session(draws.seed).trainingEpsilon(epoch: 0))
        for (batch, expected) in draws.E2.enumerated() {
            var normals: [Float] = []
            for row in batch * 128..<(batch + 1) * 128 {
                let (run, first) = epsilon.run(of: row)
                normals += (0..<40).map { run.normal(first + $0) }
            }
            #expect(hash(normals) == expected.normals)
            #expect(Array(normals.prefix(8)) == expected.first)
        }
    }

    /// A plain walk through `fit` and `predict` that counts what each op makes, run by run.
    @Test(
        "every run of an op begins where the one before it ended",
        arguments: [(4834, 600, 128), (70, 33, 32), (5, 0, 128)])
    func counters(training: Int, validation: Int, batch: Int) {
        var settings = TrainingSettings()
        settings.batchSize = batch
        let session = KerasSession(Self.architecture, settings, training: training, validation: validation)
        var (dropped, drawn) = (0, 0)
        /// Expects that the rows of a run, and of those after it, begin after what was made so far.
        func run(_ rows: RowDraws?, users: Int, batch: Int, width: Int, made: inout Int) {
            for start in stride(from: 0, to: users, by: batch) {
                let count = min(batch, users - start)
                for row in [start, start + count - 1] {
                    let found = rows?.run(of: row)
                    #expect(found?.run == rows?.op.run(after: made))
                    #expect(found?.first == (row - start) * width)
                }
                made += count * width
            }
        }
        for epoch in 0..<3 {
            run(session.masks(epoch: epoch)[0], users: training, batch: batch, width: 3125, made: &dropped)
            run(session.trainingEpsilon(epoch: epoch), users: training, batch: batch, width: 40, made: &drawn)
            run(session.validationEpsilon(epoch: epoch), users: validation, batch: batch, width: 40, made: &drawn)
            run(session.recallEpsilon(epoch: epoch), users: validation, batch: 32, width: 40, made: &drawn)
        }
        run(session.predictionEpsilon(afterEpochs: 3), users: 600, batch: 32, width: 40, made: &drawn)
        run(session.predictionEpsilon(afterEpochs: 3, earlier: 600), users: 600, batch: 32, width: 40, made: &drawn)
    }

    @Test("dropout keeps a click where u ≥ rate", arguments: [0, 0.2, 0.5, 0.9] as [Float])
    func dropout(rate: Float) {
        let mask = session(42).masks(epoch: 1)[0]
        let items: [Int32] = [0, 1, 2, 3, 7, 8, 100, 1021, 1022, 1500, 3001, 3124]
        for row in [0, 1, 127, 128, 4833] {
            let kept = [Int32](unsafeUninitializedCapacity: items.count) { kept, count in
                guard let start = kept.baseAddress else { return }
                items.withUnsafeBufferPointer { count = Dropout(rate: rate).keep($0, of: row, mask, into: start) }
            }
            let (run, first) = mask.run(of: row)
            #expect(kept == items.filter { run.uniform(first + Int($0)) >= rate })
        }
    }
}
