import LinearAlgebra
import Random
import Testing
import VariationalAutoencoder

/// Users of two tastes, each of whom clicks mostly the items of their own half.
private func twoTastes(users: Int, items: Int, seed: UInt64) -> BinaryMatrix {
    let generator = Philox4x32(seed: seed)
    return BinaryMatrix(
        columns: items,
        rows: (0..<users).map { user in
            (0..<items).filter { item in
                let own = (item < items / 2) == (user % 2 == 0)
                return generator(SIMD4(UInt32(item), UInt32(user), 0, 0)).x < (own ? 1_200_000_000 : 100_000_000)
            }
        })
}

@Suite struct TrainerTests {
    private func trainer(
        epochs: Int, patience: Int = 5, threads: Int = 2, seed: UInt32 = 42, from state: TrainingState? = nil
    ) -> Trainer {
        var settings = TrainingSettings()
        settings.epochs = epochs
        settings.batchSize = 32
        settings.patience = patience
        settings.seed = seed
        let validation = twoTastes(users: 40, items: 60, seed: 2)
        let start = TrainingState(Model(architecture: Architecture(items: 60, hidden: 16, latent: 4), seed: seed))
        return Trainer(
            state ?? start, on: twoTastes(users: 205, items: 60, seed: 1), validation: (validation, validation),
            settings: settings,
            threads: Threads(threads))
    }

    /// A training of the paper's kind, or of another.
    private func trainer(
        paper epochs: Int,
        _ architecture: Architecture = Architecture(
            items: 60, hidden: 16, latent: 4, activation: .tanh, normalizesInput: true),
        _ objective: Objective = Objective(.multinomial, .sum), threads: Int
    ) -> Trainer {
        var settings = TrainingSettings()
        settings.epochs = epochs
        settings.batchSize = 32
        settings.objective = objective
        settings.initialization = .paper
        settings.masks = 1
        settings.adam = Adam()
        let validation = twoTastes(users: 40, items: 60, seed: 2)
        return Trainer(
            Model(architecture: architecture, initialization: .paper, seed: 7),
            on: twoTastes(users: 205, items: 60, seed: 1),
            validation: (validation, validation), settings: settings, threads: Threads(threads))
    }

    private func run(_ trainer: Trainer) throws -> Trainer {
        while !trainer.isFinished { try trainer.runEpoch() }
        return trainer
    }

    @Test("the loss falls")
    func loss() throws {
        let history = try run(trainer(epochs: 20)).history
        #expect(history.count == 20)
        #expect(history[19].loss < 0.85 * history[0].loss)
        #expect(try #require(history[19].validation).total < #require(history[0].validation).total)
    }

    @Test("two runs give the same bits on any number of threads", arguments: [1, 2, 5])
    func threads(threads: Int) throws {
        let first = try run(trainer(epochs: 3, threads: 1))
        let second = try run(trainer(epochs: 3, threads: threads))
        #expect(first.model == second.model)
        #expect(first.history == second.history)
        #expect(try run(trainer(epochs: 3, seed: 43)).model != first.model)
    }

    @Test("a training that leaves the numbers names the first batch, and its history stays as it was")
    func divergence() throws {
        let validation = twoTastes(users: 40, items: 60, seed: 2)
        var settings = TrainingSettings()
        settings.batchSize = 32
        settings.adam.learningRate = 1e4
        let trainer = Trainer(
            Model(architecture: Architecture(items: 60, hidden: 16, latent: 4), seed: 1),
            on: twoTastes(users: 205, items: 60, seed: 1), validation: (validation, validation), settings: settings,
            threads: Threads(2))
        // The first batch's loss is of the initial weights; what its update makes of them shows in the second.
        #expect {
            try trainer.runEpoch()
        } throws: {
            guard let error = $0 as? NotFiniteLoss else { return false }
            return error.epoch == 1 && error.batch == 2
        }
        #expect(trainer.history.isEmpty)
    }

    @Test("a resumed training ends at the same model", arguments: [0, 1, 2, 5])
    func resumed(after epochs: Int) throws {
        let stopped = trainer(epochs: 6)
        for _ in 0..<epochs { try stopped.runEpoch() }
        let resumed = try run(trainer(epochs: 6, from: stopped.state))
        let whole = try run(trainer(epochs: 6))
        #expect(resumed.state == whole.state)
        #expect(resumed.history.count == 6)
    }

    @Test(
        "every kind of model learns the same on any number of threads",
        arguments: [
            (
                Architecture(items: 60, hidden: 16, latent: 4, activation: .tanh, normalizesInput: true),
                Objective(.multinomial, .sum)
            ),
            (Architecture.denoising(items: 60, hidden: 16), Objective(.multinomial, .sum, penalty: 0.001)),
            (Architecture(items: 60, hidden: 16, latent: 4), Objective(.bernoulli, .sum)),
        ])
    func models(architecture: Architecture, objective: Objective) throws {
        func trained(threads: Int) throws -> Trainer {
            try run(trainer(paper: 8, architecture, objective, threads: threads))
        }
        let one = try trained(threads: 1)
        #expect(one.history[7].loss < one.history[1].loss)
        for threads in [2, 3, 8] {
            let several = try trained(threads: threads)
            #expect(several.model == one.model)
            #expect(several.history == one.history)
        }
    }

    /// Results that were kept are found again as long as the trainer has the same version. Where this fails because training was
    /// changed on purpose, raise `Trainer.version` with the number here. Made with OpenBLAS 0.3.21's kernels for Haswell.
    @Test(
        "the same version trains the same model",
        .enabled(if: matrixProductKernels == "OpenBLAS 0.3.21, Haswell", "the bits are those of other matrix products"))
    func version() throws {
        func mixed(_ hash: UInt64, _ bits: UInt64) -> UInt64 { (hash ^ bits) &* 0x100_0000_01b3 }
        func hashes(_ trainer: Trainer) throws -> [UInt64] {
            let trained = try run(trainer)
            let losses = trained.history.flatMap { epoch in
                [epoch.loss] + (epoch.validation.map { [$0.total, $0.reconstruction, $0.klDivergence] } ?? [])
            }
            let start: UInt64 = 0xcbf2_9ce4_8422_2325
            return [
                trained.model.parameters.reduce(start) { mixed($0, UInt64($1.bitPattern)) },
                losses.reduce(start) { mixed($0, $1.bitPattern) },
            ]
        }
        #expect(Trainer.version == 4)
        #expect(try hashes(trainer(epochs: 3)) == [14_347_752_146_551_926_744, 369_686_269_065_792_003])
        #expect(try hashes(trainer(paper: 3, threads: 2)) == [10_447_901_060_687_787_315, 14_891_086_653_368_621_445])
    }

    @Test("patience ends training after as many epochs without improvement")
    func patience() throws {
        let history = try run(trainer(epochs: 400, patience: 3)).history
        let losses = history.compactMap(\.validation?.total)
        let best = losses.indices.min { losses[$0] < losses[$1] } ?? 0
        #expect(history.count < 400)
        #expect(history.count - 1 - best == 3)
    }

    @Test("predictions are probabilities that depend on the draw of z, and not on threads")
    func predictions() throws {
        let trained = try run(trainer(epochs: 60, patience: 60)).model
        let users = twoTastes(users: 50, items: 60, seed: 9)
        let scores = trained.predict(users, epsilon: nil, threads: Threads(2))
        #expect(scores.rows == 50 && scores.columns == 60)
        #expect(scores.values.allSatisfy { $0 > 0 && $0 < 1 })
        let session = KerasSession(trained.architecture, TrainingSettings(), training: 205, validation: 40)
        func sampled(earlier: Int, threads: Int) -> Matrix {
            trained.predict(
                users, epsilon: session.predictionEpsilon(afterEpochs: 60, earlier: earlier),
                threads: Threads(threads))
        }
        #expect(sampled(earlier: 0, threads: 2) != scores)
        #expect(sampled(earlier: 0, threads: 2) == sampled(earlier: 0, threads: 1))
        #expect(sampled(earlier: 0, threads: 2) != sampled(earlier: 50, threads: 2))
    }
}
