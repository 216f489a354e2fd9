import Training
import VariationalAutoencoder

/// A way to train and to recommend, made from the notebook's by some change.
package struct Variant: Sendable, Hashable {
    /// What is changed, in a few words.
    package let name: String
    /// How it is trained.
    package let recipe: Recipe
    /// What of the training recommends.
    package let reading: Readout

    /// How many trainings chapter 12 needs where so many seeds may be used, for a forecast: fewer than variants times seeds, since
    /// some variants share one.
    package static func trainingsOfChapter(seeds: Int) -> Int { 9 * min(5, seeds) + 5 * min(3, seeds) }

    private init(name: String, recipe: Recipe, reading: Readout) {
        (self.name, self.recipe, self.reading) = (name, recipe, reading)
    }

    /// Makes a variant.
    ///
    /// - Parameters:
    ///   - name: What is changed, in a few words.
    ///   - published: The notebook's recipe.
    ///   - weights: The epoch whose weights recommend.
    ///   - latent: How z is taken when they do.
    ///   - change: Changes how the model is trained.
    package init(
        _ name: String, _ published: Recipe, weights: KeptWeights = .last, latent: LatentChoice = .sample,
        _ change: (inout TrainingSettings) -> Void = { _ in }
    ) {
        self.name = name
        reading = Readout(weights: weights, latent: latent)
        var recipe = published
        change(&recipe.training)
        // Only the choice of the best epoch asks for a look after each, and how z is taken then.
        recipe.latent = weights == .best ? latent : .sample
        self.recipe = weights == .best ? recipe : recipe.monitoring(.loss)
    }

    /// All its changes but one: a setting of the training is as in the recipe that was changed.
    ///
    /// - Parameter name: The change that is left out.
    package func but<Value>(
        _ name: String, _ setting: WritableKeyPath<TrainingSettings, Value>, as other: Recipe
    ) -> Variant {
        var recipe = recipe
        recipe.training[keyPath: setting] = other.training[keyPath: setting]
        return Variant(name: "all but \(name)", recipe: recipe, reading: reading)
    }

    /// All its changes but one of those in what recommends: the same training serves.
    ///
    /// - Parameter name: The change that is left out.
    package func but(_ name: String, weights: KeptWeights? = nil, latent: LatentChoice? = nil) -> Variant {
        Variant(
            name: "all but \(name)", recipe: recipe,
            reading: Readout(weights: weights ?? reading.weights, latent: latent ?? reading.latent))
    }

    /// All settings of its training and what of it recommends, as the code names them.
    private var settings: [(name: String, value: String)] {
        leaves(of: recipe.training) + leaves(of: reading)
    }

    /// The settings that are not as in another variant: how they are there, and how here.
    package func changes(from other: Variant) -> [(name: String, from: String, to: String)] {
        zip(other.settings, settings).filter { $0.value != $1.value }.map { ($0.name, $0.value, $1.value) }
    }

    /// The same as the lines of a diff.
    package func difference(from other: Variant) -> String {
        changes(from: other).map { "- \($0.name) = \($0.from)\n+ \($0.name) = \($0.to)" }.joined(separator: "\n")
    }
}

/// The stored properties of a value in the order of their declaration, those of its parts as `part.property`.
private func leaves(of value: Any, below path: String = "") -> [(name: String, value: String)] {
    Mirror(reflecting: value).children.flatMap { label, part in
        let name = path + (label ?? "")
        switch Mirror(reflecting: part).displayStyle {
        case .struct: return leaves(of: part, below: name + ".")
        case .enum: return [(name, ".\(part)")]
        case .optional: return [(name, Mirror(reflecting: part).children.first.map { "\($0.value)" } ?? "nil")]
        default: return [(name, "\(part)")]
        }
    }
}
