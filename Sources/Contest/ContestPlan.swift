import Random
import Recommenders
import Study
import Training

/// Everything that the contest fits: the tries by which settings are chosen, the rows of the table under their seeds, and the
/// curves of the paper's figure 1.
package struct ContestPlan {
    /// The paper's models with their authors' settings.
    package let training: PaperTraining
    /// How many settings of each model are tried.
    package let tries: Int
    /// The seeds of the rows that draw at random.
    package let seeds: [UInt32]
    /// The notebook's training on the contest's movies.
    private let notebook: Recipe

    /// The tries of each model and the seeds of each row in the tracked recording.
    package static let recorded = (tries: 20, seeds: 5)

    /// Makes the plan of so many tries and seeds for these users.
    package init(
        _ settings: Settings, _ splits: PaperSplits, tries: Int = recorded.tries, seeds: Int = recorded.seeds
    ) {
        let shape = splits.parts.train.shape
        training = PaperTraining(
            users: shape.users, items: shape.movies, epochs: settings.paperEpochs, seed: settings.seed)
        notebook = settings.recipe(items: shape.movies).monitoring(.loss)
        self.tries = tries
        self.seeds = (0..<UInt32(seeds)).map { settings.seed &+ $0 }
    }

    /// The seed of the search, and the epochs of its trainings: half of the authors', which costs half as much.
    package static let searchSeed: UInt64 = 2018
    package var searched: PaperTraining { training.lasting(max(1, training.epochs / 2)) }

    /// Where a model's settings are searched; nil for one whose settings are given.
    package func space(of model: ContestModel) -> SearchSpace? {
        if case .searched(_, let space) = model.settings { space(searched) } else { nil }
    }

    /// The settings of a model that are tried, in the order in which they are drawn; fewer for a shorter search.
    package func tries(of model: ContestModel) -> [Entry] {
        guard case .searched(let number, let space) = model.settings else { return [] }
        let generator = Philox4x32(seed: Self.searchSeed << 8 + number)
        let drawn = space(searched)
        return (0..<tries).map { Entry(model, drawn.candidate($0, generator: generator)) }
    }

    /// The model's row where its settings are given.
    func given(_ model: ContestModel) -> Entry? {
        guard case .given(let settings) = model.settings else { return nil }
        return Entry(model, Candidate(settings(notebook, training)))
    }

    /// The rows whose settings are given: the notebook's models, popularity and the paper's, with their authors' settings.
    package var given: [Entry] { ContestModel.all.compactMap(given) }

    /// An entry under each of the seeds; once where it draws nothing.
    package func runs(of entry: Entry) -> [Entry] {
        entry.candidate.settings.randomSeed == nil ? [entry] : seeds.map(entry.seeded)
    }

    /// The schedules of the paper's figure 1.
    package var curves: [(name: String, entry: Entry)] {
        [("β = 1 throughout", training.atOne), ("annealed to 1", training.toOne), ("annealed to 0.2", training.toBest)]
            .map { name, schedule in
                let settings = TrainedAutoencoder(training.multVAE(schedule), keeping: .best)
                return (name, Entry(.multVAE, Candidate(settings)))
            }
    }

    /// All that can be fitted before a setting is chosen.
    package var first: [Entry] {
        ContestModel.searched.flatMap(tries) + given.flatMap(runs) + curves.map(\.entry)
    }

    /// The searched rows under their seeds, by the outcomes of `first`.
    package func second(_ outcomes: [Candidate: Outcome]) -> [Entry] {
        ContestModel.searched.compactMap { tries(of: $0).best(by: outcomes) }.flatMap(runs)
    }

    /// The rows of the table, in its order, with the settings that are given or that the validation users chose.
    package func rows(_ outcomes: [Candidate: Outcome]) -> [Entry] {
        ContestModel.all.compactMap { given($0) ?? tries(of: $0).best(by: outcomes) }
    }
}

extension [Entry] {
    /// The one with the highest NDCG@100 on the validation users; the first of equal ones.
    package func best(by outcomes: [Candidate: Outcome]) -> Entry? {
        var best: (entry: Entry, validation: Double)?
        for entry in self {
            guard let validation = outcomes[entry.candidate]?.validation else { continue }
            if let best, validation <= best.validation { continue }
            best = (entry, validation)
        }
        return best?.entry
    }
}
