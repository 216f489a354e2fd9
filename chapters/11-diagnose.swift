//: # 11 · Diagnose
//: A number means little until one knows what can be had for nothing. So another recommender takes the same test: it
//: counts the training users' clicks on each movie, and recommends the most clicked movies to everybody, whoever they
//: are.
//:
//: | Given | What it is | From |
//: | :--- | :--- | :--- |
//: | `training` | the trained model, and what each epoch gave | [chapter 9](09-train.md) |
//: | `recipe` | sizes of the layers, dropout, batch size and all else of a training | [chapter 7](07-model.md) |
//: | `data` | the clicks of the training, validation and test users | [chapter 6](06-mask.md) |
//: | `context` | threads to work on and trainings that are kept; no number depends on them | the run |
import Comparisons
import Formatting
import Foundation
import Interactions
import LinearAlgebra
import Pages
import Random
import Ranking
import Recommenders
import Statistics
import Study
import Training
import VariationalAutoencoder
import Weave

func diagnose(
    _ training: Training, by recipe: Recipe, _ data: StudyData, in context: RunContext, on page: Page
) throws {
    let (users, test) = (data.users, data.test)
    let (input, threads) = (test.input.clicks, context.threads)
    let session = recipe.session(data)
    let epochs = training.history.count
    let epsilon = session.predictionEpsilon(afterEpochs: epochs)
    let another = session.predictionEpsilon(afterEpochs: epochs, earlier: input.rows)
    let generator = Philox4x32(seed: UInt64(data.settings.seed))
    func scores(_ epsilon: RowDraws?) -> Matrix {
        training.model.predict(input, epsilon: epsilon, threads: threads)
    }
    let popularity = Popularity(training: users.train.clicks)
    let (learnt, counted) = (scores(epsilon), popularity.scores(for: input))
    let asTheNotebook = AgainstPopularity(
        Evaluation(asTheNotebook: test), model: learnt, popularity: counted,
        threads: threads)
    let depths = data.depths.recall
    let recalls = asTheNotebook.recalls(at: depths, generator: generator)
    let printed = data.publishedRecalls
    page.table(recalls.table(published: printed.isEmpty ? nil : printed))
//: *Model* is the one trained in [chapter 9](09-train.md), and the metric is the notebook's own. The difference is
//: taken user by user; its interval comes from resampling the {{testers}} test users 10,000 times. Where it excludes zero,
//: the two differ by more than the choice of test users explains.
//: {{left out}}
    //hide {
    page.note(comparisonNotes(recalls, data))
    page.record(recalls.map { (Finding.popularityRecall(at: $0.k).name, $0.popularity) })
    //}
    let figure = againstPopularityFigure(asTheNotebook, published: printed)
    try page.figure("11-popularity.png", figure)
    page.claim("equal to popularity", recalls.areEqual(within: 0.01))
//: ![Recall at k by k, of the model and of popularity](../figures/11-popularity.png)
//: *Recall@k of the test users: the model, and the list of most clicked movies{{printed}}.*
//:
//: {{if equal to popularity}}
//: **This model equals popularity**, as closely as these users can tell: at every k the whole interval lies within ±0.01,
//: which in a list of 20 is a fifth of a hit ([why that](../docs/protocol.md)). Counting clicks would have done as well as
//: the training. [Chapter 14](14-seeds.md) asks the same of twenty trainings, on the same users.
//: {{end}}
//: {{differing}}
//:
//: ## Is it the same list?
//: Different lists can have equal recall, so compare the lists themselves: the first {{depth}} movies for every test
//: user. The notebook draws z at random when it predicts; the lists from the mean of z show what the model recommends
//: without that randomness.
    func lists(_ scores: Matrix) -> Recommendations {
        asTheNotebook.evaluation.recommendations(scores, depth: 100, threads: threads)
    }
    let (atMean, again) = (lists(scores(nil)), lists(scores(another)))
    let depth = data.listLength
    let everybody = [
        ("z drawn", asTheNotebook.model), ("z's mean", atMean),
        ("popularity", asTheNotebook.popularity),
    ]
    page.table(listsTable(everybody, popular: popularity.ranked, at: depth))
    let sameUser = asTheNotebook.model.overlap(at: depth, withSameUserIn: again)
    //hide {
    page.note(listNotes(asTheNotebook.model, sameUser: sameUser, at: depth))
    page.record("different movies in all top-\(depth) lists", asTheNotebook.model.distinctItems(at: depth))
    //}
//: When z is drawn again for the same input, the new list shares {{same}}% of its movies with the old one. The lists of
//: two different users share {{pair}}%. The closer these two numbers are, the more lists differ because of the random draw,
//: not because of what people like.
//:
//: ## What the latent space holds
//: A user's clicks reach the recommendations only through z. Two measures show how much passes through each latent
//: dimension: the divergence of the users' distributions from the standard normal, and the variance over users of the
//: distribution's mean. Burda et al. (2016) call a dimension *active* if that variance is above 0.01.
    let use = training.model.latentUse(of: input, threads: threads)
    let ofTraining = training.model.latentUse(of: users.train.clicks, threads: threads)
    page.table(latentTable([("test users", use), ("training users", ofTraining)]))
    //hide {
    page.note(latentNotes(use))
    page.record([
        ("KL divergence of the test users, nats", use.klDivergence), ("active units", Double(use.activeUnits)),
    ])
    //}
    try page.figure("11-latent.png", latentUseFigure(use))
    page.claim("almost collapsed posterior", use.klDivergence < log(2))
//: ![Divergence and variance of the mean of each latent dimension, sorted](../figures/11-latent.png)
//: *The test users' latent dimensions, sorted separately in each panel.*
//:
//: The divergence, {{nats}} nats, is the most that z can tell about a user on average (Hoffman and Johnson 2016);
//: telling which of two equally large groups somebody belongs to takes log 2 = 0.69. {{active}} of the {{dimensions}}
//: dimensions are active, and the largest variance of a mean is {{variance}}.
//: {{if almost collapsed posterior}}
//: **The posterior has almost collapsed**: z itself has a variance of about 1.
//: {{end}}
//:
//: ## Why
//: The evidence lower bound (ELBO), which a variational autoencoder should maximise, *sums* the cross-entropy over the
//: movies. Keras's `binary_crossentropy` *averages* it, and the notebook adds a divergence that is summed over the
//: dimensions. Factoring out the mean's 1/{{items}} gives:
//:
//: > 1/{{items}} · Σ cross-entropy + β · divergence = 1/{{items}} · ( Σ cross-entropy + {{items}} β · divergence )
//:
//: So the notebook's β counts {{items}} times as much as the β of the bound, where 1 is full weight:
    let items = Double(input.columns)
    let annealing = recipe.training.annealing
    let batches = recipe.training.batches(of: users.train.shape.users)
    func beta(_ epoch: Int, _ batch: Int) -> Double {
        annealing.beta(epoch: epoch, batch: batch, batches: batches)
    }
    let second = (0..<batches).map { beta(1, $0) }
    let largest = second.max() ?? 0, average = second.reduce(0, +) / Double(batches)
    let weights = [
        ("the first update", beta(0, 0)), ("largest after it", largest),
        ("mean over an epoch", average), ("the cap", annealing.cap),
        ("full weight", 1 / items),
    ]
    page.table(weightsTable(weights, items: items))
    //hide {
    page.note(weightNotes(weights, items: items, batches: batches, annealing))
    //}
//: - Telling users apart costs divergence. At the largest β, one nat of divergence has to save {{largest}} nats of
//:   cross-entropy, where the bound asks for one.
//: - The schedule restarts with each epoch of {{batches}} updates, so β is {{mean}} times full weight on average. Had
//:   it counted updates over the whole run, as intended, it would have grown by {{rise}} full weights with every
//:   update, up to {{cap}}.
//: - The first update, at {{first}} times full weight, sees little but the divergence. Adam makes its step no longer
//:   than others. But Adam divides by a running root mean square of the gradients, and there the first gradient still
//:   has a weight of {{latest}}% (the root of its weight in the mean square) after the whole first epoch.
//:
//: [Chapter 12](12-repair.md) finds out which of these matters by changing one thing at a time.
//:
//: ## What the metric rewards
//: Hits are counted among all of a user's movies, and the same {{withheld}} movies are withheld from everybody. The
//: hits among the first {{depth}} recommendations:
    func hits(_ lists: Recommendations) -> Recommendations.Hits {
        lists.hits(at: depth, relevant: test.target.clicks, input: input)
    }
    let ofTheModel = hits(asTheNotebook.model)
    let ofPopularity = hits(asTheNotebook.popularity)
    page.table(hitsTable([("model", ofTheModel), ("popularity", ofPopularity)]))
    //hide {
    page.note(hitNotes(asTheNotebook, data, at: depth))
    page.record("share of hits that were in the input", ofTheModel.shareInInput ?? 0)
    //}
//: A program that only returned a user's input would reach a recall@{{depth}} of {{echo}}; the model's is {{own}}. So this
//: metric would reward memory before all else. How many such hits take no memory, popularity shows, which sees no input.
//:
//: To measure recommendation, leave out what was shown and count only what was withheld:
//: {{nothing to count}}
    let heldOut = AgainstPopularity(
        Evaluation(heldOutOf: test), model: learnt, popularity: counted, threads: threads)
    let found = heldOut.recalls(at: depths, generator: generator)
    page.table(found.table())
    page.claim(
        "equal among the withheld movies",
        found.areEqual(within: 0.01) && found.differing.isEmpty)
    //hide {
    page.record(found.map { ("withheld movies only, recall@\($0.k)", $0.model) })
    //}
//: The users from whom nothing was withheld, {{nothing}} of them, are left out.
//: {{if equal among the withheld movies}}
//: Here too the two are equal within ±0.01, and at no k is the difference significant.
//: {{end}}
//:
//: ## One user
//: The first test user{{rule}}, user {{user}}, clicked {{clicks}} movies, of which {{shown}} were in the input. The
//: left column lists the first of those in the shuffled order. *Shown* marks a recommendation that was in the input,
//: *withheld* a hit that was not.
    let user = firstUser(with: 20...60, clicksIn: test.target.clicks) ?? 0
    page.table(userTable(user, data, asTheNotebook, count: 10))
    //hide {
    page.note(userNotes(user, data, asTheNotebook, count: min(10, depth)))
    //}
//: Of the model's first {{ten}} movies, {{equal}} are among popularity's first {{ten}}.
//: {{if a user was asked for}}
//: ## User {{asked}}
//: What the models recommend to user {{asked}}, who clicked {{liked}} of the study's movies ({{filtered out}} more were
//: dropped by the filter of [chapter 3](03-filter.md)). The input is all of these clicks, z is its mean, and the lists
//: leave out what was clicked. *The repaired model* is the notebook's with the cross-entropy summed
//: ([chapter 12](12-repair.md)); *EASE* is that of [chapter 13](13-paper.md) with λ = 800. {{trained on}}
//: {{end}}
    //hide {
    let asked = try data.settings.user.map { user in
        try data.recommendations(for: user, training, by: recipe, count: 10, in: context)
    }
    page.condition("a user was asked for", asked != nil)
    page.note(personalNotes(asked, data))
    if let asked { page.table(personalTable(asked, data)) }
    //}
}
