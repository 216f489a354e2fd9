//: # 12 · Repair
//: [Chapter 11](11-diagnose.md) found several things that could keep the model from learning. Here each of them is
//: fixed alone, with the same seeds, to see which one matters, and then all of them together.
//:
//: | Given | What it is | From |
//: | :--- | :--- | :--- |
//: | `published` | the notebook's recipe: sizes of the layers and all else of a training | [chapter 7](07-model.md) |
//: | `passes` | of the first batch of {{users}} users: clicks, probabilities, mean, log variance | [chapter 7](07-model.md) |
//: | `data` | the clicks of {{train}} training and {{test}} test users on {{items}} movies | [chapter 6](06-mask.md) |
//: | `context` | threads to work on and trainings that are kept; no number depends on them | the run |
//:
//: A variant is the notebook's recipe with something changed:
import Comparisons
import Foundation
import LinearAlgebra
import Pages
import Plotting
import Ranking
import Recommenders
import Statistics
import Study
import Training
import VariationalAutoencoder
import Weave

func repair(
    _ published: Recipe, _ passes: [ForwardPass], _ data: StudyData, in context: RunContext, on page: Page
) throws {
    let variants = [
        Variant("as published", published),
        Variant("annealing over the run", published) {
            $0.annealing.counting = .updatesOfTheRun
        },
        Variant("cross-entropy summed", published) { $0.objective.reduction = .sum },
        Variant("both", published) {
            $0.annealing.counting = .updatesOfTheRun
            $0.objective.reduction = .sum
        },
        Variant("z's mean", published, latent: .mean),
        Variant("best epoch", published, weights: .best),
        Variant("one mask", published) { $0.masks = 1 },
        Variant("Adam counted from one", published) { $0.adam.firstUpdate = 1 },
        Variant("multinomial, averaged", published) {
            $0.objective.likelihood = .multinomial
        },
        Variant("multinomial, summed", published) {
            $0.objective = Objective(.multinomial, .sum)
        },
        Variant("all of them", published, weights: .best, latent: .mean) {
            $0.annealing.counting = .updatesOfTheRun
            $0.objective = Objective(.multinomial, .sum)
            $0.masks = 1
            $0.adam.firstUpdate = 1
        },
    ]
//: - *Annealing over the run* counts β's updates over the whole run, as intended, and not anew in every epoch; β then
//:   rises from 0 towards its cap of {{cap}}.
//: - *Cross-entropy summed* sums the cross-entropy over the {{items}} movies, as the evidence lower bound does, instead
//:   of averaging it. β keeps its sawtooth up to {{highest}}.
//: - *z's mean* and *best epoch* train nothing new. They use the trainings *as published* differently: *z's mean* sets
//:   z to the mean of a user's distribution instead of drawing it, and *best epoch* takes the weights of the epoch with
//:   the highest {{NDCG}} on the validation users instead of the last ones.
//: - *One mask* uses the same dropout mask for the divergence and the reconstruction, as if the encoder were called
//:   once ([chapter 7](07-model.md)).
//: - *Adam counted from one* takes the textbook's first step, 1.34 times as long as the notebook's, where Keras raised
//:   its counter before it computed the step size ([chapter 14](14-seeds.md)).
//: - The *multinomial* likelihood is the paper's: all clicks of a user share one softmax. The paper sums it over the
//:   movies. Here that would be two changes at once, so it is also tried *averaged*, which changes the likelihood
//:   alone.
//:
//: ## Three test protocols
//: Every model is trained once and tested by three protocols, on the same test users:
//:
//: - *The notebook's*: the same movies are withheld from everybody; all of a user's clicks count, including those in
//:   the input.
//: - *The withheld block*: the same inputs, but movies in the input are not recommended, and only withheld movies
//:   count.
//: - *The fold-in*: a fifth of each user's own clicks is held out at random, as in Liang et al., with their program's
//:   draws. Again movies in the input are not recommended, and only those held out count.
//:
//: None of this affects training. As in the notebook, the validation users' inputs are masked by the block. Early
//: stopping uses the loss on them, and *best epoch* the {{NDCG}} on what was withheld.
    let settings = data.settings
    let seeds = Array(settings.seeds.range.prefix(5))
    let subjects = data.subjects
    let results = try subjects.results(of: variants, under: seeds, in: context)
    let popular = Popularity(training: data.train.clicks)
    let popularity = subjects.test.metrics(threads: context.threads) {
        popular.scores(for: $0, threads: context.threads)
    }
    page.table(variantTable(results, popularity: popularity, data.depths))
//: The first three columns are {{metric}}: means over {{seeds}}, ± half the width of the 95% confidence interval of the
//: mean (Student's t). *Weights of epoch* is the epoch whose weights are tested, and *divergence* is the average
//: validation user's under them. *Popularity* is that of [chapter 11](11-diagnose.md), and has no seed.
    let figure = variantFigure(results, popularity: popularity, data.depths)
    try page.figure("12-variants.png", figure)
//: ![Every variant under the three protocols, as dots with error bars](../figures/12-variants.png)
//: *{{metric}}: means over {{seeds}}, with the 95% confidence interval of the mean. The dashed line is popularity.*
//:
//: Early stopping does not treat all variants alike. Each objective has a validation loss on its own scale, and where β
//: counts over the run, the loss is computed at another β after every epoch. So the number of epochs says little about
//: what a training has learnt. One that ran all {{epochs}} might have improved further.
//:
//: ## Beyond chance?
//: Seeds are one source of chance, users another. So each user's {{metric}} is averaged over the seeds, the difference is
//: taken user by user, and the users are resampled with replacement 2,000 times. The tables show the mean difference
//: with the interval that holds it in 95% of the resamples, in bold where it excludes zero. First, the gain over the
//: model *as published*:
    let first = results[0].leading
    page.table(gainTable(results.dropFirst(), over: first, seed: settings.seed))
//: And over popularity:
    let counted = { (name: TestProtocol) in popularity[name]?.leading ?? [] }
    page.table(gainTable(results[...], over: counted, seed: settings.seed))
//: With this many intervals, some exclude zero by chance alone: a bold difference of a few thousandths is no finding.
//:
//: ## The smallest repair
//: A model works if it beats popularity beyond chance in {{metric}} and in {{NDCG}}, by the withheld block and by
//: fold-in. Of the variants that do, these change the fewest settings, and the first of them has the highest {{metric}}
//: by fold-in:
    let repairs = smallestRepairs(results, popularity: popularity, seed: settings.seed)
    let names = repairs.map(\.variant.name)
    page.show(names.isEmpty ? "none" : names.joined(separator: "\n"))
//: The first of them, where there is one, as a diff of the notebook's settings:
    if let first = repairs.first {
        page.show(first.variant.difference(from: variants[0]))
    }
//: In the loss of [chapter 8](08-anneal.md), summing the cross-entropy changes one word, `.mean` to `.sum`:
    func loss(_ user: ForwardPass, beta: Double) -> Double {
        let (x, p) = (user.x, user.p.clipped(1e-7, 1 - 1e-7))
        let (mean, logVariance) = (user.mean, user.logVariance)
        let reconstruction = -(x * log(p) + (1 - x) * log(1 - p)).sum
        let kl = -0.5 * (1 + logVariance - mean * mean - exp(logVariance)).sum
        return reconstruction + beta * kl
    }
    let plain = passes.map { loss($0, beta: 1) }.reduce(0, +) / Double(passes.count)
    let trainer = published.repaired.trainer(data, threads: context.threads)
    let engine = try trainer.updateEpoch(0, batches: 1)[0]
    page.compare(
        "loss of the first batch, summed", plain, with: engine, within: 1e-5 * engine)
//: What that gains, and what all the other changes add to it:
    let summed = results["cross-entropy summed"]
    let gain = difference(
        results["all of them"].leading(.foldIn), minus: summed.leading(.foldIn),
        seed: settings.seed)
    page.claim("one line repairs it", repairs.first?.variant == summed.variant)
    page.claim("the other changes do not help", (gain?.interval.lowerBound ?? 0) <= 0)
    //hide {
    page.record(repairMeasurements(results, popularity: popularity, data.depths))
    //}
//: By fold-in, {{metric}} is {{as published, recall}} as published and {{cross-entropy summed, recall}} with the
//: cross-entropy summed, and {{NDCG}} {{as published, NDCG}} and {{cross-entropy summed, NDCG}}; popularity has
//: {{popularity, recall}} and {{popularity, NDCG}}. With all changes, {{metric}} differs by {{gain}} from that of the
//: summed cross-entropy alone.
//: {{if one line repairs it}}
//: So **one line repairs it**: `objective.reduction`.
//: {{end}}
//: {{if the other changes do not help}}
//: The other changes do not help.
//: {{end}}
//:
//: ## What averaging does
    let averaged = results.filter {
        $0.variant.recipe.training.objective.reduction == .mean
    }
    let collapse = averaged.allSatisfy { $0.klDivergence < log(2) }
    page.claim("averaged, the posterior collapses", collapse)
//: The divergence is {{averaged}} nats in the variants that average the cross-entropy, and {{summed}} in those that sum
//: it.
//: {{if averaged, the posterior collapses}}
//: Averaged over {{items}} movies, the cross-entropy weighs little against a divergence that is summed, whatever else
//: is fixed. Where divergence costs more than it saves, the best that a model can do is to recommend the same to
//: everybody.
//: {{end}}
//:
//: With the cross-entropy summed, this is not yet the paper's model. After the first update β stays at or below
//: {{highest}}, while it is 1 in the bound. [Chapter 13](13-paper.md) shows what the paper's β, its layers and
//: {{paper epochs}} epochs give.
    //hide {
    page.note(repairNotes(published, passes, data, results, popularity: popularity, gain: gain))
    //}
}
