import Cache
import Foundation
import Interactions
import LinearAlgebra
import Synchronization
import Testing
import TestSupport
import Training
import VariationalAutoencoder

@Suite struct TrainTests {
    private let users: (train: BinaryMatrix, validation: FoldIn)
    private let recipe: Recipe

    init() {
        let clicks = longTailedClicks(users: 70, items: 24, seed: 1)
        let matrix = ClickMatrix(
            users: Array(0..<10), movies: Array(0..<24),
            clicks: BinaryMatrix(columns: 24, rows: (60..<70).map { clicks[row: $0].map(Int.init) }))
        users = (clicks.head(60), matrix.withholding(fraction: 0.2))
        var training = TrainingSettings()
        (training.epochs, training.batchSize, training.patience) = (5, 16, nil)
        recipe = Recipe(Architecture(items: 24, hidden: 6, latent: 3), training)
    }

    /// Trains, or stops before the epoch after so many.
    private func trained(_ checkpoint: Checkpoint, stoppingAfter last: Int? = nil) throws -> Training {
        let ended = Mutex(checkpoint.read(recipe)?.0.history.count ?? 0)
        let context = WorkContext(
            threads: Threads(1), checkpoint: checkpoint,
            interruption: Interruption { ended.withLock { $0 == last } })
        return try train(by: recipe, on: users, in: context) { progress in
            ended.withLock { $0 = progress.epoch.epoch }
        }
    }

    @Test("a training that is stopped after any epoch goes on from there, and ends the same", arguments: 0...4)
    func resumed(_ epoch: Int) throws {
        try withTemporaryFolder { (folder: String) throws in
            let whole = try trained(Checkpoint(folder + "/whole"))
            #expect(whole.history.map(\.epoch) == [1, 2, 3, 4, 5])
            #expect(whole.recalls.count == 5 && whole.ndcgs.count == 5)
            let checkpoint = Checkpoint(folder + "/stopped")
            #expect(throws: Interrupted(epoch: epoch)) { try trained(checkpoint, stoppingAfter: epoch) }
            #expect(checkpoint.read(recipe)?.0.history.count == (epoch == 0 ? nil : epoch))
            #expect(try trained(checkpoint) == whole)
        }
    }

    @Test("of two checkpoints the newer one counts, and the older one where that is damaged or of another recipe")
    func newest() throws {
        try withTemporaryFolder { (folder: String) throws in
            let checkpoint = Checkpoint(folder + "/stopped")
            let (even, odd) = ("\(folder)/stopped-even.checkpoint", "\(folder)/stopped-odd.checkpoint")
            #expect(throws: Interrupted(epoch: 1)) { try trained(checkpoint, stoppingAfter: 1) }
            let older = try Data(contentsOf: URL(fileURLWithPath: odd))
            #expect(throws: Interrupted(epoch: 2)) { try trained(checkpoint, stoppingAfter: 2) }
            try older.write(to: URL(fileURLWithPath: odd))
            #expect(checkpoint.read(recipe)?.0.history.count == 2)
            try Data(contentsOf: URL(fileURLWithPath: even)).dropLast().write(to: URL(fileURLWithPath: even))
            #expect(checkpoint.read(recipe)?.0.history.count == 1)
            let wider = Recipe(Architecture(items: 24, hidden: 7, latent: 3), recipe.training)
            #expect(checkpoint.read(wider)?.0.history.count == nil)
        }
    }

    @Test("what is not asked for is not watched, and the weights are the same")
    func unwatched() throws {
        try withTemporaryFolder { (folder: String) throws in
            let context = WorkContext(threads: Threads(1), checkpoint: Checkpoint(folder + "/unwatched"))
            let watched = try trained(Checkpoint(folder + "/watched"))
            let unwatched = try train(by: recipe.monitoring(.loss), on: users, in: context) { _ in }
            #expect(unwatched.recalls.isEmpty && unwatched.ndcgs.isEmpty)
            #expect(unwatched.model == watched.model && unwatched.history == watched.history)
        }
    }
}
