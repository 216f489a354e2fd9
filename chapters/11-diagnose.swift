//: # 11 · Diagnose
//: Previous: [10 · Evaluate](10-evaluate.md)
//:
//: A number means little until one knows what can be had for nothing. So let another recommender take the same test: it
//: counts the training users' clicks of each movie, and recommends the most clicked movies to everybody, whoever they are.
import Experiment //hide
import Interactions //hide
import LinearAlgebra //hide
import Random //hide
import Ranking //hide
import Statistics //hide
import VariationalAutoencoder //hide
import Weave //hide
 //hide
func diagnose(
    _ training: Training, draw: LatentChoice, another: LatentChoice, test: FoldIn, users: UserSplit, annealing: AnnealingSchedule, titles: [Int: String],
    settings: Settings, resources: Resources, comparing notebook: Comparability, on page: Page
) throws {
    let (input, threads) = (test.input.clicks, resources.threads)
    let generator = Philox4x32(seed: UInt64(settings.seed))
    func scores(_ draw: LatentChoice) -> Matrix {
        training.model.predict(input, latent: draw, threads: threads)
    }
    let popularity = Popularity(training: users.train.clicks)
    let (learnt, counted) = (scores(draw), popularity.scores(for: input))
    let asTheNotebook = AgainstPopularity(
        Evaluation(asTheNotebook: test), model: learnt, popularity: counted, threads: threads)
    let recalls = asTheNotebook.recalls(at: Published.recalls.map(\.0), generator: generator)
    page.table(recalls.table(published: notebook.sameRatings ? Published.recalls : nil))
//: *Model* is the one trained in [chapter 9](09-train.md), and the metric is the notebook's own. The difference is taken
//: user by user; its interval comes from drawing the {{testers}} test users again, 10,000 times.
    page.note("testers", input.rows) //hide
    page.note("verdict", recalls.verdict) //hide
    for row in recalls { //hide
        page.record("popularity, recall@\(row.k)", row.popularity) //hide
    } //hide
    try page.figure(
        "11-popularity.png", "Recall at k for k from 1 to 100, of the model and of popularity",
        caption: "Recall@k of the test users: the model, the list of most clicked movies, and what the notebook printed."
    ) { try againstPopularityFigure(asTheNotebook, published: notebook.sameRatings ? Published.recalls : []).png() }
//: {{verdict}}
//:
//: ## Is it the same list?
//: Equal recall could come from different lists. So compare the lists: the first {{depth}} movies of every test user.
//: The notebook draws z at random when it predicts; the lists from the mean of z show what the model would say without that.
    let atMean = asTheNotebook.evaluation.recommendations(
        training.model.predict(input, latent: .mean, threads: threads), depth: 100, threads: threads)
    let again = asTheNotebook.evaluation.recommendations(scores(another), depth: 100, threads: threads)
    let depth = min(20, atMean.depth)
    let everybody = [
        ("z drawn", asTheNotebook.model), ("z's mean", atMean), ("popularity", asTheNotebook.popularity),
    ]
    page.table(listsTable(everybody, popular: popularity.ranked, at: depth))
    let sameUser = mean(asTheNotebook.model.overlap(at: depth, withSameUserIn: again))
    page.note("depth", depth) //hide
    page.note("same", decimal(100 * sameUser, places: 1)) //hide
    page.note("pair", decimal(100 * (asTheNotebook.model.meanPairwiseOverlap(at: depth) ?? 1), places: 1)) //hide
    page.record("different movies in all top-\(depth) lists", asTheNotebook.model.distinctItems(at: depth)) //hide
//: Draw z once more for the same input, and the new list shares {{same}}% with the old one. Two different users share
//: {{pair}}%. Where these two numbers are close, lists differ because of the dice, and not because of what people like.
//:
//: ## What the latent space holds
//: The only way from a user's clicks to their recommendations leads through z. For each latent dimension there are two
//: measures of how much passes: the divergence of the users' distributions from the standard normal, and the variance over
//: users of the distribution's mean. Burda et al. (2016) call a dimension *active* where that variance is above 0.01.
    let use = training.model.latentUse(of: input, threads: threads)
    let ofTraining = training.model.latentUse(of: users.train.clicks, threads: threads)
    page.table(latentTable([("test users", use), ("training users", ofTraining)]))
    page.note("collapse", collapse(use)) //hide
    page.record("divergence of the test users, nats", use.divergence) //hide
    page.record("active units", use.activeUnits) //hide
    try page.figure(
        "11-latent.png", "Divergence and variance of the mean of each latent dimension, sorted",
        caption: "The test users' latent dimensions, each panel sorted by itself."
    ) { try latentUseFigure(use).png() }
//: {{collapse}}
//:
//: ## Why
//: The evidence lower bound, which a variational autoencoder is meant to raise, *sums* the cross-entropy over the movies.
//: Keras's `binary_crossentropy` *averages* it, and the notebook adds a divergence that is summed over the dimensions. Take
//: the {{items}} movies out of the mean:
//:
//: > 1/{{items}} · Σ cross-entropy + β · divergence = 1/{{items}} · ( Σ cross-entropy + {{items}} β · divergence )
//:
//: So what the notebook calls β counts {{items}} times as much as β does in the bound, where 1 is full weight:
    let items = Double(input.columns)
    let batches = (users.train.shape.users + settings.batchSize - 1) / settings.batchSize
    let epoch = (0..<batches).map { annealing.beta(epoch: 1, batch: $0, batches: batches) }
    let weights = [
        ("the first update", annealing.beta(epoch: 0, batch: 0, batches: batches)),
        ("largest after it", epoch.max() ?? 0), ("mean over an epoch", epoch.reduce(0, +) / Double(batches)),
        ("the cap", annealing.cap), ("full weight", 1 / items),
    ]
    page.table(weightsTable(weights, items: items))
    page.note("items", decimal(input.columns)) //hide
    page.note("largest", decimal(items * (epoch.max() ?? 0), places: 0)) //hide
    page.note("mean", decimal(items * epoch.reduce(0, +) / Double(batches), places: 0)) //hide
    page.note("first", decimal(Int((items * annealing.beta(epoch: 0, batch: 0, batches: batches)).rounded()))) //hide
    page.note("cap", decimal(items * annealing.cap, places: 0)) //hide
    page.note("batches", batches) //hide
    let rise = annealing.steps > 0 ? items / Double(annealing.steps) : items * annealing.cap //hide
    page.note("rise", decimal(rise, places: 1)) //hide
    page.note("latest", decimal(memory(after: batches), places: 0)) //hide
//: - To tell users apart costs divergence. At the largest β, one nat of it has to save {{largest}} nats of cross-entropy,
//:   where the bound asks for one.
//: - The schedule restarts with each epoch of {{batches}} updates, and so is {{mean}} times full weight on average. Counting
//:   on over the whole run, as was meant, would add {{rise}} times full weight with every update, up to {{cap}} times.
//: - The first update, at {{first}} times, sees little but the divergence. Adam makes its step no longer than others, but
//:   divides by a running root mean square of the gradients, in which this first one still counts at {{latest}}% of its size
//:   after the whole first epoch.
//:
//: Which of these matters, [chapter 12](12-repair.md) finds out by changing one thing at a time.
//:
//: ## What the metric rewards
//: Hits are counted among all of a user's movies, and the first {{withheld}} movies are withheld from everybody alike.
//: The hits in the first {{depth}}:
    let hits = [("model", asTheNotebook.model), ("popularity", asTheNotebook.popularity)].map { name, lists in
        (name, lists.hits(at: depth, relevant: test.target.clicks, input: input))
    }
    page.table(hitsTable(hits))
    page.note("withheld", decimal(test.withheldMovies)) //hide
    page.note("own", decimal(mean(asTheNotebook.evaluation.recall(asTheNotebook.model, at: depth)), places: 3)) //hide
    page.note("echo", decimal(mean(recallOfTheInput(at: depth, test)), places: 3)) //hide
    page.record( //hide
        "share of hits that were in the input", //hide
        asTheNotebook.model.hits(at: depth, relevant: test.target.clicks, input: input).shareInInput ?? 0) //hide
//: A program that gave a user's input back, and nothing else, would reach a recall@{{depth}} of {{echo}}; the model's is
//: {{own}}. What this metric rewards first is memory. To measure recommendation, leave out what was shown, and count only
//: what was withheld:
    let heldOut = AgainstPopularity(Evaluation(heldOutOf: test), model: learnt, popularity: counted, threads: threads)
    let found = heldOut.recalls(at: Published.recalls.map(\.0), generator: generator)
    page.table(found.table())
    page.note("found", found.verdict) //hide
    page.note("nothing", test.usersWithNothingWithheld) //hide
    for row in found { //hide
        page.record("withheld movies only, recall@\(row.k)", row.model) //hide
    } //hide
//: {{found}} The {{nothing}} users from whom nothing was withheld do not count here.
//:
//: ## One user
    let user = firstUser(with: 20...60, clicksIn: test.target.clicks)
    page.table(userTable(user ?? 0, test, asTheNotebook, titles: titles, count: 10))
    page.note("rule", user == nil ? ", as none has 20 to 60 clicks" : " with 20 to 60 clicks") //hide
    page.note("user", test.target.users[user ?? 0]) //hide
    page.note("clicks", test.target.clicks[row: user ?? 0].count) //hide
    page.note("shown", input[row: user ?? 0].count) //hide
    page.note("ten", min(10, depth)) //hide
    page.note("equal", asTheNotebook.shared(at: min(10, depth), by: user ?? 0)) //hide
//: This is the first test user{{rule}}, number {{user}}, who liked {{clicks}} movies, {{shown}} of them in the input; on the
//: left are the first of these in the shuffled order. *Shown* marks what the input held, *withheld* a hit that it did not
//: hold. Of the model's first {{ten}} movies, {{equal}} are among popularity's first {{ten}}.
} //hide
//:
//: Next: [12 · Repair](12-repair.md)
