import LinearAlgebra
import Random
import Ranking
import Recommenders
import Testing
import TestSupport

/// Against NumPy in double precision: `Fixtures/baselines.py`.
@Suite struct BaselineTests {
    struct Fixture: Decodable {
        let items: Int
        let training, shown: [[Int]]
        let gram: [Float]
        let easeWeights, easeScores: [Double]
        let knnScores, knnShrunkScores: [Double]
    }

    let expected: Fixture
    let training: BinaryMatrix
    let shown: BinaryMatrix
    let gram: ItemGram

    init() throws {
        expected = try fixture("baselines", as: Fixture.self)
        training = BinaryMatrix(columns: expected.items, rows: expected.training)
        shown = BinaryMatrix(columns: expected.items, rows: expected.shown)
        gram = ItemGram(training: training)
    }

    @Test("popular items first, the same for everyone")
    func popularity() {
        let popularity = Popularity(training: BinaryMatrix(columns: 4, rows: [[1, 3], [1, 2], [3]]))
        #expect(popularity.scores == [0, 2, 1, 2])
        #expect(popularity.ranked == [1, 3, 2, 0])
        let scores = popularity.scores(for: BinaryMatrix(columns: 4, rows: [[], [0, 1]]))
        #expect(scores == Matrix(rows: 2, columns: 4, values: [0, 2, 1, 2, 0, 2, 1, 2]))
    }

    @Test("co-occurrences are counted exactly")
    func coOccurrences() {
        #expect(gram.counts.values == expected.gram)
        #expect((0..<expected.items).map { gram.clicks(of: $0) } == training.columnSums.map { Float($0) })
    }

    /// Weights up to 0.23 from a system with a condition number of 6: a few times single precision's 6e-8.
    @Test("EASE as NumPy has it")
    func ease() throws {
        let ease = try EASE(gram, regularization: 20)
        #expect(largestDistance(ease.weights.values, expected.easeWeights) < 5e-7)
        #expect(largestDistance(ease.scores(for: shown).values, expected.easeScores) < 1e-6)
        #expect((0..<expected.items).allSatisfy { ease.weights[$0, $0] == 0 })
    }

    /// With λ = 0 the item without clicks, the nineteenth, leaves a row of zeros.
    @Test("EASE without regularization fails where an item has no clicks")
    func singularEASE() {
        #expect(throws: NotPositiveDefinite(order: 19, minor: 19)) { try EASE(gram, regularization: 0) }
    }

    @Test("initial factors are uniform on ±1/√K and those of their seed")
    func initialFactors() {
        let factors = IALS.initialFactors(items: 1000, factors: 16, generator: Philox4x32(seed: 3))
        #expect(factors == IALS.initialFactors(items: 1000, factors: 16, generator: Philox4x32(seed: 3)))
        #expect(factors != IALS.initialFactors(items: 1000, factors: 16, generator: Philox4x32(seed: 4)))
        let values = factors.values.map { Double($0) }
        let count = Double(values.count)
        #expect(values.allSatisfy { abs($0) <= 0.25 })
        // 16,000 draws of variance 1/48: the mean within four standard errors, the variance within 4%.
        #expect(abs(values.reduce(0, +) / count) < 4 * (1 / 48 / count).squareRoot())
        let variance = values.reduce(0) { $0 + $1 * $1 } / count
        #expect(abs(variance * 48 - 1) < 0.04)
    }

    /// Sums of a few similarities of at most one.
    @Test("item-kNN as NumPy has it")
    func itemKNN() {
        let plain = ItemKNN(gram, neighbours: 4)
        #expect(largestDistance(plain.scores(for: shown).values, expected.knnScores) < 1e-6)
        let shrunk = ItemKNN(gram, neighbours: 4, shrinkage: 10)
        #expect(largestDistance(shrunk.scores(for: shown).values, expected.knnShrunkScores) < 1e-6)
    }

    @Test("more neighbours than there are items are all of them")
    func allNeighbours() {
        #expect(ItemKNN(gram, neighbours: 1000) == ItemKNN(gram, neighbours: 18))
    }

    @Test("a user shown with nothing scores nothing, but for popularity")
    func emptyUser() throws {
        let nobody = BinaryMatrix(columns: expected.items, rows: [[Int]]([[]]))
        let initial = IALS.initialFactors(items: expected.items, factors: 3, generator: Philox4x32(seed: 1))
        let recommenders: [any Recommender] = [
            try EASE(gram, regularization: 1), ItemKNN(gram, neighbours: 3),
            try IALS(
                training: training, initial: initial, IALS.Hyperparameters(unobservedWeight: 1, regularization: 1)),
        ]
        for recommender in recommenders {
            let scores = try recommender.scores(for: nobody, threads: Threads(1))
            #expect(scores == Matrix(rows: 1, columns: expected.items))
        }
    }

    @Test("the same bits on any number of threads", arguments: [2, 3, 8])
    func threads(count: Int) throws {
        let training = longTailedClicks(users: 301, items: 133, seed: 5)
        let shown = longTailedClicks(users: 67, items: 133, seed: 6)
        func everything(_ threads: Threads) throws -> [Matrix] {
            let gram = ItemGram(training: training, threads: threads)
            let knn = ItemKNN(gram, neighbours: 20, threads: threads)
            let ease = try EASE(gram, regularization: 10)
            return [
                gram.counts, knn.scores(for: shown, threads: threads), ease.scores(for: shown, threads: threads),
            ]
        }
        #expect(try everything(Threads(1)) == everything(Threads(count)))
    }
}
