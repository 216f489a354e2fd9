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
        #expect(
            Variant("", published) { $0.annealing.first = 0 }.difference(from: base)
                == "- annealing.first = nil\n+ annealing.first = 0.0")
    }

    @Test("all changes but one are as they were, and what only recommends otherwise shares the training")
    func leavingOneOut() {
        let published = Recipe(Architecture(items: 8, hidden: 4, latent: 2), TrainingSettings())
        let all = Variant("all of them", published, weights: .best, latent: .mean) {
            $0.masks = 1
            $0.objective.reduction = .sum
        }
        let twoMasks = all.but("one mask", \.masks, as: published)
        #expect(twoMasks.name == "all but one mask")
        #expect(twoMasks.difference(from: all) == "- masks = 1\n+ masks = 2")
        #expect(twoMasks.recipe.monitor == all.recipe.monitor && twoMasks.recipe.latent == .mean)
        let drawn = all.but("z's mean", latent: .sample)
        #expect(drawn.recipe == all.recipe && drawn.reading.weights == .best && drawn.reading.latent == .sample)
        #expect(all.but("best epoch", weights: .last).reading == .mean)
    }
}
