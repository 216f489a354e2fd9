import LinearAlgebra
import Testing
import VariationalAutoencoder

@Suite struct LatentUseTests {
    @Test("a dimension that says the same of everybody costs nothing and is not active")
    func collapsed() {
        let use = LatentUse(mean: Matrix(rows: 3, columns: 9), logVariance: Matrix(rows: 3, columns: 9))
        #expect(use.klDivergences == [Double](repeating: 0, count: 9))
        #expect(use.variances == [Double](repeating: 0, count: 9))
        #expect(use.activeUnits == 0)
    }

    @Test("divergence and variance by hand: two users, three dimensions")
    func byHand() {
        // Means ±1; 3 for both; ±0.1. Log variances 0; log 4 and log ¼; 0.
        let log4: Float = 1.386_294_4
        let use = LatentUse(
            mean: Matrix(rows: 2, columns: 3, values: [1, 3, 0.1, -1, 3, -0.1]),
            logVariance: Matrix(rows: 2, columns: 3, values: [0, log4, 0, 0, -log4, 0]))
        // ½ (μ² + σ² − 1 − log σ²), averaged: ½; ½ (9 + (4 + ¼) / 2 − 1 − 0); ½ · 0.01. Float leaves 7 digits.
        for (measured, expected) in zip(use.klDivergences, [0.5, 5.0625, 0.005]) {
            #expect(abs(measured - expected) < 1e-6 * expected.magnitude + 1e-9)
        }
        #expect(use.klDivergence == use.klDivergences.reduce(0, +))
        // 1; none, however far from zero the mean lies; 0.01 but for the rounding of 0.1 to single precision.
        #expect(use.variances[0] == 1 && use.variances[1] == 0)
        #expect(abs(use.variances[2] - 0.01) < 1e-9)
    }

    @Test("a dimension is active above a variance of 0.01", arguments: [(Float(0.09), 0), (0.11, 1)])
    func active(_ deviation: Float, _ count: Int) {
        let mean = Matrix(rows: 2, columns: 1, values: [deviation, -deviation])
        #expect(LatentUse(mean: mean, logVariance: Matrix(rows: 2, columns: 1)).activeUnits == count)
    }

    @Test("a model's use is that of its posteriors")
    func ofModel() {
        let model = Model(architecture: Architecture(items: 7, hidden: 5, latent: 3), seed: 1)
        let input = BinaryMatrix(columns: 7, rows: [[0, 1], [2, 5, 6], []])
        let posterior = model.posterior(of: input, threads: Threads(1))
        let use = model.latentUse(of: input, threads: Threads(2))
        #expect(use == LatentUse(mean: posterior.mean, logVariance: posterior.logVariance))
        #expect(use.variances.allSatisfy { $0 > 0 })
    }
}
