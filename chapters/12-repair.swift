//: # 12 · Repair
//: Previous: [11 · Diagnose](11-diagnose.md)
//:
//: [Chapter 11](11-diagnose.md) found several things that could keep the model from learning. Here each of them is put right
//: alone, to see which one matters, and then all of them together. A variant is the notebook's recipe with a change:
import Interactions //hide
import LinearAlgebra //hide
import Plotting //hide
import Ranking //hide
import VariationalAutoencoder //hide
import Weave //hide
 //hide
func repair(
    _ architecture: Architecture, annealing: AnnealingSchedule, users: UserSplit, validation: FoldIn, test: FoldIn,
    ratings: Ratings, settings: Settings, resources: Resources, comparing notebook: Notebook, on page: Page
) throws {
    let published = settings.recipe(architecture, annealing)
    let variants = [
        Variant("as published", published),
        Variant("annealing over the run", published) { $0.annealing.counting = .updatesOfTheRun },
        Variant("cross-entropy summed", published) { $0.objective.reduction = .sum },
        Variant("both", published) {
            $0.annealing.counting = .updatesOfTheRun
            $0.objective.reduction = .sum
        },
        Variant("z's mean", published, latent: .mean),
        Variant("best epoch", published, weights: .best),
        Variant("multinomial, averaged", published) { $0.objective.likelihood = .multinomial },
        Variant("multinomial, summed", published) { $0.objective = Objective(.multinomial, .sum) },
        Variant("all of them", published, weights: .best, latent: .mean) {
            $0.annealing.counting = .updatesOfTheRun
            $0.objective = Objective(.multinomial, .sum)
        },
    ]
//:
    let seeds = settings.seeds.range.prefix(5)
    let protocols = TestProtocols(test, ratings: ratings, settings: settings)
    let results = try results(
        of: variants, under: seeds, on: users.train.clicks, validation: validation, test: protocols, with: resources
    ) { resources.report(.advanced(.repair, share: $0)) }
    let popular = Popularity(training: users.train.clicks)
    let popularity = protocols.judgements(threads: resources.threads) { popular.scores(for: $0, threads: resources.threads) }
    page.table(variantTable(results, popularity: popularity))
    try page.figure("12-variants.png", "Recall") { try variantFigure(results, popularity: popularity).png() }
    page.table(gainTable(results, popularity: popularity, seed: settings.seed))
    let repairs = smallestRepairs(results, popularity: popularity, seed: settings.seed)
    if let smallest = repairs.first {
        page.show(smallest.variant.difference(from: variants[0]))
    }
} //hide
//:
//: Next: [13 · Paper](13-paper.md)
