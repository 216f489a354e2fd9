import LinearAlgebra
import Recommenders
import Testing
import TestSupport

/// Against NumPy in double precision: `Fixtures/user_knn.py`, on the clicks of `Fixtures/baselines.py`.
@Suite struct UserKNNTests {
    struct Clicks: Decodable {
        let items: Int
        let training, shown: [[Int]]
    }

    struct Fit: Decodable {
        let neighbours: Int
        let shrinkage: Double
        let scores: [Double]
    }

    let training: BinaryMatrix
    let shown: BinaryMatrix

    init() throws {
        let clicks = try fixture("baselines", as: Clicks.self)
        training = BinaryMatrix(columns: clicks.items, rows: clicks.training)
        shown = BinaryMatrix(columns: clicks.items, rows: clicks.shown)
    }

    /// A score is a sum of at most k similarities; each of them and each sum is rounded by at most 6e-8 of the score.
    @Test("user-kNN as NumPy has it, with and without shrinkage", arguments: 0..<5)
    func scores(fit: Int) throws {
        let expected = try fixture("user_knn", as: [Fit].self)[fit]
        let model = UserKNN(training: training, neighbours: expected.neighbours, shrinkage: expected.shrinkage)
        let scores = model.scores(for: shown).values
        #expect(scores.count == expected.scores.count)
        let tolerance = 6e-8 * Double(min(expected.neighbours, training.rows) + 1)
        for (score, expected) in zip(scores, expected.scores) {
            #expect(abs(Double(score) - expected) <= tolerance * expected)
        }
    }

    @Test("of equally similar users the first are neighbours, and those without a common item never")
    func ties() {
        let training = BinaryMatrix(columns: 5, rows: [[4], [0, 1], [0, 2], [0, 3]])
        let shown = BinaryMatrix(columns: 5, rows: [[0], []])
        let two = UserKNN(training: training, neighbours: 2, shrinkage: 0.5).scores(for: shown)
        let similarity = Float(1 / (2.0.squareRoot() + 0.5))
        #expect(two.values == [2 * similarity, similarity, similarity, 0, 0] + [0, 0, 0, 0, 0])
        let all = UserKNN(training: training, neighbours: 9).scores(for: shown)
        #expect(all[0, 3] > 0 && all[0, 4] == 0)
    }

    @Test("the same bits on any number of threads", arguments: [2, 3, 8])
    func threads(count: Int) {
        let training = longTailedClicks(users: 301, items: 133, seed: 5)
        let shown = longTailedClicks(users: 67, items: 133, seed: 6)
        let model = UserKNN(training: training, neighbours: 20, shrinkage: 5)
        #expect(model.scores(for: shown, threads: Threads(count)) == model.scores(for: shown, threads: Threads(1)))
    }
}
