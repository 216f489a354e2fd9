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
    private func trainer(epochs: Int, patience: Int = 5, threads: Int = 2, seed: UInt64 = 42) -> Trainer {
        var settings = TrainingSettings()
        settings.epochs = epochs
        settings.batchSize = 32
        settings.patience = patience
        settings.seed = seed
        let validation = twoTastes(users: 40, items: 60, seed: 2)
        return Trainer(
            Model(architecture: Architecture(items: 60, hidden: 16, latent: 4), seed: seed),
            on: twoTastes(users: 205, items: 60, seed: 1), validation: (validation, validation), settings: settings,
            threads: Threads(threads))
    }

    private func run(_ trainer: Trainer) -> Trainer {
        while !trainer.isFinished { trainer.runEpoch() }
        return trainer
    }

    @Test func theLossFalls() {
        let history = run(trainer(epochs: 20)).history
        #expect(history.count == 20)
        #expect(history[19].loss < 0.85 * history[0].loss)
        #expect(history[19].validationLoss < history[0].validationLoss)
    }

    @Test(arguments: [1, 2, 5])
    func twoRunsGiveTheSameBitsOnAnyNumberOfThreads(threads: Int) {
        let first = run(trainer(epochs: 3, threads: 1))
        let second = run(trainer(epochs: 3, threads: threads))
        #expect(first.model == second.model)
        #expect(first.history == second.history)
        #expect(run(trainer(epochs: 3, seed: 43)).model != first.model)
    }

    @Test func patienceEndsTrainingAfterAsManyEpochsWithoutImprovement() {
        let history = run(trainer(epochs: 400, patience: 3)).history
        let best = history.indices.min { history[$0].validationLoss < history[$1].validationLoss } ?? 0
        #expect(history.count < 400)
        #expect(history.count - 1 - best == 3)
    }

    @Test func predictionsAreProbabilitiesThatKnowTheUsersTaste() {
        let trained = run(trainer(epochs: 60, patience: 60)).model
        let users = twoTastes(users: 50, items: 60, seed: 9)
        let scores = trained.predict(users, latent: .mean, threads: Threads(2))
        #expect(scores.rows == 50 && scores.columns == 60)
        #expect(scores.values.allSatisfy { $0 > 0 && $0 < 1 })
        let sampled = trained.predict(users, latent: .sample(seed: 1, draw: 0), threads: Threads(2))
        #expect(sampled != scores)
        #expect(sampled == trained.predict(users, latent: .sample(seed: 1, draw: 0), threads: Threads(1)))
        #expect(sampled != trained.predict(users, latent: .sample(seed: 1, draw: 1), threads: Threads(1)))
    }
}
