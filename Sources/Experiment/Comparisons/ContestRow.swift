import VariationalAutoencoder

/// A row of the results table: a model with the settings chosen on the validation users.
package struct ContestRow {
    package let model: ContestModel
    package let outcome: Outcome

    package init(_ model: ContestModel, _ outcome: Outcome) {
        self.model = model
        self.outcome = outcome
    }
}

extension Contender {
    /// The contender's row of the results table, with its best candidate.
    package func chosen(_ outcomes: [Candidate: Outcome]) -> ContestRow? {
        best(outcomes).map { ContestRow(model, $0.outcome) }
    }

    /// The contender with only the candidate in the middle of its grid if the run is too short for tuning, else itself.
    package func shortened(_ settings: Settings) -> Contender {
        settings.triesGrids ? self : Contender(model, [candidates[candidates.count / 2]])
    }
}

extension Settings {
    /// Whether a run is long enough to tune the baselines.
    package var triesGrids: Bool { paperEpochs >= 20 }

    /// The notebook's model and training for the paper's users, with the last weights and z drawn at random: as
    /// published, and repaired as in chapter 12, with the cross-entropy summed.
    package func notebookCandidates(items: Int) -> (asPublished: Candidate, repaired: Candidate) {
        let published = recipe(items: items).monitoring(.loss)
        return (.trained(published, keeping: .last), .trained(published.repaired, keeping: .last))
    }
}
