import Formatting
import LinearAlgebra
import Training
import VariationalAutoencoder

/// An autoencoder trained by a recipe, and whose weights recommend: the notebook's and the paper's models.
package struct TrainedAutoencoder: RecommenderSettings {
    package static let key = "trained"
    package static let version = trainingVersion

    package var recipe: Recipe
    package let kept: KeptWeights

    private enum CodingKeys: String, CodingKey {
        case recipe = "_0"
        case kept = "keeping"
    }

    package init(_ recipe: Recipe, keeping kept: KeptWeights) {
        self.recipe = recipe
        self.kept = kept
    }

    /// What the tries of a model differ in; nothing for a model that takes its last weights: none of those is tuned.
    package var label: String {
        let (architecture, training) = (recipe.architecture, recipe.training)
        guard kept == .best else { return "" }
        let common = [
            "batches of \(training.batchSize)", "rate \(decimal(training.adam.learningRate))",
            "dropout \(decimal(training.dropout))",
            "\(architecture.isVariational ? architecture.latent : architecture.hidden) dimensions",
        ]
        let own =
            architecture.isVariational
            ? "β to \(decimal(training.annealing.cap)) in \(decimal(Int(training.annealing.cap * Double(training.annealing.steps)))) updates"
            : "λ = \(decimal(training.objective.penalty))"
        return (common + [own]).joined(separator: ", ")
    }

    package var cost: Double {
        Double(recipe.training.epochs) * Double(recipe.architecture.hidden) / 800
            * (0.8 + 100 / Double(recipe.training.batchSize))
    }

    package var randomSeed: UInt32? { recipe.training.seed }
    package var isTrained: Bool { true }
    package func seeded(_ seed: UInt32) -> Self { Self(recipe.under(seed), keeping: kept) }

    package func ending(afterEpoch last: Int) -> Self {
        guard kept == .best else { return self }
        var shorter = self
        shorter.recipe.training.epochs = min(recipe.training.epochs, last)
        return shorter
    }

    package func fit(_ fitting: Fitting) throws -> Fitted {
        let validation = fitting.validation
        let training = try train(by: recipe, on: (fitting.training, validation), in: fitting.context) {
            fitting.context.report($0.share)
        }
        let model = kept == .best ? training.bestModel : training.model
        let epsilon = recipe.session(training: fitting.training.rows, validation: validation)
            .predictionEpsilon(afterEpochs: training.history.count)
        let use =
            recipe.architecture.isVariational
            ? model.latentUse(of: validation.input.clicks, threads: fitting.threads) : nil
        return Fitted(
            Autoencoder(model: model, recipe: recipe, epsilon: epsilon), ndcgs: training.ndcgs,
            klDivergence: use?.klDivergence)
    }
}

/// A trained model that recommends as its recipe says.
private struct Autoencoder: Recommender {
    let model: Model
    let recipe: Recipe
    let epsilon: RowDraws?

    func scores(for input: BinaryMatrix, threads: Threads) -> Matrix {
        recipe.scores(of: model, for: input, epsilon: epsilon, threads: threads)
    }
}
