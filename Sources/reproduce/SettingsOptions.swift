import ArgumentParser
import Study

/// The settings as options, each with the notebook's value.
package struct SettingsOptions: ParsableArguments {
    @Option(help: help(\.shuffleSeed)) var shuffleSeed = Settings().shuffleSeed
    @Option(help: help(\.seed)) var seed = Settings().seed
    @Option(help: help(\.threshold)) var threshold = Settings().threshold
    @Option(help: help(\.minimum)) var minimum = Settings().minimum
    @Option(help: help(\.validationUsers), transform: userCount) var validationUsers = Settings().validationUsers
    @Option(help: help(\.testUsers), transform: userCount) var testUsers = Settings().testUsers
    @Option(help: help(\.withheld)) var withheld = Settings().withheld
    @Option(help: help(\.hidden)) var hidden = Settings().hidden
    @Option(help: help(\.latent)) var latent = Settings().latent
    @Option(help: help(\.dropout)) var dropout = Settings().dropout
    @Option(help: help(\.annealCap)) var annealCap = Settings().annealCap
    @Option(help: help(\.annealSteps)) var annealSteps = Settings().annealSteps
    @Option(help: help(\.epochs)) var epochs = Settings().epochs
    @Option(help: help(\.batchSize)) var batchSize = Settings().batchSize
    @Option(help: help(\.learningRate)) var learningRate = Settings().learningRate
    @Option(help: help(\.patience)) var patience = Settings().patience
    @Option(help: help(\.masks)) var masks = Settings().masks
    @Option(help: help(\.firstUpdate)) var firstUpdate = Settings().firstUpdate
    @Option(help: help(\.seeds), transform: seeds) var seeds = Settings().seeds
    @Option(help: help(\.paperEpochs)) var paperEpochs = Settings().paperEpochs

    @Option(help: help(\.user)) var user: String?

    package init() {}

    /// The settings with what was given.
    package var settings: Settings {
        var settings = Settings()
        settings.shuffleSeed = shuffleSeed
        settings.seed = seed
        settings.threshold = threshold
        settings.minimum = minimum
        settings.validationUsers = validationUsers
        settings.testUsers = testUsers
        settings.withheld = withheld
        settings.hidden = hidden
        settings.latent = latent
        settings.dropout = dropout
        settings.annealCap = annealCap
        settings.annealSteps = annealSteps
        settings.epochs = epochs
        settings.batchSize = batchSize
        settings.learningRate = learningRate
        settings.patience = patience
        settings.masks = masks
        settings.firstUpdate = firstUpdate
        settings.seeds = seeds
        settings.paperEpochs = paperEpochs
        settings.user = user
        return settings
    }

    package func validate() throws {
        let settings = settings
        for setting in Setting.all where !setting.isValid(settings) {
            throw ValidationError("--\(setting.option) \(setting.text(settings)): expected \(setting.expected)")
        }
    }

    private static func help(_ key: PartialKeyPath<Settings>) -> ArgumentHelp {
        let setting = Setting.of(key)
        return ArgumentHelp("\(setting.help)", valueName: setting.valueName)
    }

    private static func userCount(_ text: String) throws -> UserCount {
        guard let count = UserCount(text) else {
            throw ValidationError("expected a number of users such as 600, or a share such as 10%, found \(text)")
        }
        return count
    }

    private static func seeds(_ text: String) throws -> Seeds {
        guard let seeds = Seeds(text) else { throw ValidationError("expected seeds such as 0-19, found \(text)") }
        return seeds
    }
}
