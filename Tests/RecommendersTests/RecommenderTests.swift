import LinearAlgebra
import Random
import Ranking
import Recommenders
import Testing
import TestSupport

/// Against NumPy and SciPy in double precision: `Fixtures/recommenders.py`, on the clicks of `Fixtures/baselines.py`.
@Suite struct RecommenderTests {
    struct Clicks: Decodable {
        let items: Int
        let training, shown: [[Int]]
    }

    struct Fixture: Decodable {
        struct SLIMFit: Decodable {
            let l1, l2: Float
            let weights: [Double]
        }
        struct IALSFit: Decodable {
            let unobserved, regularization, exponent: Float
            let items, scores: [Double]
        }
        struct Concentration: Decodable {
            let k: Int
            let gini, novelty: Double
        }
        let knnScores, knnShrunkScores, walks, walkScores: [Double]
        let slim: [SLIMFit]
        let ialsInitial: [Float]
        let ials: [IALSFit]
        let easeWithDropout, denoising: [Double]
        let ranked: [[Int]]
        let concentration: [Concentration]
    }

    let expected: Fixture
    let training: BinaryMatrix
    let shown: BinaryMatrix
    let gram: ItemGram

    init() throws {
        expected = try fixture("recommenders", as: Fixture.self)
        let clicks = try fixture("baselines", as: Clicks.self)
        training = BinaryMatrix(columns: clicks.items, rows: clicks.training)
        shown = BinaryMatrix(columns: clicks.items, rows: clicks.shown)
        gram = ItemGram(training: training)
    }

    @Test("users who weigh one leave the counts as they are, and of weights the sums are kept")
    func weightedUsers() {
        #expect(ItemGram(training: training, weightingUsersBy: training.rowSums.map { _ in 1 }) == gram)
        let small = BinaryMatrix(columns: 2, rows: [[0], [0, 1], [0, 1]])
        let weighted = ItemGram(training: small, weightingUsersBy: [1, 0.5, 4])
        #expect(weighted.counts.values == [5.5, 4.5, 4.5, 4.5])
        #expect(weighted.clicks(of: 0) == 5.5)
    }

    /// Sums of a few similarities of at most one; the kit's logarithm is within a unit in the last place.
    @Test("item-kNN with TF-IDF as NumPy has it")
    func tfIDF() {
        let weighted = ItemGram(training: training, weightingUsersBy: ItemGram.tfIDFWeights(of: training))
        let plain = ItemKNN(weighted, neighbours: 4)
        #expect(largestDistance(plain.scores(for: shown).values, expected.knnScores) < 1e-6)
        let shrunk = ItemKNN(weighted, neighbours: 4, shrinkage: 10)
        #expect(largestDistance(shrunk.scores(for: shown).values, expected.knnShrunkScores) < 1e-6)
    }

    /// Products of three powers, each within 4e-6 of itself and mostly much closer, up to 0.15; scores are sums of them.
    @Test("RP3β as NumPy has it")
    func rp3Beta() {
        let model = RP3Beta(training: training, alpha: 0.7, beta: 0.4, neighbours: 5)
        #expect(largestDistance(dense(model.weights), expected.walks) < 2e-7)
        #expect(largestDistance(model.scores(for: shown).values, expected.walkScores) < 1e-6)
    }

    @Test("for α = 1 and β = 0 the weights of a click on an item are the chances of a walk from it")
    func chances() {
        let model = RP3Beta(training: training, alpha: 1, beta: 0, neighbours: 100)
        let weights = Matrix(rows: 19, columns: 19, values: dense(model.weights))
        for item in 0..<18 {
            let returning = training.transposed()[row: item].reduce(Float(0)) {
                $0 + 1 / Float(training[row: Int($1)].count)
            }
            let chance = weights[row: item].reduce(0, +) + returning / gram.clicks(of: item)
            #expect(abs(chance - 1) < 1e-5)
        }
        #expect(weights[row: 18].allSatisfy { $0 == 0 })
    }

    /// Descent ends after steps of at most 1e-4 of the largest weight; if steps shrink by a third from sweep to sweep, all
    /// that would follow add up to twice that.
    @Test("SLIM as SciPy's non-negative least squares has it", arguments: 0..<4)
    func slim(fit: Int) {
        let expected = expected.slim[fit]
        let weights = dense(SLIM(gram, l1: expected.l1, l2: expected.l2).weights)
        #expect(largestDistance(weights, expected.weights) <= 2e-4 * (expected.weights.max() ?? 0))
        // What is zero is exactly so, and nothing else, but for what is within the tolerance of zero.
        #expect(zip(weights, expected.weights).allSatisfy { $0 > 0 || $1 < 1e-4 })
        #expect(zip(weights, expected.weights).allSatisfy { $1 > 0 || $0 < 1e-4 })
        #expect(weights.allSatisfy { $0 >= 0 })
    }

    /// More weights above zero than one round of descent takes in.
    @Test("SLIM's weights are best given the others, for many items")
    func slimOptimality() {
        let training = longTailedClicks(users: 2000, items: 300, seed: 8)
        let gram = ItemGram(training: training)
        let (l1, l2) = (Float(0), Float(1))
        let weights = Matrix(rows: 300, columns: 300, values: dense(SLIM(gram, l1: l1, l2: l2).weights))
        var most = 0
        for item in 0..<300 {
            let column = (0..<300).map { weights[$0, item] }
            let largest = column.max() ?? 0
            most = max(most, column.count { $0 > 0 })
            #expect(column[item] == 0)
            for other in 0..<300 where other != item {
                let explained = (0..<300).reduce(0) { $0 + Double(gram.counts[other, $1]) * Double(column[$1]) }
                let own = Double(gram.clicks(of: other))
                let gain = Double(gram.counts[other, item]) - explained + own * Double(column[other]) - Double(l1)
                let best = max(0, gain / (own + Double(l2)))
                // The tolerance, doubled since the weights before this one moved by as much after it was set.
                #expect(abs(best - Double(column[other])) <= 2e-4 * Double(largest))
            }
        }
        #expect(most > 64)
    }

    /// Factors and scores up to 0.9; nine times systems with condition numbers below 10 are solved, 6e-8 each.
    @Test("iALS as NumPy has it", arguments: 0..<2)
    func ials(fit: Int) throws {
        let expected = (expected.ialsInitial, expected.ials[fit])
        let model = try IALS(
            training: training, initial: Matrix(rows: 19, columns: 4, values: expected.0),
            IALS.Hyperparameters(
                unobservedWeight: expected.1.unobserved, regularization: expected.1.regularization,
                exponent: expected.1.exponent, rounds: 4))
        #expect(largestDistance(model.items.values, expected.1.items) < 5e-6)
        #expect(largestDistance(try model.scores(for: shown).values, expected.1.scores) < 5e-6)
    }

    @Test("iALS without regularization fails where an item has no factors")
    func singularIALS() {
        let hyperparameters = IALS.Hyperparameters(unobservedWeight: 0.1, regularization: 0)
        #expect(throws: NotPositiveDefinite(order: 2, minor: 1)) {
            try IALS(training: training, initial: Matrix(rows: 19, columns: 2), hyperparameters)
        }
    }

    /// Weights up to 0.2 from a system with a condition number of 23.
    @Test("EASE with dropout as NumPy has it, and without as ever")
    func easeWithDropout() throws {
        let model = try EASE(gram, regularization: 5, dropout: 0.4)
        #expect(largestDistance(model.weights.values, expected.easeWithDropout) < 1e-6)
        #expect(try EASE(gram, regularization: 5, dropout: 0) == EASE(gram, regularization: 5))
    }

    /// Weights up to 0.3.
    @Test("EASE with dropout is the best denoising model over every mask of eight items")
    func denoising() throws {
        let eight = training.selecting(rows: Array(0..<training.rows), columns: Array(0..<8))
        let model = try EASE(ItemGram(training: eight), regularization: 5, dropout: 0.4)
        #expect(largestDistance(model.weights.values, expected.denoising) < 1e-6)
    }

    @Test("Gini and novelty as NumPy has them", arguments: 0..<3)
    func concentration(row: Int) throws {
        let scores = expected.ranked.flatMap { list in
            (0..<19).map { item in Float(list.firstIndex(of: item).map { 19 - $0 } ?? 0) }
        }
        let lists = Recommendations(scores: Matrix(rows: 12, columns: 19, values: scores), depth: 6)
        let expected = expected.concentration[row]
        // Sums of 19 and of 72 numbers in another order.
        #expect(abs(try #require(lists.gini(at: expected.k)) - expected.gini) < 1e-14)
        #expect(abs(try #require(lists.novelty(at: expected.k, training: training)) - expected.novelty) < 1e-13)
    }

    @Test("a user shown with nothing scores nothing")
    func emptyUser() throws {
        let nobody = BinaryMatrix(columns: 19, rows: [[Int]]([[]]))
        let recommenders: [any Recommender] = [
            RP3Beta(training: training, alpha: 1, beta: 0.5, neighbours: 3), SLIM(gram, l1: 1, l2: 1),
            try IALS(
                training: training,
                initial: IALS.initialFactors(items: 19, factors: 3, generator: Philox4x32(seed: 1)),
                IALS.Hyperparameters(unobservedWeight: 0.1, regularization: 0.1)),
        ]
        for recommender in recommenders {
            #expect(try recommender.scores(for: nobody, threads: Threads(1)) == Matrix(rows: 1, columns: 19))
        }
    }

    @Test("the same bits on any number of threads", arguments: [2, 3, 8])
    func threads(count: Int) throws {
        let training = longTailedClicks(users: 301, items: 133, seed: 5)
        let shown = longTailedClicks(users: 67, items: 133, seed: 6)
        func everything(_ threads: Threads) throws -> [Matrix] {
            let gram = ItemGram(
                training: training, weightingUsersBy: ItemGram.tfIDFWeights(of: training), threads: threads)
            let walks = RP3Beta(training: training, alpha: 0.8, beta: 0.3, neighbours: 20, threads: threads)
            let slim = SLIM(ItemGram(training: training), l1: 0.5, l2: 2, threads: threads)
            let ials = try IALS(
                training: training,
                initial: IALS.initialFactors(items: 133, factors: 24, generator: Philox4x32(seed: 1)),
                IALS.Hyperparameters(unobservedWeight: 0.1, regularization: 0.01, rounds: 3), threads: threads)
            return [
                gram.counts, walks.scores(for: shown, threads: threads), slim.scores(for: shown, threads: threads),
                ials.items, try ials.scores(for: shown, threads: threads),
            ]
        }
        #expect(try everything(Threads(1)) == everything(Threads(count)))
    }
}

/// `I × I` weights, row by row.
func dense(_ weights: SparseItemWeights) -> [Float] {
    let items = weights.pairs.columns
    var values = [Float](repeating: 0, count: items * items)
    for item in 0..<items {
        for place in weights.pairs.rowStarts[item]..<weights.pairs.rowStarts[item + 1] {
            values[item * items + Int(weights.pairs.columnIndices[place])] = weights.values[place]
        }
    }
    return values
}
