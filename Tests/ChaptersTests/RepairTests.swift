import Chapters
import Foundation
import Interactions
import LinearAlgebra
import Random
import Ranking
import Testing
import VariationalAutoencoder

@Suite struct RepairTests {
    /// The claims of chapters 11 and 12 on a short run, under one seed, on the synthetic ratings: users there have tastes
    /// that their clicks tell, so a model that learns has to beat popularity.
    @Test("the notebook's model collapses, and the smallest repair makes it learn")
    func collapseAndRepair() throws {
        let ratings = try parseRatings(syntheticRatings(), named: "synthetic ratings", threads: 2)
        let clicks = ratings.binarized().pivot().filtered(minimumPerMovie: 5, minimumPerUser: 5).shuffled(seed: 42)
        let users = try clicks.split(validation: 600, test: 600)
        let test = users.test.withholding(fraction: 0.2)
        let protocols = TestProtocols(test, ratings: ratings, settings: Settings())
        var training = TrainingSettings()
        training.epochs = 6
        let published = Recipe(Architecture(items: clicks.movies.count, hidden: 120, latent: 40), training)
        let variants = [
            Variant("as published", published),
            Variant("multinomial, summed", published) { $0.objective = Objective(.multinomial, .sum) },
        ]
        let (results, popularity) = try scratch { kept in
            let resources = Resources(threads: Threads(2), kept: kept)
            let popular = Popularity(training: users.train.clicks)
            return (
                try results(
                    of: variants, under: [0], on: users.train.clicks, validation: users.validation.withholding(fraction: 0.2),
                    test: protocols, with: resources, report: { _ in }),
                protocols.judgements(threads: resources.threads) { popular.scores(for: $0, threads: resources.threads) }
            )
        }
        print(results.map(\.divergence))
        for result in results { for name in TestProtocol.allCases { print(result.variant.name, name, difference(result.recall(name), minus: popularity[name]!.recall, seed: 1)!, difference(result.recall(name), minus: results[0].recall(name), seed: 1)!) } }
    }

    @Test("a variant tells its changes as a diff, and how it is read changes no training")
    func changes() {
        let published = Recipe(Architecture(items: 8, hidden: 4, latent: 2), TrainingSettings())
        let base = Variant("as published", published)
        let changed = Variant("two", published, latent: .mean) { $0.objective.reduction = .sum }
        #expect(base.changes(from: base).isEmpty)
        #expect(
            changed.difference(from: base)
                == "- objective.reduction = .mean\n+ objective.reduction = .sum\n- latent = .sample\n+ latent = .mean")
        #expect(Variant("", published, latent: .mean).recipe == base.recipe)
        #expect(Variant("", published, weights: .best).recipe == base.recipe)
        // The best epoch is chosen with z as it will be taken, so here the recipe is another.
        #expect(Variant("", published, weights: .best, latent: .mean).recipe != base.recipe)
    }

    /// Four movies, of which the first is withheld from everyone, and one user who clicked 0, 1 and 2.
    @Test("three protocols on one user")
    func protocols() {
        let user = ClickMatrix(users: [1], movies: [10, 11, 12, 13], clicks: BinaryMatrix(columns: 4, rows: [[0, 1, 2]]))
        let masked = user.withholding(fraction: 0.25)
        let own = FoldIn(
            input: ClickMatrix(users: [1], movies: user.movies, clicks: BinaryMatrix(columns: 4, rows: [[0, 1]])),
            heldOut: ClickMatrix(users: [1], movies: user.movies, clicks: BinaryMatrix(columns: 4, rows: [[2]])),
            target: user, withheldMovies: 0)
        let test = TestProtocols(notebook: masked, foldIn: own)
        let judgements = test.judgements(threads: Threads(1)) { _ in Matrix(rows: 1, columns: 4, values: [1, 3, 2, 4]) }
        // By score: 3, 1, 2, 0. Every click is found among four; what ranks it tells the NDCG, 1 / log₂(rank + 1) for one click.
        #expect(judgements[.notebook]?.recall == [1])
        let three = (1 / log2(3.0) + 1 / log2(4) + 1 / log2(5)) / (1 + 1 / log2(3) + 1 / log2(4))
        #expect(abs((judgements[.notebook]?.ndcg[0] ?? 0) - three) < 1e-15)
        // Without 1 and 2, which were shown: 3, then 0.
        #expect(judgements[.withheldBlock]?.ndcg == [1 / log2(3)])
        // Without 0 and 1: 3, then 2.
        #expect(judgements[.foldIn]?.ndcg == [1 / log2(3)])
    }

    @Test("results are the same on any threads, and found again without a training")
    func keptResults() throws {
        let generator = Philox4x32(seed: 3)
        let rows = (0..<60).map { row in (0..<30).filter { generator(SIMD4(UInt32(row), UInt32($0), 0, 0)).x % 3 == 0 } }
        let clicks = ClickMatrix(
            users: Array(0..<60), movies: Array(0..<30), clicks: BinaryMatrix(columns: 30, rows: rows))
        let users = try clicks.split(validation: 10, test: 10)
        var random = RandomState(seed: 1)
        let test = TestProtocols(
            notebook: users.test.withholding(fraction: 0.2), foldIn: users.test.holdingOut(fraction: 0.2, using: &random))
        var training = TrainingSettings()
        (training.epochs, training.batchSize) = (3, 16)
        let published = Recipe(Architecture(items: 30, hidden: 6, latent: 3), training)
        let variants = [
            Variant("as published", published), Variant("best", published, weights: .best),
            Variant("summed", published) { $0.objective.reduction = .sum },
        ]
        func runs(_ threads: Int, _ kept: Kept, _ interruption: Interruption = .never) throws -> [[SeedResult]] {
            try results(
                of: variants, under: 0...2, on: users.train.clicks, validation: users.validation.withholding(fraction: 0.2),
                test: test, with: Resources(threads: Threads(threads), kept: kept, interruption: interruption),
                report: { _ in }
            ).map(\.runs)
        }
        let one = try scratch { try runs(1, $0) }
        try scratch { kept in
            #expect(try runs(3, kept) == one)
            // Whoever trains is interrupted.
            #expect(try runs(2, kept, Interruption { true }) == one)
        }
        #expect(Set(one.joined()).count == 6, "two recipes under three seeds")
        #expect(one[0] == one[1])
    }

    /// Lends an empty collection of results.
    private func scratch<Value>(_ body: (Kept) throws -> Value) rethrows -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body(Kept(folder: folder))
    }
}
