import VariationalAutoencoder

/// How the authors' code trains the paper's models, for a number of training users and movies.
///
/// Source: `VAE_ML20M_WWW2018.ipynb` of github.com/dawenl/vae_cf; Liang et al. 2018, section 4.3.
package struct PaperTraining {
    package let users: Int
    package let items: Int
    package let epochs: Int
    package let seed: UInt32

    package init(users: Int, items: Int, epochs: Int, seed: UInt32) {
        self.users = users
        self.items = items
        self.epochs = epochs
        self.seed = seed
    }

    /// `B`.
    package static let batchSize = 500
    /// The updates over which the authors' β would rise to 1, and those that they make in all: 234 batches of 116,677 users,
    /// 200 times.
    static let authorsSteps = 200_000
    package static let authorsUpdates = 46_800

    package var batches: Int { (users + Self.batchSize - 1) / Self.batchSize }

    /// The updates over which β would rise to 1, so that it is at any share of the run what the authors' is there.
    package var annealSteps: Int {
        Int((Double(Self.authorsSteps) * Double(epochs * batches) / Double(Self.authorsUpdates)).rounded())
    }

    /// Mult-VAE^PR: items → 600 → 200 → 600 → items.
    package func multVAE(_ annealing: AnnealingSchedule, epochs: Int? = nil) -> Recipe {
        recipe(
            Architecture(items: items, hidden: 600, latent: 200, activation: .tanh, normalizesInput: true),
            Objective(.multinomial, .sum), annealing, epochs: epochs ?? self.epochs)
    }

    /// Mult-DAE: items → 200 → items, λ = 0.01 / 500 times the squared weights added to the loss.
    package func multDAE() -> Recipe {
        recipe(
            .denoising(items: items, hidden: 200),
            Objective(.multinomial, .sum, penalty: 0.01 / Double(Self.batchSize)),
            AnnealingSchedule(cap: 0, steps: 0, counting: .updatesOfTheRun), epochs: epochs)
    }

    private func recipe(
        _ architecture: Architecture, _ objective: Objective, _ annealing: AnnealingSchedule, epochs: Int
    ) -> Recipe {
        var training = TrainingSettings()
        training.epochs = epochs
        training.batchSize = Self.batchSize
        training.dropout = 0.5
        training.patience = nil
        training.objective = objective
        training.initialization = .paper
        training.masks = 1
        training.adam = Adam(learningRate: 1e-3, epsilon: 1e-8)
        training.annealing = annealing
        training.seed = seed
        // Nothing but the best epoch is asked for.
        return Recipe(architecture, training, latent: .mean).monitoring(.ndcg)
    }
}

extension PaperTraining {
    /// The two other schedules of the paper's figure 1, shorter than the models in the table: β = 1 throughout, for a
    /// tenth of their epochs, and β annealed to 1 within a fifth of them and trained for a fortieth more.
    package var comparison: (atOne: Recipe, toOne: Recipe, reached: Int) {
        let reached = max(1, epochs / 5)
        return (
            multVAE(AnnealingSchedule(cap: 1, steps: 0, counting: .updatesOfTheRun), epochs: max(1, epochs / 10)),
            multVAE(
                AnnealingSchedule(cap: 1, steps: reached * batches, counting: .updatesOfTheRun),
                epochs: max(1, epochs * 9 / 40)),
            reached
        )
    }
}
