import Recommenders
import Testing
import VariationalAutoencoder

@Suite struct PaperTrainingTests {
    @Test("β rises over a run as it does over the authors'")
    func annealing() {
        // 116,677 users of MovieLens 20M train, in 234 batches of 500.
        let authors = PaperTraining(users: 116_677, items: 20_108, epochs: 200, seed: 1)
        #expect(authors.batches == 234 && authors.annealSteps == 200_000)
        let here = PaperTraining(users: 4834, items: 3125, epochs: 200, seed: 1)
        // 200,000 · 2000 / 46,800
        #expect(here.batches == 10 && here.annealSteps == 8547)
    }

    @Test("the models have the authors' sizes and settings")
    func models() {
        let training = PaperTraining(users: 4834, items: 3125, epochs: 200, seed: 1)
        let vae = training.multVAE(training.toBest)
        // 3125 · 600 + 600, twice 600 · 200 + 200, 200 · 600 + 600, 600 · 3125 + 3125
        #expect(vae.architecture.parameterCount == 1_875_600 + 240_400 + 120_600 + 1_878_125)
        #expect(
            vae.training.objective == Objective(.multinomial, .sum) && vae.latent == .mean
                && vae.training.initialization == .paper)
        let dae = training.multDAE()
        #expect(dae.architecture.parameterCount == 3125 * 200 + 200 + 200 * 3125 + 3125)
        #expect(dae.training.objective == Objective(.multinomial, .sum, penalty: 2e-5))
        for recipe in [vae, dae] {
            #expect(
                recipe.training.batchSize == 500 && recipe.training.epochs == 200 && recipe.training.patience == nil)
            #expect(recipe.training.adam == Adam(learningRate: 1e-3, epsilon: 1e-8) && recipe.training.dropout == 0.5)
        }
    }
}
