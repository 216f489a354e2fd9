//: # 14 · Seeds
//: The notebook's three numbers come from one training that was not seeded: its initial weights, order of users,
//: dropout and z were random. Another training would have printed other numbers. How different? Here the same study
//: runs with {{count}}. The shuffle of [chapter 4](04-shuffle.md) keeps its own seed, so movies, users, split and mask
//: are the same in all runs; only the random draws of the training and of z change.
import Comparisons
import Formatting
import Interactions
import LinearAlgebra
import Pages
import Ranking
import Statistics
import Study
import Training
import VariationalAutoencoder
import Weave

func seeds(
    _ recipe: Recipe, _ data: StudyData, in context: RunContext, on page: Page
) throws -> [SeededRun] {
    //hide {
    let (settings, notebook) = (data.settings, data.comparability)
    //}
    let seeds = Array(settings.seeds.range)
    let recipes = seeds.map { recipe.under($0) }
    let results = try data.subjects.results(of: recipes, in: context)
    let runs = zip(seeds, results).map { SeededRun(seed: $0, result: $1) }
    //hide {
    page.note("count", seeds.count == 1 ? "one seed" : "\(decimal(seeds.count)) seeds")
    //}
//: The trainings are independent, so they run in parallel, one per processor, and each result is cached in its own
//: file. A thousand seeds can be divided among processes or machines: see [many seeds](../docs/many-seeds.md). Every
//: seed's results are written to `seeds.csv` and `seeds-history.csv`.
//:
//: ## What the seeds decide
//: Recall on the test users by the notebook's own metric, and the number of epochs before a training stopped, because
//: its validation loss had not improved for {{patience}} in a row or because all {{limit}} were over:
//: {{if all depths}}
//: {{else}}
//: (There are {{movies}} movies, and a list that holds all of them says nothing: {{too large}} is not shown.)
//: {{end}}
    let recalls = data.recallNumbers(runs.map(\.recalls))
    let epochs = ReplicatedMetric(
        name: "epochs", runs.map { Double($0.result.epochs) },
        published: notebook.sameTraining ? Double(Published.epochs) : nil)
    page.table(spreadTable(recalls + [epochs].compactMap { $0 }))
    try page.figure("14-curves.png", seedCurvesFigure(results))
    //hide {
    page.condition("all depths", data.depths.recall == Depths.notebook)
    page.note("movies", decimal(data.train.movies.count))
    page.note("too large", data.depths.tooLarge)
    page.note("patience", settings.patience)
    page.note("limit", settings.epochs)
    page.condition("several seeds", runs.count > 1)
    page.note("seeds", decimal(runs.count))
    page.note("least p by rank", decimal(2 / Double(runs.count + 1), places: 3))
    //}
//: {{if several seeds}}
//: One more run falls into the interval with a probability of 95%, if such numbers are normally distributed.
//: {{if a published run}}
//: The p beside a published number is the probability that one more run lies at least as far from the mean; *by rank*
//: assumes no distribution, and with {{seeds}} seeds it cannot be below {{least p by rank}}.
//: {{end}}
//: {{else}}
//: A single seed has no spread: `--seeds` runs more of them.
//: {{end}}
//:
//: ![Validation curves by epoch, as bands over all seeds](../figures/14-curves.png)
//: *Trainings end after different numbers of epochs. One that has ended keeps its last value, so at every epoch the
//: band covers all seeds.*
//:
//: ## The same seeds in Keras
//: {{if seeds of Keras}}
//: For {{pairs}} of these seeds there is a recorded run of the original program, with the same seed and without its
//: data races (see below).
//: {{if trainings as long as Keras's}}
//: All of them ran for the same number of epochs in both programs.
//: {{else}}
//: {{pairs of the same length}} of them ran for the same number of epochs in both programs. A near tie of two
//: validation losses was decided the other way for {{other pairs}}.
//: {{end}}
//: Over the seeds with the same number of epochs, recall on the test users differs from Keras's by:
//: {{else}}
//: No run of Keras is recorded for these ratings, settings and seeds.
//: {{end}}
    let pairs = SeedPairs(runs, notebook.keras?.fourLines ?? [])
    page.table(pairs.table)
    //hide {
    page.note("pairs", decimal(pairs.pairs.count))
    page.note("pairs of the same length", decimal(pairs.countOfSameLength))
    page.note("other pairs", pairs.ofOtherLength)
    page.condition("seeds of Keras", !pairs.pairs.isEmpty)
    page.condition("trainings as long as Keras's", pairs.countOfSameLength == pairs.pairs.count)
    if !pairs.pairs.isEmpty {
        page.check(.seedsOfTheSameLength, pairs.countOfSameLength)
        page.check(.differenceFromKeras, pairs.meanDifference)
        try page.figure("14-keras.png", pairs.figure)
    }
    //}
//: {{if seeds of Keras}}
//: ![Recall at 20 of each seed here against the same seed's in Keras, close to the diagonal](../figures/14-keras.png)
//: *Each dot is a seed that both programs ran with. On the line, both have the same recall.*
//: {{end}}
//:
//: ## The original, as it was
    let original = data.recallNumbers(notebook.keras?.asItStands.map(\.recalls) ?? [])
    page.table(originalTable(recalls, original))
    //hide {
    let beside = BesideTheOriginal(recalls, original)
    page.note("runs", decimal(original.first?.spread.count ?? 0))
    page.note("margin", decimal(recallMargin))
    page.condition("runs of the original", !original.isEmpty)
    page.claim("equivalent to the original", beside.areEquivalent)
    page.claim("spread as the original", beside.areSpreadAlike)
    //}
//: {{if runs of the original}}
//: The notebook's cells were also run unchanged, with only a seed before them, {{runs}} times. These runs have the data
//: races that the published run had too. The table gives recall on the test users, mean ± standard deviation. Means are
//: *equivalent* if they differ by less than {{margin}}, a margin fixed beforehand: it is one hit more among the first
//: 20 for one user in 25. The p is that of two one-sided t tests (Schuirmann 1987). Spreads are compared by the test of
//: Brown and Forsythe (1974).
//: {{else}}
//: There is no recorded run of the original program with these ratings and settings.
//: {{end}}
//: {{if equivalent to the original}}
//: **All three means are equivalent** at 5%.
//: {{end}}
//: {{if spread as the original}}
//: No spread differs significantly.
//: {{end}}
//:
//: ## Consistent or not
//: {{if a published run}}
//: If the notebook's training was one like these, its three numbers are one more draw from the same distributions.
//: {{end}}
//: How far from the mean one more run may fall follows from the spread of the seeds (Student's t). With three numbers
//: there are three chances to fall outside, so each limit is set at a third of 5% (Bonferroni).
    let reproduction = ReplicationTest(numbers: recalls)
    //hide {
    if !recalls.isEmpty { try page.figure("14-published.png", publishedFigure(reproduction)) }
    //}
    for (k, number) in zip(data.depths.recall, recalls) {
        let limit = reproduction.limit(number)
        page.check(.meanRecall(at: k), number.spread.mean, within: limit)
    }
    let p = reproduction.pValue
    page.claim("consistent with the published run", (p ?? 0) >= ReplicationTest.level)
    //hide {
    if let p { page.record(.pOfThePublished, p) }
    page.note("p", p.map { decimal($0, places: $0 < 0.1 ? 3 : 2) } ?? "–")
    page.note("level", decimal(ReplicationTest.level))
    page.note("farthest", reproduction.farthest?.name ?? "–")
    page.note("distance", reproduction.distance.map { decimal($0, places: 1) } ?? "–")
    page.note("limits", recalls.map { "±\(decimal(reproduction.limit($0), places: 4))" }.joined(separator: ", "))
    let among = ReplicationTest(numbers: original).pValue
    page.note("among", amongTheOriginal(original))
    page.note("p among the original", among.map { decimal($0, places: 3) } ?? "–")
    page.claim("consistent with the original's own runs", (among ?? 0) >= ReplicationTest.level)
    page.condition("a published run", p != nil)
    page.condition("recalls to show", !recalls.isEmpty)
    //}
//: {{if recalls to show}}
//: ![Recall at 20, 50 and 100 under every seed](../figures/14-published.png)
//: *Every blue line is a seed. The grey lines are limits: with a probability of at least 95%, all three numbers of one
//: more run lie between them.*
//: {{end}}
//:
//: {{if consistent with the published run}}
//: **Consistent.** If the published run was one more like these, the chance that any of its numbers lies as far out as
//: its {{farthest}}, {{distance}} standard deviations from the mean of {{count}}, is at most p = {{p}} (Bonferroni).
//: That is not below {{level}}; with a number outside {{limits}} about the means it would be.
//: {{else}}
//: {{if a published run}}
//: The chance that any number of one more run like these lies as far out as the published {{farthest}}, {{distance}}
//: standard deviations from the mean of {{count}}, is at most p = {{p}} (Bonferroni).
//: {{else}}
//: **No verdict.** Either nothing was published about these ratings and settings, or there is only one run, which has
//: no spread to compare it with.
//: {{end}}
//: {{end}}
//:
//: {{if runs of the original}}
//: Among the original's own runs, {{among}}.
//: {{end}}
//: {{if consistent with the original's own runs}}
//: All three together: p = {{p among the original}} (Bonferroni), so they are consistent with one more run of the
//: original, if a lucky one.
//: {{end}}
//:
//: ## Why the published digits cannot come back
//: The notebook never seeds NumPy's generator for its training, so its state came from the operating system. It
//: determined nine op seeds, of ten million possibilities each, and forty shuffles. All that the notebook's output
//: shows of them is one loss of four digits and three recalls.
//:
//: And a seed would not have been enough. Keras 2.2.4 on TensorFlow 1.14 has two data races, where the order of two
//: operations is left to chance:
//:
//: - *Adam's counter.* Keras adds one to its counter and reads it for the step size, in no fixed order. At first the
//:   addition always came first, so the first update counted as the second one and was 0.744 times as long as it should
//:   have been. After about a hundred updates TensorFlow has timed its operations often enough to start the cheap ones
//:   in another order, and from then on the addition came last. This turning point differs from run to run.
//: - *Weights that change too early.* Each weight is updated as soon as its own gradient is ready. It is left to chance
//:   whether the decoder's last kernel W is still the old one when the gradient below it, δ Wᵀ, is computed: of seven
//:   runs with one seed, three used the old W and four the new one, and their losses differ from the second batch on
//:   (0.683686 and 0.683632).
//:
//: Three lines before the notebook's code settle the second race, and the first except for its turning point. A fourth
//: line settles that too, and makes Keras's training a function of its seed:
//:
//: ```python
//: np.random.seed(42)
//: tf.enable_resource_variables()        # layers read the weights from before the update
//: K.set_session(tf.Session(config=tf.ConfigProto(inter_op_parallelism_threads=1)))
//: counter_read._add_control_input(counter_addition)    # the addition always comes first
//: ```
//:
//: {{if runs of the original}}
//: With three lines, the turning point came after {{first turn}} to {{last turn}} updates in {{recorded}} recorded
//: seeds. The fourth line changes validation losses by up to {{changed loss}}, and the number of epochs of
//: {{changed length}} seeds. This kit follows the four lines, and so do the runs of Keras that it is compared with seed
//: by seed. Both recordings are in the `recordings` folder, and the script that made them is in
//: `Tests/VariationalAutoencoderTests/Fixtures`.
//: {{end}}
    //hide {
    let race = notebook.keras.map { AdamsRace($0) }
    page.note("recorded", decimal(race?.seeds ?? 0))
    page.note("first turn", decimal(race?.turns.min() ?? 0))
    page.note("last turn", decimal(race?.turns.max() ?? 0))
    page.note("changed loss", decimal(race?.largestDifference ?? 0, places: 5))
    page.note("changed length", decimal(race?.seedsOfOtherLength ?? 0))
    //}
//:
//: ## Longer trainings
//: {{if trainings of different lengths}}
//: With early stopping, the number of epochs is itself a matter of chance, here from {{shortest}} to {{longest}}.
//: {{if a published run}}
//: The notebook trained for {{published epochs}} epochs; {{as long}} of {{seeds}} runs here trained for at least as
//: many.
//: {{end}}
//: {{if recall rises with the epochs}}
//: Over these seeds recall rises with the number of epochs at every k, though loosely.
//: {{if the published run was a long one}}
//: So a run as long as the notebook's can be expected to lie above the means:
//: {{end}}
//: {{else}}
//: How recall varies with it:
//: {{end}}
//: {{else}}
//: Every training ran for {{shortest}} epochs, so nothing can be said about longer ones.
//: {{end}}
    let lines = recalls.indices.compactMap { index in
        LeastSquares(
            x: runs.map { Double($0.result.epochs) }, y: runs.map { $0.recalls[index] })
    }
    if let epochs, lines.count == recalls.count {
        page.table(epochsTable(recalls, lines: lines, at: epochs))
    }
    //hide {
    let lengths = runs.map(\.result.epochs)
    let (shortest, longest) = (lengths.min() ?? 0, lengths.max() ?? 0)
    let publishedEpochs = epochs?.published ?? 0
    page.note("shortest", decimal(shortest))
    page.note("longest", decimal(longest))
    page.note("published epochs", decimal(publishedEpochs))
    page.note("as long", decimal(lengths.count { Double($0) >= publishedEpochs }))
    page.condition("trainings of different lengths", shortest < longest)
    page.claim("recall rises with the epochs", !lines.isEmpty && lines.allSatisfy { $0.slope > 0 })
    page.claim("the published run was a long one", publishedEpochs > epochs?.spread.mean ?? 0)
    return runs
    //}
}
