import Statistics

/// A row of chapter 13's table: a model with its settings, trained under one seed or several.
package struct ContestRow: Sendable {
    package let model: ContestModel
    /// The model with its settings, under the first seed.
    package let candidate: Candidate
    /// What each seed gave, at least one.
    package let runs: [Outcome]

    package init(_ model: ContestModel, _ candidate: Candidate, _ runs: [Outcome]) {
        precondition(!runs.isEmpty, "a row has a run")
        self.model = model
        self.candidate = candidate
        self.runs = runs
    }

    /// The first run's model, to be fitted anew: a training that keeps the best epoch ends so many epochs after the recorded
    /// one.
    package func candidate(waiting patience: Int) -> Candidate {
        guard case .trained(var recipe, .best) = candidate else { return candidate }
        recipe.training.epochs = min(recipe.training.epochs, runs[0].bestEpoch + patience)
        return .trained(recipe, keeping: .best)
    }

    /// NDCG@100 of each test user in each run.
    package var ndcgs: [[Double?]] { runs.map(\.test.ndcg) }

    /// NDCG, Recall@20 and Recall@50: each user's mean over the runs, averaged over users; nil where the movies are too few.
    package var averages: [Average?] {
        let recalls = [20, 50].map { k in
            runs.compactMap { $0.test.recall(at: k) }
        }
        return ([ndcgs] + recalls).map { $0.isEmpty ? nil : Average(averagedByUser($0)) }
    }

    /// The standard deviation of the runs' mean NDCG@100; nil for one run.
    package var deviationOfSeeds: Double? {
        runs.count > 1 ? Spread(runs.map(\.meanNDCG))?.standardDeviation : nil
    }
}

extension Settings {
    /// Whether a run is long enough to try several settings.
    package var triesSettings: Bool { paperEpochs >= 20 }

    /// The notebook's model and training for the paper's users, with the last weights and z drawn at random: as
    /// published, and repaired as in chapter 12, with the cross-entropy summed.
    package func notebookCandidates(items: Int) -> (asPublished: Candidate, repaired: Candidate) {
        let published = recipe(items: items).monitoring(.loss)
        return (.trained(published, keeping: .last), .trained(published.repaired, keeping: .last))
    }
}
