import Cache
import Interactions
import LinearAlgebra
import Ranking
import Recommenders
import Study

/// A candidate fitted to all users' training clicks, and how it ranks what was held out of each.
struct HeldOutFit: CachedWork {
    static let name = "ncf"

    let key: Key
    private let split: LeaveOneOut
    private let itemCounts: ItemGram?

    struct Key: Encodable {
        let candidate: Candidate
        let split: String
    }

    /// - Parameters:
    ///   - digest: The split's.
    ///   - itemCounts: Made of the training clicks, so no part of the key.
    init(_ candidate: Candidate, to split: LeaveOneOut, _ digest: String, itemCounts: ItemGram? = nil) {
        key = Key(candidate: candidate, split: digest)
        self.split = split
        self.itemCounts = itemCounts
    }

    var version: String { type(of: key.candidate.settings).version }

    func result(_ context: WorkContext) throws -> HeldOutRankings {
        let (clicks, heldOut) = (split.train.clicks, split.heldOut)
        let fitted = try key.candidate.settings.fit(
            Fitting(to: clicks, validation: split.foldIn, itemCounts: itemCounts, in: context))
        let scores = try fitted.recommender.scores(for: clicks, threads: context.threads)
        return HeldOutRankings(
            candidates: HeldOutRanks(scores, heldOut: heldOut, among: split.candidates),
            all: HeldOutRanks(scores, heldOut: heldOut, excluding: clicks))
    }
}

/// Where held-out movies stand: among the candidates drawn for each user, and among all movies not shown of the user.
package struct HeldOutRankings: Sendable, Hashable, Codable {
    package let candidates: HeldOutRanks
    package let all: HeldOutRanks

    package init(candidates: HeldOutRanks, all: HeldOutRanks) {
        self.candidates = candidates
        self.all = all
    }
}

extension LeaveOneOut {
    /// Fits models and ranks what was held out, concurrently; results are cached.
    ///
    /// - Throws: `NotPositiveDefinite`; `Interrupted`, after checkpoints were written; `FileError`.
    package func rankings(
        of models: [NCFModel], in context: RunContext
    ) throws -> [Candidate: HeldOutRankings] {
        let itemCounts =
            models.contains { $0.candidate.settings.usesItemCounts }
            ? ItemGram(training: train.clicks, threads: context.threads) : nil
        let digest = digest
        // What takes longest begins first, so that all threads end at about the same time.
        let order = models.sorted { ($0.cost, $0.title) > ($1.cost, $1.title) }
        let rankings = try concurrentMap(
            order, threads: context.threads,
            report: { context.report(.advanced(.published, share: $0, doing: $1)) }
        ) { model, threads, progress in
            try context.result(
                of: HeldOutFit(model.candidate, to: self, digest, itemCounts: itemCounts), on: threads,
                report: progress)
        }
        return Dictionary(zip(order.map(\.candidate), rankings)) { first, _ in first }
    }
}
