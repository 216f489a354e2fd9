//: # 15 · Published
//: Nothing is published on the users of [chapter 13](13-paper.md), but much on these ratings. The authors of *Neural
//: Collaborative Filtering* (NCF; He et al., WWW 2017) put a test set of MovieLens 1M beside
//: [their code](https://github.com/hexiangnan/neural_collaborative_filtering). On exactly that set, the paper of
//: chapter 13 compares Mult-DAE with NCF, and others have printed numbers since. This chapter trains the kit's models on
//: its training clicks, with the settings that these authors give, and holds what comes out against what they printed.
//:
//: | Given | What it is | From |
//: | :--- | :--- | :--- |
//: | `data` | the ratings | [chapter 1](01-load.md) |
//: | `testSet` | where the two files of NCF's authors are | `--ncf`, `$NCF_ML_1M`, `data/ncf`, or their repository |
//: | `recordings` | the folder of what was recorded once, such as this chapter's models | the kit |
//: | `context` | threads to work on and fits that are kept; no number depends on them | the run |
import Contest
import Formatting
import Interactions
import Pages
import Plotting
import Ranking
import Study
import Weave

func published(
    _ data: DataSet, _ testSet: TestSetPlace, recordings: String, in context: RunContext, on page: Page
) throws {
//: ## The test set
    let split = try testSet.split(of: data.ratings)
    if let split {
        page.show(
            "trained on  \(split.train.shape)  \(decimal(split.train.count)) clicks",
            "held out    \(decimal(split.heldOut.count)) clicks, one a user",
            "candidates  \(decimal(split.candidates.map(\.count).reduce(0, +)))")
    }
    //hide {
    page.condition("here", split != nil)
    page.condition("MovieLens 1M", data.isMovieLens1M)
    page.note("reason", testSet.reason ?? "")
    //}
//: Every rating is a click, whatever its stars, and no user or movie is dropped. Of each of the 6,040 users one click is
//: held out, the latest as the authors say, and 99 movies are drawn. A model is trained on all other clicks of *all*
//: users, and ranks each user's held-out movie among the 99. (Of 156 users it is itself among the 99, and counts once, as
//: in the authors' own evaluation.)
//: {{if here}}
//: Each held-out rating was found in the ratings: the same user, movie and stars.
//: {{else}}
//: {{if MovieLens 1M}}
//: The authors' files are not here: {{reason}}. So this run fits nothing; `--ncf DIR` names a folder with
//: `ml-1m.test.rating` and `ml-1m.test.negative`.
//: {{else}}
//: The test set belongs to MovieLens 1M, and these are other ratings. So this run fits nothing.
//: {{end}}
//: What follows is what was recorded of MovieLens 1M.
//: {{end}}
//:
//: **HitRate@10** is 1 if the held-out movie is among the ten highest, **NDCG@10** is 1 / log₂(1 + rank) there; else
//: both are 0. Movies of the same score, as popularity has them, have no order of their own: each metric is its mean over
//: all orders of them.
//:
//: ## Beside what was printed
    let recording = try NCFRecording(folder: recordings)
    let comparison = try NCFComparison(recording, on: split, in: context)
    page.table(printedTable(comparison))
    //hide {
    let (verdicts, refits) = (comparison.verdicts, comparison.refits)
    if data.isMovieLens1M {
        page.expect((verdicts + refits).map(\.reference))
        for verdict in verdicts { page.check(verdict.name, verdict.measured) }
    }
    page.note(publishedNotes(comparison))
    //}
//: {{if MovieLens 1M}}
//: Above, each number is held against the printed one of the same settings, where there is one.
//: {{end}}
//: In parentheses is the standard error over the 6,040 users. A model that draws at random was trained under seeds
//: {{first seed}} to {{last seed}}: its metrics are their means, beside the standard deviation (SD) of NDCG@10 between
//: them. NCF, NeuMF and matrix factorization by stochastic gradient descent (SGD) are no models of the kit, and shown as
//: printed only; of the retuned iALS and of Mult-VAE the kit knows no printed numbers. The settings:
    page.table(settingsTable(comparison))
//: Anelli et al. give theirs as
//: [configuration files](https://github.com/sisinflab/Reenvisioning-the-comparison-between-Neural-Collaborative-Filtering-and-Matrix-Factorization/tree/main/config_files),
//: Rendle et al. 2022 in the [README](https://github.com/google-research/google-research/tree/master/ials) of their code.
//: Two are written in another way than in the kit. SLIM's λ₁ and λ₂ are l1_ratio and 1 − l1_ratio of α times the number of
//: users. In iALS a click weighs 1 + c with c = α log(1 + 1/ε); it orders movies as chapter 13's iALS does with α₀ = 1/c,
//: λ divided by 1 + c, and ν = 0. For item-kNN nobody gives settings that the kit has: {{tries}} draws from chapter 13's
//: space were compared by NDCG@10 on one more click of each user, held out of the training clicks at random; the test set
//: played no part. Ferrari Dacrema et al. print
//: [their numbers](https://github.com/MaurizioFD/RecSys2019_DeepLearning_Evaluation/blob/master/FULL_RESULTS.md) for
//: item-kNN and RP3β with other settings, so that nothing is held against these. All other printed numbers stand as they
//: were noted from the papers, which were not at hand to look them up again.
//:
//: ## Among all movies
//: Ranking among 99 others is a measure of its own: it need not order models as ranking among all movies does (Krichene
//: and Rendle, KDD 2020). The same models, where the held-out movie has to come out among all that the user did not click
//: in training:
    try page.figure("15-rankings.png", rankingsFigure(comparison))
//: ![NDCG at 10 among 99 other movies and among all movies, model by model](../figures/15-rankings.png)
//: *NDCG@10 of the held-out movies, ± one standard error over the users, in the order of the upper panel.*
    //hide {
    page.claim("the order changes", !comparison.order.reversed.isEmpty)
    //}
//: NDCG@10 is then {{lowest}} to {{highest}}. Of {{pairs}} pairs of models, {{told}} differ among the 99, user by user,
//: so that zero is outside the 95% interval (not adjusted for the number of pairs). Of these, {{same}} differ so among
//: all movies in the same direction.
//: {{if the order changes}}
//: {{reversed}} differ so in the other direction: among the 99, and not among all movies, {{which of them}}. So the table
//: above says how near the kit comes to print, and not which model recommends best.
//: {{else}}
//: None differs so in the other direction.
//: {{end}}
//:
//: ## Recorded, and made now
//: All fits take half an hour (`./reproduce.sh ncf`), so they are recorded in [ncf.json](../recordings/ncf.json), and the
//: tables and the figure show the recorded ones.
//: {{if fitted}}
//: What takes seconds was fitted anew in this run, under the first seed where it draws at random, and has to give the
//: recorded NDCG@10{{how exactly}}:
//: {{end}}
    //hide {
    page.condition("fitted", !refits.isEmpty)
    for refit in refits { page.check(refit.name, refit.measured) }
    //}
}
