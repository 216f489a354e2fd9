import VariationalAutoencoder

extension ContestModel {
    /// The paper's variational autoencoder with its authors' settings.
    package static let multVAE = ContestModel(
        "Mult-VAE", of: TrainedAutoencoder.self,
        settings: .given { _, paper in TrainedAutoencoder(paper.multVAE(paper.toBest), keeping: .best) })

    /// The same with its settings searched.
    package static let tunedVAE = ContestModel(
        "tuned Mult-VAE",
        of: TrainedAutoencoder.self,
        settings: .searched(number: 7) { paper in
            SearchSpace(
                TrainedAutoencoder.searched + [
                    ("largest β", .logarithmic(0.05...1)), ("share of the run in which it rises", .uniform(0.1...1)),
                ]
            ) { draw in
                var recipe = paper.multVAE(paper.toBest, latent: Int(draw["latent dimensions"]))
                recipe.training.take(draw)
                let updates = Double(paper.epochs * recipe.training.batches(of: paper.users))
                let cap = draw["largest β"]
                // The steps in which β would rise to 1.
                let steps = Int((draw["share of the run in which it rises"] * updates / cap).rounded())
                recipe.training.annealing = AnnealingSchedule(cap: cap, steps: steps, counting: .updatesOfTheRun)
                return TrainedAutoencoder(recipe, keeping: .best)
            }
        })
}

extension TrainedAutoencoder {
    /// What is searched of both of the paper's models, as `take` reads it.
    static let searched: [(String, SearchSpace.Dimension)] = [
        ("batch", .choice([100, 200, 500])), ("rate", .logarithmic(0.0003...0.003)), ("dropout", .uniform(0.2...0.8)),
        ("latent dimensions", .choice([50, 100, 200, 400])),
    ]
}

extension TrainingSettings {
    /// Takes batch size, learning rate and dropout from a draw.
    mutating func take(_ draw: SearchSpace.Draw) {
        batchSize = Int(draw["batch"])
        adam.learningRate = draw["rate"]
        dropout = Float(draw["dropout"])
    }
}
