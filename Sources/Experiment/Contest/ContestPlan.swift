import Random
import VariationalAutoencoder

/// Everything that the contest fits: the tries by which settings are chosen, the rows of the table under their seeds, and the
/// curves of the paper's figure 1.
package struct ContestPlan {
    /// The paper's models with their authors' settings.
    package let training: PaperTraining
    /// How many settings of each model are tried.
    package let tries: Int
    /// The seeds of the rows that draw at random.
    package let seeds: [UInt32]
    private let settings: Settings

    /// The tries of each model and the seeds of each row in the tracked recording.
    package static let recorded = (tries: 20, seeds: 5)

    /// Makes the plan of so many tries and seeds for these users.
    package init(
        _ settings: Settings, _ splits: PaperSplits, tries: Int = recorded.tries, seeds: Int = recorded.seeds
    ) {
        let shape = splits.parts.train.shape
        training = PaperTraining(
            users: shape.users, items: shape.movies, epochs: settings.paperEpochs, seed: settings.seed)
        self.tries = tries
        self.seeds = (0..<UInt32(seeds)).map { settings.seed &+ $0 }
        self.settings = settings
    }

    /// The seed of the search, and the epochs of its trainings: half of the authors', which costs half as much.
    package static let searchSeed: UInt64 = 2018
    package var searched: PaperTraining { training.lasting(max(1, training.epochs / 2)) }

    /// Where a model's settings are searched; nil for one that is not tuned.
    package func space(of model: ContestModel) -> SearchSpace? { SearchSpace(model, searched) }

    /// The settings of a model that are tried, in the order in which they are drawn; fewer for a shorter search.
    package func tries(of model: ContestModel) -> [Candidate] {
        guard let space = space(of: model), let place = ContestModel.tuned.firstIndex(of: model) else { return [] }
        let generator = Philox4x32(seed: Self.searchSeed << 8 + UInt64(place))
        return (0..<tries).map { space.candidate($0, generator: generator) }
    }

    /// The rows whose settings are given: the notebook's model and the paper's, with their authors' settings.
    package var given: [(model: ContestModel, candidate: Candidate)] {
        let ours = settings.notebookCandidates(items: training.items)
        return [
            (.asPublished, ours.asPublished), (.repaired, ours.repaired), (.popularity, .popularity),
            (.multDAE, .trained(training.multDAE(), keeping: .best)),
            (.multVAE, .trained(training.multVAE(training.toBest), keeping: .best)),
        ]
    }

    /// A candidate under each of the seeds; once where it draws nothing.
    package func runs(of candidate: Candidate) -> [Candidate] {
        candidate.seed == nil ? [candidate] : seeds.map(candidate.under)
    }

    /// The schedules of the paper's figure 1.
    package var curves: [(name: String, candidate: Candidate)] {
        [("β = 1 throughout", training.atOne), ("annealed to 1", training.toOne), ("annealed to 0.2", training.toBest)]
            .map { ($0, .trained(training.multVAE($1), keeping: .best)) }
    }

    /// All that can be fitted before a setting is chosen.
    package var first: [Candidate] {
        ContestModel.tuned.flatMap { tries(of: $0) } + given.flatMap { runs(of: $0.candidate) }
            + curves.map(\.candidate)
    }

    /// The tuned rows under their seeds, by the outcomes of `first`.
    package func second(_ outcomes: [Candidate: Outcome]) -> [Candidate] {
        ContestModel.tuned.compactMap { best(of: tries(of: $0), outcomes) }.flatMap(runs)
    }

    /// The rows of the table, in its order, with the candidate that the validation users chose.
    package func rows(_ outcomes: [Candidate: Outcome]) -> [(model: ContestModel, candidate: Candidate)] {
        let given = Dictionary(uniqueKeysWithValues: given.map { ($0.model, $0.candidate) })
        return ContestModel.allCases.compactMap { model in
            (given[model] ?? best(of: tries(of: model), outcomes)).map { (model, $0) }
        }
    }
}

/// The candidate of the highest NDCG@100 on the validation users; the first of equal ones.
package func best(of candidates: [Candidate], _ outcomes: [Candidate: Outcome]) -> Candidate? {
    var best: (candidate: Candidate, validation: Double)?
    for candidate in candidates {
        guard let validation = outcomes[candidate]?.validation else { continue }
        if let best, validation <= best.validation { continue }
        best = (candidate, validation)
    }
    return best?.candidate
}
