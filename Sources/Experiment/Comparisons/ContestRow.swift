import VariationalAutoencoder

/// A model in the table, with the settings that validation chose.
package struct ContestRow {
    package let model: ContestModel
    package let outcome: Outcome

    package init(_ model: ContestModel, _ outcome: Outcome) {
        self.model = model
        self.outcome = outcome
    }
}

extension Contender {
    /// The row of the table.
    package func chosen(_ outcomes: [Candidate: Outcome]) -> ContestRow? {
        best(outcomes).map { ContestRow(model, $0.outcome) }
    }

    /// The same with one candidate, from the middle of its grid, where the run is far shorter than the paper's: a run to see
    /// that all works.
    package func shortened(_ settings: Settings) -> Contender {
        settings.triesGrids ? self : Contender(model, [candidates[candidates.count / 2]])
    }
}

extension Settings {
    /// Whether a run is long enough for the baselines to be tuned.
    package var triesGrids: Bool { paperEpochs >= 20 }

    /// The notebook's model and training with the paper's users, its last weights, z drawn at random: as published, and with
    /// chapter 12's repair, the cross-entropy summed.
    package func notebookCandidates(items: Int) -> (asPublished: Candidate, repaired: Candidate) {
        let published = recipe(items: items).monitoring(.loss)
        var repaired = published
        repaired.training.objective.reduction = .sum
        return (.trained(published, keeping: .last), .trained(repaired, keeping: .last))
    }
}
