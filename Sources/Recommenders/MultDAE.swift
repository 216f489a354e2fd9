extension ContestModel {
    /// The paper's denoising autoencoder with its authors' settings.
    package static let multDAE = ContestModel(
        "Mult-DAE", of: TrainedAutoencoder.self,
        settings: .given { _, paper in TrainedAutoencoder(paper.multDAE(), keeping: .best) })

    /// The same with its settings searched.
    package static let tunedDAE = ContestModel(
        "tuned Mult-DAE",
        of: TrainedAutoencoder.self,
        settings: .searched(number: 6) { paper in
            SearchSpace(TrainedAutoencoder.searched + [("λ", .logarithmic(1e-6...1e-4))]) { draw in
                var recipe = paper.multDAE(latent: Int(draw["latent dimensions"]), penalty: draw["λ"])
                recipe.training.take(draw)
                return TrainedAutoencoder(recipe, keeping: .best)
            }
        })
}
