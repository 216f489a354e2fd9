import Cache
import Recommenders
import Weave

/// A model by which NCF's held-out movies are ranked, with its settings and what was printed of it.
package struct NCFModel: ConcurrentJob {
    package let name: String
    package let candidate: Candidate
    /// The settings as those who chose them write them, and who they are.
    package let settings: String
    /// What was printed of it on this test set; nil where nothing is known to have been.
    package let printed: Printed?

    /// What somebody printed of a model.
    package struct Printed: Sendable, Hashable {
        /// HitRate@10 and NDCG@10 among the candidates.
        package let hitRate, ndcg: Double
        /// With how many decimals.
        package let places: Int
        package let by: String
        /// How near to it the same settings have to come; nil where theirs are others.
        package let tolerance: Tolerance?

        package init(_ hitRate: Double, _ ndcg: Double, places: Int = 4, by: String, _ tolerance: Tolerance? = nil) {
            self.hitRate = hitRate
            self.ndcg = ndcg
            self.places = places
            self.by = by
            self.tolerance = tolerance
        }
    }

    package init(
        _ name: String, _ candidate: Candidate, settings: String = "", printed: Printed? = nil
    ) {
        self.name = name
        self.candidate = candidate
        self.settings = settings
        self.printed = printed
    }

    package var title: String { [name, candidate.settings.label].filter { !$0.isEmpty }.joined(separator: ", ") }
    package var cost: Double { candidate.settings.cost }

    /// The same model under each of some seeds; once where it draws nothing.
    func seeded(_ seeds: [UInt32]) -> [NCFModel] {
        candidate.settings.randomSeed == nil ? [self] : seeds.map { with(candidate.seeded($0)) }
    }

    private func with(_ candidate: Candidate) -> NCFModel {
        NCFModel(name, candidate, settings: settings, printed: printed)
    }
}
