import LinearAlgebra
import Recommenders
import Testing
import TestSupport

/// Settings as others write them, against NumPy and SciPy: `Fixtures/published.py`, on the clicks of `Fixtures/baselines.py`.
@Suite struct PublishedSettingsTests {
    struct Clicks: Decodable {
        let items: Int
        let training, shown: [[Int]]
    }

    struct Fixture: Decodable {
        let walks, elasticNet: [Double]
        let initial: [Float]
        let scores: [Double]
    }

    let expected: Fixture
    let training, shown: BinaryMatrix

    init() throws {
        expected = try fixture("published", as: Fixture.self)
        let clicks = try fixture("baselines", as: Clicks.self)
        training = BinaryMatrix(columns: clicks.items, rows: clicks.training)
        shown = BinaryMatrix(columns: clicks.items, rows: clicks.shown)
    }

    /// Quotients up to one, of powers that are within 4e-6 of themselves and mostly much closer.
    @Test("normalized RP3β adds the same in sum for every click, to its nearest items alone")
    func normalizedWalks() {
        let model = RP3Beta(training: training, alpha: 1.1, beta: 0.6, neighbours: 4, isNormalized: true)
        #expect(largestDistance(dense(model.weights), expected.walks) < 4e-6)
    }

    /// As far as descent comes, like SLIM's own test.
    @Test("SLIM with an elastic net's settings has its largest weights")
    func elasticNet() {
        let settings = SLIM.Settings.elasticNet(alpha: 0.2, l1Ratio: 0.1, largest: 3, users: training.rows)
        let model = SLIM(
            ItemGram(training: training), l1: settings.l1, l2: settings.l2, keeping: settings.largest)
        #expect(largestDistance(dense(model.weights), expected.elasticNet) <= 2e-4 * (expected.elasticNet.max() ?? 0))
    }

    /// Scores up to one, as precise as in iALS's own test.
    @Test("iALS with a confidence scores as Hu, Koren and Volinsky's, but for the scale")
    func confidence() throws {
        let settings = IALS.Settings.confidence(4.7, factors: 4, regularization: 0.5, rounds: 5, seed: 0)
        let scale: Float = 5.7 / 4.7
        let model = try IALS(
            training: training,
            initial: Matrix(rows: 19, columns: 4, values: expected.initial.map { $0 / scale.squareRoot() }),
            IALS.Hyperparameters(
                unobservedWeight: settings.unobserved, regularization: settings.regularization,
                exponent: try #require(settings.exponent), rounds: try #require(settings.rounds)))
        let scores = try model.scores(for: shown).values.map { scale * $0 }
        #expect(largestDistance(scores, expected.scores) < 1e-5)
    }
}
