import Foundation
import VariationalAutoencoder

/// Everything about the study that a reader may change; as it is, it is the notebook's.
package struct Settings: Sendable, Hashable, Codable {
    /// The fewest stars of a rating that counts as a click.
    package var threshold = 4.0
    /// The fewest clicks of a movie and of a user that are kept.
    package var minimum = 5
    /// The seed of the shuffle of chapter 4.
    package var shuffleSeed: UInt32 = 42
    /// The seed of every draw in training, as `np.random.seed(seed)` before the notebook's cell 237.
    package var seed: UInt32 = 42
    /// The share of movies withheld from the validation and test inputs.
    package var withheld = 0.2
    /// `H`, the units of the hidden layers.
    package var hidden = 120
    /// `K`, the latent dimensions.
    package var latent = 40
    /// The share of clicks that dropout removes.
    package var dropout: Float = 0.5
    /// The largest β.
    package var annealCap = 0.2
    /// The updates over which β would rise to 1.
    package var annealSteps = 5000
    /// The largest number of epochs.
    package var epochs = 50
    /// `B`, the users of a batch.
    package var batchSize = 128
    /// Adam's step size.
    package var learningRate = 0.001
    /// How many epochs the validation loss may fail to improve.
    package var patience = 5
    /// How many dropout masks a training step draws, 1 or 2.
    package var masks = 2
    /// The number that Adam's first update counts as.
    package var firstUpdate = 2

    /// The seeds of the trainings that are compared with each other; the shuffle keeps its own.
    package var seeds = Seeds(0...19)
    /// The epochs of the paper's models.
    package var paperEpochs = 200

    /// Makes the notebook's settings.
    package init() {}

    /// The settings that differ from the notebook's, as the command line names them, in its order.
    package var changes: [(option: String, value: String)] {
        let notebook = Settings()
        var changes: [(option: String, value: String)] = []
        func compare<Value: Equatable>(_ option: String, _ path: KeyPath<Settings, Value>, _ text: (Value) -> String) {
            if self[keyPath: path] != notebook[keyPath: path] { changes.append((option, text(self[keyPath: path]))) }
        }
        compare("threshold", \.threshold) { decimal($0) }
        compare("minimum", \.minimum) { "\($0)" }
        compare("shuffle-seed", \.shuffleSeed) { "\($0)" }
        compare("seed", \.seed) { "\($0)" }
        compare("withheld", \.withheld) { decimal($0) }
        compare("hidden", \.hidden) { "\($0)" }
        compare("latent", \.latent) { "\($0)" }
        compare("dropout", \.dropout) { "\($0)" }
        compare("anneal-cap", \.annealCap) { decimal($0) }
        compare("anneal-steps", \.annealSteps) { "\($0)" }
        compare("epochs", \.epochs) { "\($0)" }
        compare("batch-size", \.batchSize) { "\($0)" }
        compare("learning-rate", \.learningRate) { decimal($0) }
        compare("patience", \.patience) { "\($0)" }
        compare("masks", \.masks) { "\($0)" }
        compare("first-update", \.firstUpdate) { "\($0)" }
        compare("seeds", \.seeds) { "\($0)" }
        compare("paper-epochs", \.paperEpochs) { "\($0)" }
        return changes
    }

    /// Whether everything that decides the clicks, their order, the split and the mask is the notebook's.
    var prepareAsTheNotebook: Bool {
        !changes.contains { ["threshold", "minimum", "shuffle-seed", "withheld"].contains($0.option) }
    }

    /// Whether the model has the notebook's sizes.
    var sizesAsTheNotebook: Bool { !changes.contains { ["hidden", "latent"].contains($0.option) } }

    /// The notebook's training of a model of so many movies.
    package func recipe(items: Int) -> Recipe {
        var training = TrainingSettings()
        training.epochs = epochs
        training.batchSize = batchSize
        training.dropout = dropout
        training.patience = patience
        training.masks = masks
        training.adam = Adam(learningRate: learningRate, firstUpdate: firstUpdate)
        training.annealing = AnnealingSchedule(cap: annealCap, steps: annealSteps, counting: .batchesOfTheEpoch)
        training.seed = seed
        return Recipe(Architecture(items: items, hidden: hidden, latent: latent), training)
    }
}
