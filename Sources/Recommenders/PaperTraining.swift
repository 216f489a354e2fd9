import Training
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

    /// The updates of an epoch.
    package var batches: Int { (users + Self.batchSize - 1) / Self.batchSize }

    /// The same for another number of epochs.
    package func lasting(_ epochs: Int) -> PaperTraining {
        PaperTraining(users: users, items: items, epochs: epochs, seed: seed)
    }

    /// The updates over which β would rise to 1, so that it is at any share of the run what the authors' is there.
    package var annealSteps: Int {
        Int((Double(Self.authorsSteps) * Double(epochs * batches) / Double(Self.authorsUpdates)).rounded())
    }

    /// Mult-VAE^PR: items → 600 → K → 600 → items, where the authors' K is 200.
    package func multVAE(_ annealing: AnnealingSchedule, latent: Int = 200) -> Recipe {
        recipe(
            Architecture(items: items, hidden: 600, latent: latent, activation: .tanh, normalizesInput: true),
            Objective(.multinomial, .sum), annealing)
    }

    /// Mult-DAE: items → K → items, where the authors' K is 200, with λ times the squared weights added to the loss, where
    /// their λ is 0.01 / 500.
    package func multDAE(latent: Int = 200, penalty: Double = 0.01 / Double(batchSize)) -> Recipe {
        recipe(
            .denoising(items: items, hidden: latent), Objective(.multinomial, .sum, penalty: penalty),
            AnnealingSchedule(cap: 0, steps: 0, counting: .updatesOfTheRun))
    }

    /// β as the authors raise it: to 0.2, which it reaches after 85% of the run.
    package var toBest: AnnealingSchedule {
        AnnealingSchedule(cap: 0.2, steps: annealSteps, counting: .updatesOfTheRun)
    }

    /// The epoch, of the run annealed to 1, in which β gets there: 80 of 200, as in the paper's figure 1.
    package var epochsToOne: Int { max(1, epochs * 2 / 5) }

    /// β raised to 1, as in the paper's figure 1.
    package var toOne: AnnealingSchedule {
        AnnealingSchedule(cap: 1, steps: epochsToOne * batches, counting: .updatesOfTheRun)
    }

    /// β = 1 throughout.
    package var atOne: AnnealingSchedule { AnnealingSchedule(cap: 1, steps: 0, counting: .updatesOfTheRun) }

    private func recipe(
        _ architecture: Architecture, _ objective: Objective, _ annealing: AnnealingSchedule
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
