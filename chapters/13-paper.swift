//: # 13 · Paper
//: The notebook set out to follow *Variational Autoencoders for Collaborative Filtering* (Liang, Krishnan, Hoffman and
//: Jebara, WWW 2018). This chapter trains that paper's own models and measures them as its authors' published code
//: ([vae_cf](https://github.com/dawenl/vae_cf)) does. Beside them are the notebook's model, as published and with the
//: one-line repair of [chapter 12](12-repair.md), and models without a hidden layer.
//: {{if recorded}}
//: On this split of the users nothing is published. So the comparison has to be fair by itself: every model whose settings
//: are searched gets the same number of tries, and what begins with random weights is trained under several seeds. The
//: notebook's and the paper's own rows have their authors' settings; the paper's were chosen for MovieLens 20M.
//: {{end}}
//:
//: | Given | What it is | From |
//: | :--- | :--- | :--- |
//: | `data` | the clicks of the training, validation and test users | [chapter 6](06-mask.md) |
//: | `published` | counts of the paper's own data, and what it printed for them | the kit |
//: | `recordings` | the folder of what was recorded once, such as this chapter's contest | the kit |
//: | `context` | threads to work on and trainings that are kept; no number depends on them | the run |
import Contest
import Formatting
import Interactions
import LinearAlgebra
import Pages
import Ranking
import Recommenders
import Statistics
import Study
import Training
import VariationalAutoencoder
import Weave

func paper(
    _ data: StudyData, published: PaperDataSet, recordings: String, in context: RunContext,
    on page: Page
) throws {
//: ## The users
    let splits = try PaperSplits(data, published: published)
    let settings = data.settings
    let parts = splits.parts
    let (train, validation, test) = (parts.train, parts.validation, parts.test)
    page.show(
        "train       \(train.shape)  \(decimal(train.count)) clicks",
        "validation  \(validation.target.shape)  \(validation.shares)",
        "test        \(test.target.shape)  \(test.shares)")
    //hide {
    page.condition("the users of chapter 5", splits.dataSet == nil)
    page.note("set aside", decimal(splits.dataSet?.heldOutUsers ?? 0))
    //}
//: {{if the users of chapter 5}}
//: These are the users of [chapter 5](05-split.md): nobody who is recommended to was trained on.
//: {{else}}
//: These ratings have the counts of the paper's ML-20M, and are prepared as its authors do: more than three and a half
//: stars are a click, users need five, and {{set aside}} users each are set aside for validation and for test.
//: {{end}}
//: Movies that no training user clicked are left out. For each validation and test user a fifth of *their own* clicks,
//: rounded down, is held out at random, with vae_cf's draws: NumPy's generator, seeded with 98765 for validation and
//: again for test, users by ascending id, each user's clicks in the file's order. A model is shown the other clicks,
//: never recommends what it was shown, and should find what was held out. So no hit is a movie that was in the input,
//: and the movies held out differ from user to user, which puts right both peculiarities of the mask of
//: [chapter 6](06-mask.md). `--export-splits DIR` writes these splits in vae_cf's own file format.
//:
//: ## The models
    let plan = ContestPlan(settings, splits)
    let training = plan.training
    let multVAE = training.multVAE(training.toBest)
    let multDAE = training.multDAE()
    let depths = Depths(movies: train.shape.movies)
    //hide {
    page.note("NDCG", depths.ndcgName)
    page.note("left out", depths.leftOut)
    page.note("movies", decimal(train.shape.movies))
    page.note("hidden", decimal(multVAE.architecture.hidden))
    page.note("latent", decimal(multVAE.architecture.latent))
    page.note("units", decimal(multDAE.architecture.hidden))
    page.note("epochs", counted(settings.paperEpochs, "epoch"))
    page.note("batches", counted(training.batches, "batch", "batches"))
    page.note("updates", counted(training.batches * settings.paperEpochs, "update"))
    page.note("steps", decimal(training.annealSteps))
    page.note("authors", decimal(PaperTraining.authorsUpdates))
    page.note("simple models", ContestModel.all.map(\.words).filter { !$0.isEmpty }.joined(separator: " "))
    //}
//: **Mult-VAE** goes from {{movies}} movies through {{hidden}} tanh units to {{latent}} latent dimensions, and back the
//: same way. **Mult-DAE**, a denoising autoencoder, has a single layer of {{units}} tanh units, and a penalty of
//: 0.01/500 on the squared weights. The input of both is a user's clicks, divided by their Euclidean norm, with half of
//: them dropped. Both are trained on the *multinomial* likelihood, summed over the movies, so that movies compete for a
//: user's clicks. Adam has a learning rate of 0.001 and batches of 500 users, for {{epochs}}. The weights of the epoch
//: with the highest validation {{NDCG}} are kept, and z is set to its mean.
//:
//: vae_cf raises β by 1/200,000 with each of its {{authors}} updates, up to 0.2, which it reaches after 85% of the run.
//: Here an epoch has {{batches}} and a run {{updates}}, and β rises by 1/{{steps}} with each, so that
//: at any fraction of the run it equals the authors'.
//:
//: {{simple models}}
//:
//: ## Tuning
    let recording = try ContestRecording.matching(plan, on: splits, in: recordings)
    let contest = try Contest(
        plan, recording, on: parts, tuning: settings.triesSettings, in: context)
    let rows = contest.rows
    page.table(searchTable(contest, plan, depths))
    //hide {
    page.condition("recorded", contest.isRecorded)
    page.condition("something tuned", !contest.tries.isEmpty)
    page.note("tries", plan.tries)
    page.note("cheap tries", counted(contest.mostTries, "setting"))
    page.note("short", counted(plan.searched.epochs, "epoch"))
    page.note("seeds", "\(plan.seeds.count)")
    page.note("first seed", plan.seeds[0])
    page.note("last seed", plan.seeds[plan.seeds.count - 1])
    page.condition("a model is not recorded", !contest.unrecorded.isEmpty)
    page.note("unrecorded", contest.unrecorded.list)
    //}
//: {{if recorded}}
//: Each model gets {{tries}} tries, drawn at random from the space stated with a seed of the search's own, and is
//: judged by {{NDCG}} on the validation users; the test users play no part. Tries of Mult-DAE and Mult-VAE train for
//: {{short}}, as do the *tuned* rows below. What tuning is worth is the expected best of so many tries (Dodge et al.
//: 2019, Tang et al. 2020):
//: {{else}}
//: {{if something tuned}}
//: This run has no recording of the whole contest on these users and settings: it tries {{cheap tries}} of each model
//: that is fitted in seconds. iALS, SLIM and the tuning of Mult-DAE and Mult-VAE are left out.
//: {{else}}
//: With {{movies}} movies this run leaves out the notebook's models and what is tuned: item–item models keep a number
//: for every two movies. EASE, where it is in the table, has the λ of its paper, 500.
//: {{end}}
//: {{end}}
    //hide {
    if contest.mostTries > 1 { page.table(tuningTable(contest)) }
    if contest.isRecorded { try page.figure("13-tuning.png", tuningFigure(contest, depths)) }
    //}
//: {{if recorded}}
//: ![Expected best validation NDCG by number of tries, model by model](../figures/13-tuning.png)
//: *The expected best validation {{NDCG}} after so many tries.*
//: {{if a model is not recorded}}
//:
//: Not in the recorded contest, and so not below: {{unrecorded}}.
//: {{end}}
//: {{end}}
//:
//: ## The table
    let pairs = RowComparisons(rows, depths)
    let comparisons = pairs.against(.multVAE)
    page.table(resultsTable(rows, comparisons, depths))
    page.table(undecidedTable(rows, pairs, depths))
//: {{left out}}
//: In parentheses is the standard error over the {{users}} test users.
//: {{if recorded}}
//: A model that draws at random was trained under {{seeds}} seeds, {{first seed}} to {{last seed}}: its metrics are
//: their means, beside the standard deviation (SD) of {{NDCG}} between them.
//: {{end}}
//: *Above Mult-VAE* is the mean difference of {{NDCG}}, user by user, with its 95% interval from resampling users and
//: seeds 10,000 times. The smallest difference of interest was set at {{margin}} beforehand: *equivalent* are two
//: models whose whole interval is within it. Of the others, *better* or *worse* are those where zero is ruled out at a
//: false discovery rate of {{rate}}% over the table (Benjamini and Hochberg 1995); the rest is *undecided*:
    page.show(
        "better: \(comparisons.models(.better).list)",
        "worse: \(comparisons.models(.worse).list)",
        "equivalent: \(comparisons.models(.equivalent).list)",
        "undecided: \(comparisons.models(.undecided).list)")
    //hide {
    page.note("users", decimal(test.target.users.count))
    page.note("margin", decimal(RowComparison.margin))
    page.note("rate", decimal(100 * RowComparison.falseDiscoveryRate))
    let (vae, dae) = (contest[.multVAE]?.runs[0], contest[.multDAE]?.runs[0])
    let divergence = (ours: contest[.asPublished]?.runs[0].klDivergence, theirs: vae?.klDivergence ?? 0)
    let last = max(vae?.bestEpoch ?? 0, dae?.bestEpoch ?? 0)
    page.claim("the divergence tells them apart", (divergence.ours ?? .infinity) < 1 && divergence.theirs > 10)
    page.note("divergence of Mult-VAE", decimal(divergence.theirs, places: 1))
    page.note("divergence of the notebook's", divergence.ours.map { decimal($0, places: 3) } ?? "–")
    page.note("best of Mult-VAE", vae?.bestEpoch ?? 0)
    page.note("best of Mult-DAE", dae?.bestEpoch ?? 0)
    page.condition("at their best before the end", 20 * last <= 19 * training.epochs)
    func gain(_ tuned: ContestModel, over model: ContestModel) -> Double {
        (contest[tuned]?.meanNDCG ?? 0) - (contest[model]?.meanNDCG ?? 0)
    }
    page.note("gain of Mult-DAE", signed(gain(.tunedDAE, over: .multDAE)))
    page.note("gain of Mult-VAE", signed(gain(.tunedVAE, over: .multVAE)))
    page.condition("tuned", contest[.tunedVAE] != nil && contest[.tunedDAE] != nil)
    let simple: Set<ContestModel> = [.slim, .ials, .ease, .edlae]
    let better = Set(comparisons.models(.better))
    page.claim("simple models beat the paper's", simple.union([.multDAE]).isSubset(of: better))
    func at50(_ model: ContestModel) -> Double { contest[model]?.average(.recall(50))?.mean ?? 0 }
    page.claim("SLIM is below Mult-VAE at 50", contest[.slim] != nil && at50(.slim) < at50(.multVAE))
    page.note("at 50", depths.name(of: .recall(50)))
    page.note("SLIM at 50", decimal(at50(.slim), places: 4))
    page.note("Mult-VAE at 50", decimal(at50(.multVAE), places: 4))
    let best = rows.max { $0.meanNDCG < $1.meanNDCG }
    let besideBest = pairs.against(best?.model ?? .multVAE)
    page.note("best model", best?.model.name ?? "")
    page.note("best NDCG", decimal(best?.meanNDCG ?? 0, places: 4))
    page.note("worse than the best", besideBest.models(.worse).list)
    page.note("equivalent to the best", besideBest.models(.equivalent).list)
    page.note("undecided from the best", besideBest.models(.undecided).list)
    //}
//: {{if simple models beat the paper's}}
//: **By {{NDCG}}, simple models beat Mult-VAE.** With its authors' settings it is behind Mult-DAE, which has no latent
//: distribution, and behind SLIM, iALS, EASE and EDLAE, which have no non-linear layer.
//: {{end}}
//: {{if SLIM is below Mult-VAE at 50}}
//: By {{at 50}} the order of two of them is the other way: SLIM has {{SLIM at 50}} and Mult-VAE {{Mult-VAE at 50}}.
//: {{end}}
//: {{if tuned}}
//: Tuning changes Mult-DAE's {{NDCG}} by {{gain of Mult-DAE}} and Mult-VAE's by {{gain of Mult-VAE}}.
//: {{end}}
//: Of all, {{best model}} has the highest {{NDCG}}, {{best NDCG}}. Compared with it by the same rules, worse:
//: {{worse than the best}}; equivalent: {{equivalent to the best}}; undecided: {{undecided from the best}}.
//:
//: Of {{epochs}}, Mult-VAE's weights are kept from epoch {{best of Mult-VAE}} and Mult-DAE's from epoch
//: {{best of Mult-DAE}} (seed {{first seed}}).
//: {{if at their best before the end}}
//: {{else}}
//: This close to the end, a model may not have reached its best: with fewer users, the same number of epochs makes
//: fewer updates than the authors' {{authors}}.
//: {{end}}
//: {{if the divergence tells them apart}}
//: The divergence sets Mult-VAE and the notebook's model apart: the average validation user's distribution is
//: {{divergence of Mult-VAE}} nats from the prior in the one, and {{divergence of the notebook's}} in the other.
//: {{else}}
//: The average validation user's distribution is {{divergence of Mult-VAE}} nats from the prior in Mult-VAE.
//: {{end}}
    let models = modelsFigure(rows, comparisons, against: .multVAE, depths)
    try page.figure("13-models.png", models)
//: ![NDCG on the test users, and its difference from Mult-VAE's, model by model](../figures/13-models.png)
//: *Above: {{NDCG}} on the test users, ± one standard error over the users. Below, where there is anything to compare with:
//: the mean difference from Mult-VAE's, user by user, with its 95% interval. What all users find hard is the same in both, so
//: that differences are surer than the values.*
//:
//: ## Recorded, and made now
//: {{if recorded}}
//: The whole contest takes most of an hour (`./reproduce.sh contest`), so its numbers are recorded in
//: [contest.json](../recordings/contest.json), and this page shows the recorded ones. Each row was also fitted anew in this run,
//: under the first seed, and has to give the recorded {{NDCG}}{{how exactly}}. To save time, a training whose best epoch
//: is kept ends {{patience}} epochs after the recorded best one.
//: {{if no run waits that long}}
//: No recorded run waited more than {{longest wait}} epochs for a better one, so this changes none.
//: {{end}}
//: {{else}}
//: Everything on this page was fitted in this run. `./reproduce.sh contest` runs the whole contest.
//: {{end}}
    //hide {
    page.note("how exactly", contest.promisesTheSameBytes ? ", to the last digit" : "")
    let published = splits.references(
        comparable: splits.dataSet?.epochs == settings.paperEpochs && !data.source.isSynthetic)
    page.expect(published + contest.references + data.authorsReferences)
    page.note("patience", Contest.patience)
    page.note("longest wait", contest.longestWait())
    page.claim("no run waits that long", contest.longestWait() < Contest.patience)
    for refit in contest.refits { page.check(refit.name, refit.measured) }
    //}
//:
//: ## Beside published numbers
//: {{if published numbers}}
//: These are the users of the paper's ML-20M, on which Liang et al. (table 2) and Steck (2019, table 2) publish numbers.
//: They are compared on the ratings themselves, with all epochs.
//: {{else}}
//: {{if the authors' code}}
//: Nothing is published on this split. But the authors' own code was run on it: the classes and metrics of vae_cf
//: under TensorFlow 1.14, with the files that `--export-splits` writes and β as above, under three seeds. Its means:
//: {{else}}
//: Nothing is published on this split.
//: {{end}}
//: {{end}}
    //hide {
    page.condition("published numbers", splits.dataSet != nil)
    page.condition("the authors' code", !data.authorsReferences.isEmpty)
    var measured: [String: Double] = [:]
    let papers: Set<ContestModel> = [.multDAE, .multVAE]
    for row in rows {
        for metric in papers.contains(row.model) ? depths.paper : [.ndcg] {
            let finding = Finding.contest(depths.name(of: metric), row.model)
            let value = row.average(metric)?.mean ?? 0
            measured[finding.name] = value
            let isCompared = page.references.contains { $0.name == finding.name }
            if isCompared { page.check(finding, value) } else { page.record(finding, value) }
        }
    }
    if splits.dataSet != nil { page.table(publishedTable(published, measured)) }
    //}
//:
//: ## More than accuracy
//: What the lists of {{list length}} that each model recommends to the test users are like:
    page.table(charactersTable(rows))
    //hide {
    page.note("list length", ListCharacter.depth(movies: train.shape.movies))
    func coverage(_ row: ContestRow) -> Double { mean(row.runs.map(\.lists.coverage)) }
    let others = rows.filter { $0.model != .popularity && $0.model != .asPublished }
    page.claim(
        "the notebook's model is told from the others",
        contest[.asPublished].map { coverage($0) < 0.05 } ?? false && others.allSatisfy { coverage($0) > 0.15 })
    //}
//: *Coverage* is the share of all movies that somebody is recommended, *popular* the share of what is recommended that
//: is among the {{list length}} movies with the most clicks, the *Gini* coefficient is 0 where all movies are
//: recommended equally often and 1 where one is, and *novelty* is the mean of −log₂ of the share of training users who
//: clicked a recommended movie.
//: {{if the notebook's model is told from the others}}
//: By these numbers too the notebook's model is told from the others: like popularity, it recommends hardly any movies but
//: the popular ones ([chapter 11](11-diagnose.md)). The others spread over a large part of the catalogue.
//: {{end}}
//:
//: ## The paper's figure 1, again
    let curves = AnnealingCurves(contest, of: training)
    //hide {
    page.condition("curves recorded", curves != nil)
    if let curves {
        try page.figure("13-annealing.png", curves.figure(depths))
    }
    for (name, curve) in [("at 1", curves?.atOne), ("to 1", curves?.toOne), ("to 0.2", curves?.toBest)] {
        page.note("highest \(name)", decimal(curve?.peak.ndcg ?? 0, places: 4))
        page.note("epoch \(name)", curve?.peak.epoch ?? 0)
    }
    page.note("reached", training.epochsToOne)
    page.note("β at the peak", decimal(curves?.toOne.betaAtPeak ?? 0, places: 2))
    page.note("β at the best", decimal(curves?.toBest.betaAtPeak ?? 0, places: 2))
    page.claim("annealed to 0.2 is higher", curves.map { $0.toBest.peak.ndcg > $0.toOne.peak.ndcg } ?? false)
    //}
//: {{if curves recorded}}
//: ![Validation NDCG by epoch for three schedules of β](../figures/13-annealing.png)
//: *{{NDCG}} on the validation users by epoch: β = 1 throughout, β annealed to 1 within {{reached}} epochs, and β
//: annealed to 0.2 as above.*
//:
//: The highest {{NDCG}} is {{highest at 1}} in epoch {{epoch at 1}} with β = 1 throughout, {{highest to 1}} in epoch
//: {{epoch to 1}} annealed to 1, and {{highest to 0.2}} in epoch {{epoch to 0.2}} annealed to 0.2.
//:
//: To choose β, the paper anneals it to 1, sees where the validation {{NDCG}} peaks, and stops there in a second run.
//: Here the peak is in epoch {{epoch to 1}}, at β = {{β at the peak}}; the paper chose 0.2 for its data.
//: {{if annealed to 0.2 is higher}}
//: But annealed to 0.2, a run gets higher than that. It was at its best at β = {{β at the best}}. These are single runs,
//: under one seed: they show what the heuristic may miss, not how often.
//: {{else}}
//: The run annealed to 0.2 was at its best at β = {{β at the best}}.
//: {{end}}
//: {{else}}
//: Without a recording of the whole contest, the three schedules over all epochs are left out.
//: {{end}}
}
