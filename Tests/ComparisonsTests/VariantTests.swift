import Comparisons
import Testing
import Training
import VariationalAutoencoder

@Suite struct VariantTests {
    @Test("a variant tells its changes as a diff, and how it is read changes no training")
    func changes() {
        let published = Recipe(Architecture(items: 8, hidden: 4, latent: 2), TrainingSettings())
        let base = Variant("as published", published)
        let changed = Variant("two", published, latent: .mean) { $0.objective.reduction = .sum }
        #expect(base.changes(from: base).isEmpty)
        #expect(
            changed.difference(from: base)
                == "- objective.reduction = .mean\n+ objective.reduction = .sum\n- latent = .sample\n+ latent = .mean")
        #expect(Variant("", published, latent: .mean).recipe == base.recipe)
        // The best epoch is looked for after each, with z as it will be taken: that makes another recipe, but for the training.
        let best = Variant("", published, weights: .best)
        #expect(best.recipe.monitor.contains(.ndcg) && base.recipe.monitor == .loss)
        #expect(best.recipe.training == base.recipe.training)
        #expect(Variant("", published, weights: .best, latent: .mean).recipe != best.recipe)
    }
}
