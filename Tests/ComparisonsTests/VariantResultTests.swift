import Cache
import Comparisons
import Foundation
import Interactions
import LinearAlgebra
import Random
import Ranking
import Recommenders
import Statistics
import Study
import Testing
import TestSupport
import Training
import VariationalAutoencoder

@Suite struct VariantResultTests {
    /// The claims of chapters 11 and 12 on a short run, under three seeds, on the synthetic ratings: users there have tastes
    /// that their clicks tell, so a model that learns has to beat popularity.
    @Test("the notebook's model collapses, and summing the cross-entropy makes it learn")
    func collapseAndRepair() throws {
        let ratings = try parseRatings(syntheticRatings(), named: "synthetic ratings", threads: 2).ratings
        let clicks = ratings.binarized().pivot().filtered(minimumPerMovie: 5, minimumPerUser: 5).shuffled(seed: 42)
        let users = try clicks.split(validation: 600, test: 600)
        let test = users.test.withholding(fraction: 0.2)
        let protocols = TestProtocols(test, inOrderOf: ratings.binarized())
        var training = TrainingSettings()
        training.epochs = 8
        // Longer steps than the notebook's, so that eight epochs do.
        training.adam.learningRate = 0.005
        let published = Recipe(Architecture(items: clicks.movies.count, hidden: 120, latent: 40), training)
        let variants = [
            Variant("as published", published),
            Variant("cross-entropy summed", published) { $0.objective.reduction = .sum },
        ]
        let popular = Popularity(training: users.train.clicks)
        let popularity = protocols.metrics(threads: Threads(2)) { popular.scores(for: $0, threads: Threads(2)) }
        let seeds: [UInt32] = [0, 1, 2]
        let subjects = Subjects(
            train: users.train.clicks, validation: users.validation.withholding(fraction: 0.2), test: protocols)
        let found = try scratch { kept in
            try subjects.results(
                of: variants.map { ($0, seeds) }, in: RunContext(threads: Threads(2), cache: kept))
        }
        // Less than it takes to tell two equally large groups of users apart.
        #expect(found[0].klDivergence < log(2))
        // The largest standard error that the mean of so many users' values between 0 and 1 can have: with 95% confidence the
        // published model is that close to a list for everybody, and the summed one gains more.
        let margin = 0.5 / Double(users.test.users.count).squareRoot()
        let gains = Gains(found, popularity: popularity, seed: 1)
        let rows = gains.of([
            ("as published", over: Gains.popularity), ("cross-entropy summed", over: "as published"),
        ])
        for measure in Measure.everyLeading {
            let published = try #require(rows[0][measure]).difference.interval
            #expect(published.lies(within: margin), "\(measure) \(published)")
            let summed = try #require(rows[1][measure]).difference.interval
            #expect(summed.lowerBound > margin, "\(measure) \(summed)")
        }
        #expect(smallestRepairs(found, gains).map(\.variant.name) == ["cross-entropy summed"])
    }

    @Test("results are the same on any threads, and found again without a training; who shares one has all its seeds")
    func keptResults() throws {
        let generator = Philox4x32(seed: 3)
        let rows = (0..<60).map { row in (0..<30).filter { generator(SIMD4(UInt32(row), UInt32($0), 0, 0)).x % 3 == 0 }
        }
        let clicks = ClickMatrix(
            users: Array(0..<60), movies: Array(0..<30), clicks: BinaryMatrix(columns: 30, rows: rows))
        let users = try clicks.split(validation: 10, test: 10)
        var random = RandomState(seed: 1)
        let test = TestProtocols(
            notebook: users.test.withholding(fraction: 0.2),
            foldIn: users.test.holdingOut(fraction: 0.2, using: &random))
        var training = TrainingSettings()
        (training.epochs, training.batchSize) = (3, 16)
        let published = Recipe(Architecture(items: 30, hidden: 6, latent: 3), training)
        let variants = [
            Variant("as published", published), Variant("best", published, weights: .best),
            Variant("summed", published) { $0.objective.reduction = .sum },
        ]
        let subjects = Subjects(
            train: users.train.clicks, validation: users.validation.withholding(fraction: 0.2), test: test)
        func runs(
            _ threads: Int, _ cache: ResultCache, _ interruption: Interruption = .never, variants some: [Variant]? = nil
        ) throws -> [[TrainedRun]] {
            try subjects.results(
                of: Array(zip(some ?? variants, [[0, 1, 2], [0], [0, 1]])),
                in: RunContext(threads: Threads(threads), cache: cache, interruption: interruption)
            ).map { $0.runs }
        }
        let one = try scratch { try runs(1, $0) }
        let (three, again) = try scratch { kept in
            // Whoever trains again is interrupted.
            (try runs(3, kept), try runs(2, kept, Interruption { true }))
        }
        #expect(three == one && again == one)
        #expect(one.map(\.count) == [3, 3, 2])
        #expect(Set(one.joined()).count == 5, "one recipe under three seeds, and one under two")
        #expect(one[0] == one[1])
        // Where nobody asks for the best epoch none is looked for, and the training is the same.
        let unwatched = try scratch { try runs(2, $0, variants: [variants[0]]) }[0]
        #expect(unwatched.allSatisfy(\.recalls.isEmpty) && one[0].allSatisfy { $0.recalls.count == 3 })
        #expect(unwatched.map(\.history) == one[0].map(\.history))
        #expect(unwatched.map { $0[.notebook, .foldIn] } == one[0].map { $0[.notebook, .foldIn] })
    }

    /// Lends an empty collection of results.
    private func scratch<Value>(_ body: (ResultCache) throws -> Value) throws -> Value {
        try withTemporaryFolder { try body(ResultCache(folder: $0)) }
    }
}
