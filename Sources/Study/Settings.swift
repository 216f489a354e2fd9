import Formatting
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

/// One of the settings: its name and help on the command line, the values it takes, and what of the study it decides.
package struct Setting: Sendable {
    /// The option without its dashes, such as `anneal-cap`.
    package let option: String
    /// What it is, for the command line's help.
    package let help: String
    /// What the help calls its value.
    package let valueName: String
    /// The values it takes, in words.
    package let expected: String
    /// What it decides.
    package let part: Part
    /// Where `Settings` hold it.
    package let key: PartialKeyPath<Settings> & Sendable

    /// Whether the value in some settings is one that the study can run with.
    package let isValid: @Sendable (Settings) -> Bool

    /// What of the study a setting decides.
    package enum Part: Sendable {
        /// The clicks, their order, the split and the mask.
        case clicks
        /// The sizes of the model.
        case sizes
        /// The training, apart from its seed.
        case training
        /// The seed of the training.
        case seed
        /// What chapters 11 to 14 look at beyond the notebook's training.
        case comparison
    }

    /// Values of a setting.
    private struct Values<Value> {
        let name: String
        let expected: String
        let contain: @Sendable (Value) -> Bool

        init(_ name: String, _ expected: String, _ contain: @escaping @Sendable (Value) -> Bool) {
            self.name = name
            self.expected = expected
            self.contain = contain
        }
    }

    private init<Value>(
        _ option: String, _ key: KeyPath<Settings, Value> & Sendable, _ values: Values<Value>, _ part: Part,
        _ help: String
    ) {
        self.option = option
        self.help = help
        self.part = part
        self.key = key
        valueName = values.name
        expected = values.expected
        isValid = { values.contain($0[keyPath: key]) }
    }

    /// The value in some settings, as the command line writes it.
    package func text(_ settings: Settings) -> String {
        switch settings[keyPath: key] {
        case let value as Double: decimal(value)
        case let value as String?: value ?? ""
        case let value: "\(value)"
        }
    }

    /// Every setting, in the order in which changes are told.
    package static let all = [
        Setting(
            "threshold", \.threshold, Values("rating", "a number") { $0.isFinite }, .clicks,
            "Lowest rating that counts as a click."),
        Setting(
            "minimum", \.minimum, Values("n", "0 to 1,000,000 clicks") { 0...1_000_000 ~= $0 }, .clicks,
            "Fewest clicks of a movie and of a user that are kept."),
        Setting(
            "shuffle-seed", \.shuffleSeed, Values("n", "a seed") { _ in true }, .clicks,
            "Seed of the shuffle of movies and users."),
        Setting(
            "seed", \.seed, Values("n", "a seed") { _ in true }, .seed,
            "Seed of every draw in training, as np.random.seed(n)."),
        Setting(
            "validation-users", \.validationUsers,
            Values("n", "a number of users or a share such as 10%") { _ in true },
            .clicks, "Users to validate on after each epoch, or their share, such as 10%."),
        Setting(
            "test-users", \.testUsers, Values("n", "a number of users or a share such as 10%") { _ in true },
            .clicks, "Users to test on at the end, or their share."),
        Setting(
            "withheld", \.withheld, Values("share", "a share from 0 to 1") { 0...1 ~= $0 }, .clicks,
            "Share of movies withheld from the inputs."),
        Setting(
            "hidden", \.hidden, Values("n", "1 to 16,384 units") { 1...16_384 ~= $0 }, .sizes,
            "Units of the hidden layers."),
        Setting(
            "latent", \.latent, Values("n", "1 to 16,384 dimensions") { 1...16_384 ~= $0 }, .sizes,
            "Dimensions of the latent space."),
        Setting(
            "dropout", \.dropout, Values("share", "a share from 0 to below 1") { 0..<1 ~= $0 }, .training,
            "Share of clicks that dropout removes."),
        Setting(
            "anneal-cap", \.annealCap, Values("beta", "0 or more") { $0 >= 0 && $0.isFinite }, .training,
            "Largest weight β of the divergence."),
        Setting(
            "anneal-steps", \.annealSteps,
            Values("n", "0 to 1,000,000,000 updates") { 0...1_000_000_000 ~= $0 }, .training,
            "Updates over which β would rise to 1; 0 starts it at its cap."),
        Setting(
            "epochs", \.epochs, Values("n", "1 to 100,000") { 1...100_000 ~= $0 }, .training,
            "Largest number of epochs."),
        Setting(
            "batch-size", \.batchSize, Values("n", "1 to 65,536 users") { 1...65_536 ~= $0 }, .training,
            "Users of a batch."),
        Setting(
            "learning-rate", \.learningRate, Values("rate", "more than 0") { $0 > 0 && $0.isFinite }, .training,
            "Adam's step size."),
        Setting(
            "patience", \.patience, Values("n", "1 to 100,000 epochs") { 1...100_000 ~= $0 }, .training,
            "Epochs that the validation loss may fail to improve before training stops."),
        Setting(
            "masks", \.masks, Values("n", "1 or 2") { 1...2 ~= $0 }, .training,
            "Dropout masks of a training step: 2 as in the notebook, or 1."),
        Setting(
            "first-update", \.firstUpdate, Values("n", "1 or 2") { 1...2 ~= $0 }, .training,
            "Number that Adam's first update counts as: 2 as in the notebook, or 1."),
        Setting(
            "seeds", \.seeds, Values("a-b", "seeds such as 0-19") { _ in true }, .comparison,
            "Seeds of the trainings that chapters 12 and 14 compare."),
        Setting(
            "paper-epochs", \.paperEpochs, Values("n", "1 to 100,000") { 1...100_000 ~= $0 }, .comparison,
            "Epochs of the paper's models in chapter 13."),
        Setting(
            "user", \.user, Values("id", "the id of a user in the ratings") { $0?.isEmpty != true }, .comparison,
            "A user to recommend movies to in chapter 11, whether trained on or not."),
    ]

    /// The setting that `Settings` hold under a key.
    ///
    /// - Precondition: the key is that of a setting.
    package static func of(_ key: PartialKeyPath<Settings>) -> Setting {
        guard let setting = all.first(where: { $0.key == key }) else {
            preconditionFailure("every setting is among all of them")
        }
        return setting
    }
}
