import Foundation
import Interactions
import LinearAlgebra
import Ranking
import Statistics
import Study
import Testing
import TestSupport
import Training
import VariationalAutoencoder

/// Against the recorded runs of the original stack: `Tests/VariationalAutoencoderTests/Fixtures/keras_runs.py`.
@Suite("Keras's recorded runs") struct KerasRunsTests {
    private static let runs = Result { try KerasRuns(folder: recordings) }

    @Test("44 runs as they stand, 21 with three lines and 21 with four")
    func recorded() throws {
        let runs = try Self.runs.get()
        #expect(runs.asItStands.map(\.seed) == Array(0...23) + Array(100...119))
        for runs in [runs.threeLines, runs.fourLines] { #expect(Set(runs.map(\.seed)) == Set(Array(0...19) + [42])) }
        #expect(runs.fourLines.allSatisfy { $0.ahead?.map { $0[1] } == [1] })
        #expect(runs.threeLines.allSatisfy { $0.ahead?.map { $0[1] } == [1, 0] })
    }

    @Test("all ten initial tensors, every bit, under every recorded seed")
    func weights() throws {
        for run in try Self.runs.get().fourLines {
            let model = Model(architecture: Architecture(items: 3125, hidden: 120, latent: 40), seed: run.seed)
            #expect(model.weightsHash == run.allWeights, "seed \(run.seed)")
        }
    }

    /// In the first two epochs nothing but rounding tells the two programs apart: losses to 3e-6, recall to the last digit.
    @Test(
        "two epochs on MovieLens 1M", .enabled(if: movieLens1M != nil, "takes MovieLens 1M"),
        arguments: [0, 1, 42] as [UInt32])
    func twoEpochs(seed: UInt32) throws {
        let keras = try #require(try Self.runs.get().fourLines.first { $0.seed == seed })
        let users = try loadRatings(at: #require(movieLens1M), threads: 2).binarized().pivot()
            .filtered(minimumPerMovie: 5, minimumPerUser: 5).shuffled(seed: 42).split(validation: 600, test: 600)
        let validation = users.validation.withholding(fraction: 0.2)
        var settings = TrainingSettings()
        settings.seed = seed
        settings.epochs = 2
        func trainer() -> Trainer {
            Trainer(
                Model(architecture: Architecture(items: 3125, hidden: 120, latent: 40), seed: seed),
                on: users.train.clicks,
                validation: (validation.input.clicks, validation.target.clicks), settings: settings, threads: Threads(2)
            )
        }
        let batches = trainer()
        let losses = try batches.updateEpoch(0) + batches.updateEpoch(1)
        #expect(losses.count == 76)
        for (loss, expected) in zip(losses, try #require(keras.batchLosses)) {
            #expect(abs(loss / expected - 1) < 3e-6)
        }

        let whole = trainer()
        for expected in keras.history.prefix(2) {
            let epoch = try whole.runEpoch()
            #expect(abs(epoch.loss / expected[0] - 1) < 1e-6)
            #expect(abs(try #require(epoch.validation).total / expected[1] - 1) < 1e-6)
            let scores = whole.model.predict(
                validation.input.clicks, epsilon: whole.session.recallEpsilon(epoch: epoch.epoch - 1),
                threads: Threads(2))
            let recall = Recommendations(scores: scores, depth: 20).recall(at: 20, relevant: validation.target.clicks)
            // Keras's mean is taken in another order.
            #expect(abs(try #require(Average(recall)).mean - expected[2]) < 1e-12)
        }
    }

    @Test(
        "a recording that is missing or damaged is named",
        arguments: [nil, "", "{\"runs\":[{\"seed\":1}]}", "{\"runs\":1}"])
    func damaged(content: String?) throws {
        try withTemporaryFolder { folder in
            let file = folder + "/keras-1-line.json"
            if let content { try content.write(toFile: file, atomically: true, encoding: .utf8) }
            #expect {
                try KerasRuns(folder: folder)
            } throws: {
                ($0 as? RecordingError)?.description.hasPrefix("\(file): expected recorded runs") == true
            }
        }
    }
}
