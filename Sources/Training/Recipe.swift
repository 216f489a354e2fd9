import Interactions
import LinearAlgebra
import VariationalAutoencoder

/// Everything except the data that determines a training's result.
package struct Recipe: Sendable, Hashable, Codable {
    /// The sizes and layers of the model.
    package var architecture: Architecture
    /// How it is trained.
    package var training: TrainingSettings
    /// How z is taken when the model recommends.
    package var latent = LatentChoice.sample
    /// What is taken on the validation users after each epoch.
    package var monitor: Monitor = [.loss, .recall, .ndcg]

    /// What to take on the validation users.
    package struct Monitor: OptionSet, Sendable, Hashable, Codable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }

        /// The loss, which patience goes by.
        package static let loss = Monitor(rawValue: 1)
        /// Recall@20, as the notebook takes it.
        package static let recall = Monitor(rawValue: 2)
        /// NDCG@100 on what was held out of their inputs, which the best epoch goes by.
        package static let ndcg = Monitor(rawValue: 4)
    }

    /// Makes a recipe.
    package init(_ architecture: Architecture, _ training: TrainingSettings, latent: LatentChoice = .sample) {
        self.architecture = architecture
        self.training = training
        self.latent = latent
    }

    /// The model before its first update.
    package var start: Model {
        Model(architecture: architecture, initialization: training.initialization, seed: training.seed)
    }

    /// The random draws of a training on so many users, and of the predictions during it and after it.
    package func session(training users: Int, validation: FoldIn) -> KerasSession {
        KerasSession(
            architecture, training, training: users,
            validation: monitor.contains(.loss) ? validation.input.clicks.rows : 0)
    }

    /// The same recipe with chapter 12's repair: the cross-entropy summed over the movies.
    package var repaired: Recipe {
        var recipe = self
        recipe.training.objective.reduction = .sum
        return recipe
    }

    /// The same recipe under another seed.
    package func under(_ seed: UInt32) -> Recipe {
        var recipe = self
        recipe.training.seed = seed
        return recipe
    }

    /// The same recipe, watched otherwise.
    package func monitoring(_ monitor: Monitor) -> Recipe {
        var recipe = self
        recipe.monitor = monitor
        return recipe
    }

    /// What a model of this recipe makes of users' inputs: a score for each item (U, I).
    ///
    /// - Parameter epsilon: What z is drawn by where the recipe samples it.
    package func scores(of model: Model, for input: BinaryMatrix, epsilon: RowDraws?, threads: Threads) -> Matrix {
        model.predict(
            input, epsilon: latent == .sample ? epsilon : nil, likelihood: training.objective.likelihood,
            threads: threads)
    }
}

/// How z is taken from a user's posterior when a model recommends.
package enum LatentChoice: String, Sendable, Hashable, Codable, CaseIterable {
    /// One random draw, as the notebook's `predict` makes.
    case sample
    /// Its mean, as Liang et al. 2018 recommend (section 3.2).
    case mean
}

/// The epoch of a training whose weights are kept.
package enum KeptWeights: String, Sendable, Hashable, Codable, CaseIterable {
    /// The last one's, as the notebook keeps them.
    case last
    /// Those of the epoch of the highest NDCG@100 on the validation users.
    case best
}
