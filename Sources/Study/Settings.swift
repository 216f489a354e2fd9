import Training
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
    /// The users to validate on after each epoch, and those to test on at the end.
    package var validationUsers = UserCount.number(600)
    package var testUsers = UserCount.number(600)
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

    /// A user to recommend to in chapter 11, by id, whether trained on or not.
    package var user: String?

    /// Makes the notebook's settings.
    package init() {}

    /// The settings that are not the notebook's.
    package var changed: [Setting] {
        let notebook = Settings()
        return Setting.all.filter { $0.text(self) != $0.text(notebook) }
    }

    /// The same with their values, as the command line writes them.
    package var changes: [(option: String, value: String)] { changed.map { ($0.option, $0.text(self)) } }

    /// Whether everything that decides these parts of the study is the notebook's.
    func areTheNotebooks(in parts: Set<Setting.Part>) -> Bool { !changed.contains { parts.contains($0.part) } }

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
