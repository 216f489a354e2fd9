//: # 11 · Diagnose
//: A number means little until one knows what can be had for nothing. So let another recommender take the same test: it
//: counts the training users' clicks of each movie, and recommends the most clicked movies to everybody, whoever they
//: are.
import Experiment
import Foundation
import Interactions
import LinearAlgebra
import Random
import Ranking
import Statistics
import VariationalAutoencoder
import Weave

func diagnose(
    _ training: Training, by recipe: Recipe, _ data: StudyData, in context: RunContext, on page: Page
) throws {
    //hide {
    let (users, test) = (data.users, data.test)
    let (input, threads) = (test.input.clicks, context.threads)
    let session = recipe.session(data)
    let epochs = training.history.count
    let draw = session.predictionDraw(afterEpochs: epochs)
    let another = session.predictionDraw(afterEpochs: epochs, earlier: input.rows)
    let generator = Philox4x32(seed: UInt64(data.settings.seed))
    //}
    func scores(_ draw: LatentChoice) -> Matrix {
        training.model.predict(input, latent: draw, threads: threads)
    }
    let popularity = Popularity(training: users.train.clicks)
    let (learnt, counted) = (scores(draw), popularity.scores(for: input))
    let asTheNotebook = AgainstPopularity(
        Evaluation(asTheNotebook: test), model: learnt, popularity: counted,
        threads: threads)
    let depths = Published.recalls.map(\.0)
    let recalls = asTheNotebook.recalls(at: depths, generator: generator)
    let printed = data.publishedRecalls
    page.table(recalls.table(published: printed.isEmpty ? nil : printed))
//: *Model* is the one trained in [chapter 9](09-train.md), and the metric is the notebook's own. The difference is
//: taken user by user; its interval comes from drawing the {{testers}} test users again, 10,000 times.
    //hide {
    page.note("testers", input.rows)
    page.note("ahead", decimal(recalls.first { $0.k == 50 }?.difference?.mean ?? 0, places: 4))
    for row in recalls {
        page.record("popularity, recall@\(row.k)", row.popularity)
    }
    //}
    let figure = againstPopularityFigure(asTheNotebook, published: printed)
    try page.figure("11-popularity.png", figure.png())
    page.claim("equal to popularity", recalls.areEqual(within: 0.01))
    page.claim("ahead at 50 alone", recalls.differing == [50])
//: ![Recall at k for k from 1 to 100, of the model and of popularity](../figures/11-popularity.png)
//: *Recall@k of the test users: the model, the list of most clicked movies, and what the notebook printed.*
//:
//: {{if equal to popularity}}
//: **The model equals popularity.** At every k the whole interval lies within ±0.01, which in a list of 20 is a fifth of
//: a hit. What the training gave could have been had by counting.
//: {{else}}
//: Where an interval leaves out zero, the two differ by more than the choice of test users explains.
//: {{end}}
//: {{if ahead at 50 alone}}
//: The only difference that the choice of test users does not explain is at k = 50, where the model is ahead by {{ahead}}.
//: {{end}}
//:
//: ## Is it the same list?
//: Equal recall could come from different lists. So compare the lists: the first {{depth}} movies of every test user.
//: The notebook draws z at random when it predicts; the lists from the mean of z show what the model would say without
//: that.
    func lists(_ scores: Matrix) -> Recommendations {
        asTheNotebook.evaluation.recommendations(scores, depth: 100, threads: threads)
    }
    let (atMean, again) = (lists(scores(.mean)), lists(scores(another)))
    let depth = min(20, atMean.depth)
    let everybody = [
        ("z drawn", asTheNotebook.model), ("z's mean", atMean),
        ("popularity", asTheNotebook.popularity),
    ]
    page.table(listsTable(everybody, popular: popularity.ranked, at: depth))
    let sameUser = asTheNotebook.model.overlap(at: depth, withSameUserIn: again)
    //hide {
    page.note("depth", depth)
    page.note("same", decimal(100 * mean(sameUser), places: 1))
    page.note("pair", decimal(100 * (asTheNotebook.model.meanPairwiseOverlap(at: depth) ?? 1), places: 1))
    page.record("different movies in all top-\(depth) lists", asTheNotebook.model.distinctItems(at: depth))
    //}
//: Draw z once more for the same input, and the new list shares {{same}}% with the old one. Two different users share
//: {{pair}}%. Where these two numbers are close, lists differ because of the dice, and not because of what people like.
//:
//: ## What the latent space holds
//: The only way from a user's clicks to their recommendations leads through z. For each latent dimension there are two
//: measures of how much passes: the divergence of the users' distributions from the standard normal, and the variance
//: over users of the distribution's mean. Burda et al. (2016) call a dimension *active* where that variance is above
//: 0.01.
    let use = training.model.latentUse(of: input, threads: threads)
    let ofTraining = training.model.latentUse(of: users.train.clicks, threads: threads)
    page.table(latentTable([("test users", use), ("training users", ofTraining)]))
    //hide {
    page.note("nats", decimal(use.divergence, places: 2))
    page.note("active", use.activeUnits)
    page.note("dimensions", use.variances.count)
    page.note("variance", decimal(use.variances.max() ?? 0, places: 3))
    page.record("divergence of the test users, nats", use.divergence)
    page.record("active units", use.activeUnits)
    //}
    try page.figure("11-latent.png", latentUseFigure(use).png())
    page.claim("collapsed posterior", use.divergence < log(2))
//: ![Divergence and variance of the mean of each latent dimension, sorted](../figures/11-latent.png)
//: *The test users' latent dimensions, each panel sorted by itself.*
//:
//: {{if collapsed posterior}}
//: **The posterior has collapsed.** On average z tells no more about a user than the divergence, {{nats}} nats (Hoffman
//: and Johnson 2016); to say which of two equally large groups somebody belongs to takes log 2 = 0.69. {{active}} of
//: the {{dimensions}} dimensions are active, and the largest variance of a mean is {{variance}}, where z's own is about
//: 1.
//: {{else}}
//: On average z tells no more about a user than the divergence, {{nats}} nats (Hoffman and Johnson 2016); to say which
//: of two equally large groups somebody belongs to takes log 2 = 0.69. {{active}} of the {{dimensions}} dimensions are
//: active.
//: {{end}}
//:
//: ## Why
//: The evidence lower bound, which a variational autoencoder is meant to raise, *sums* the cross-entropy over the
//: movies. Keras's `binary_crossentropy` *averages* it, and the notebook adds a divergence that is summed over the
//: dimensions. Take the {{items}} movies out of the mean:
//:
//: > 1/{{items}} · Σ cross-entropy + β · divergence = 1/{{items}} · ( Σ cross-entropy + {{items}} β · divergence )
//:
//: So what the notebook calls β counts {{items}} times as much as β does in the bound, where 1 is full weight:
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
    page.note("items", decimal(input.columns))
    page.note("largest", decimal(items * largest, places: 0))
    page.note("mean", decimal(items * average, places: 0))
    page.note("first", decimal(Int((items * beta(0, 0)).rounded())))
    page.note("cap", decimal(items * annealing.cap, places: 0))
    page.note("batches", batches)
    let rise = annealing.steps > 0 ? items / Double(annealing.steps) : items * annealing.cap
    page.note("rise", decimal(rise, places: 1))
    page.note("latest", decimal(memory(after: batches), places: 0))
    //}
//: - To tell users apart costs divergence. At the largest β, one nat of it has to save {{largest}} nats of
//:   cross-entropy, where the bound asks for one.
//: - The schedule restarts with each epoch of {{batches}} updates, and so is {{mean}} times full weight on average. Had
//:   β counted updates over the whole run, as was meant, it would have grown by {{rise}} full weights with every
//:   update, up to {{cap}}.
//: - The first update, at {{first}} times, sees little but the divergence. Adam makes its step no longer than others,
//:   but divides by a running root mean square of the gradients, in which this first one still counts at {{latest}}% of
//:   its size after the whole first epoch.
//:
//: Which of these matters, [chapter 12](12-repair.md) finds out by changing one thing at a time.
//:
//: ## What the metric rewards
//: Hits are counted among all of a user's movies, and the first {{withheld}} movies are withheld from everybody alike.
//: The hits in the first {{depth}}:
    func hits(_ lists: Recommendations) -> Recommendations.Hits {
        lists.hits(at: depth, relevant: test.target.clicks, input: input)
    }
    let ofTheModel = hits(asTheNotebook.model)
    let ofPopularity = hits(asTheNotebook.popularity)
    page.table(hitsTable([("model", ofTheModel), ("popularity", ofPopularity)]))
    //hide {
    page.note("withheld", decimal(test.withheldMovies))
    page.note("own", decimal(mean(asTheNotebook.evaluation.recall(asTheNotebook.model, at: depth)), places: 3))
    page.note("echo", decimal(mean(recallOfTheInput(at: depth, test)), places: 3))
    page.record("share of hits that were in the input", ofTheModel.shareInInput ?? 0)
    //}
//: A program that gave a user's input back, and nothing else, would reach a recall@{{depth}} of {{echo}}; the model's
//: is {{own}}. What this metric rewards first is memory. To measure recommendation, leave out what was shown, and count
//: only what was withheld:
    let heldOut = AgainstPopularity(
        Evaluation(heldOutOf: test), model: learnt, popularity: counted, threads: threads)
    let found = heldOut.recalls(at: depths, generator: generator)
    page.table(found.table())
    page.claim(
        "equal among the withheld movies",
        found.areEqual(within: 0.01) && found.differing.isEmpty)
    //hide {
    page.note("nothing", test.usersWithNothingWithheld)
    for row in found {
        page.record("withheld movies only, recall@\(row.k)", row.model)
    }
    //}
//: {{if equal among the withheld movies}}
//: Here too the two are equal within ±0.01, and at no k can they be told apart. The {{nothing}} users from whom nothing was withheld do not count.
//: {{else}}
//: The {{nothing}} users from whom nothing was withheld do not count.
//: {{end}}
//:
//: ## One user
//: The first test user{{rule}}, number {{user}}, liked {{clicks}} movies, {{shown}} of them in the input; on the left
//: are the first of these in the shuffled order. *Shown* marks what the input held, *withheld* a hit that it did not
//: hold.
    let user = firstUser(with: 20...60, clicksIn: test.target.clicks) ?? 0
    page.table(userTable(user, test, asTheNotebook, titles: data.source.titles, count: 10))
    //hide {
    let clicks = test.target.clicks[row: user].count
    page.note("rule", 20...60 ~= clicks ? " with 20 to 60 clicks" : ", as none has 20 to 60 clicks")
    page.note("user", test.target.userID(user))
    page.note("clicks", clicks)
    page.note("shown", input[row: user].count)
    page.note("ten", min(10, depth))
    page.note("equal", asTheNotebook.shared(at: min(10, depth), by: user))
    //}
//: Of the model's first {{ten}} movies, {{equal}} are among popularity's first {{ten}}.
}
