//: # 14 · Seeds
//: Previous: [13 · Paper](13-paper.md)
//:
//: The notebook's three numbers come from one training that nobody seeded: first weights, order of users, dropout, z. Another
//: training would have printed others. How different? Here the same study runs under {{count}}. The shuffle of
//: [chapter 4](04-shuffle.md) keeps its own seed, so movies, users, split and mask are the same for all of them; only the
//: draws of the training and of z change.
import Experiment //hide
import Interactions //hide
import LinearAlgebra //hide
import Ranking //hide
import Statistics //hide
import VariationalAutoencoder //hide
import Weave //hide
 //hide
func seeds(
    _ architecture: Architecture, annealing: AnnealingSchedule, users: UserSplit, validation: FoldIn, test: FoldIn,
    ratings: Ratings, settings: Settings, share: Share?, resources: Resources, comparing notebook: Comparability, on page: Page
) throws -> [SeededRun] {
    let recipe = settings.recipe(architecture, annealing)
    let seeds = share?.seeds(of: settings.seeds) ?? Array(settings.seeds.range)
    let results = try results(
        of: seeds.map { recipe.under($0) }, on: users.train.clicks, validation: validation,
        test: TestProtocols(test, ratings: ratings, settings: settings), with: resources
    ) {
        resources.report(.advanced(.seeds, share: $0))
    }
    guard share == nil else { return [] } //hide
    let runs = zip(seeds, results).map { SeededRun(seed: $0, result: $1) }
    page.note("count", seeds.count == 1 ? "one seed" : "\(decimal(seeds.count)) seeds") //hide
//: The trainings do not depend on each other, so they run side by side, one to a processor, and each result is kept in a file of
//: its own. A thousand seeds can be divided among processes or machines with `--share`; the README shows how. What each seed
//: gave is written as `seeds.csv` and `seeds-history.csv`.
//:
//: ## What the seeds decide
//: Recall on the test users by the notebook's own metric, and for how many epochs a training went on before its validation loss
//: had not improved for {{patience}} in a row, or the {{limit}} were over:
    let recalls = recallNumbers(runs.map(\.recalls), comparing: notebook)
    let epochs = SeededNumber(
        name: "epochs", runs.map { Double($0.result.epochs) },
        published: notebook.sameTraining ? Double(Published.epochs) : nil)
    page.note("patience", settings.patience) //hide
    page.note("limit", settings.epochs) //hide
    page.table(spreadTable(recalls + [epochs].compactMap { $0 }))
//: {{columns}}
    page.note("columns", columnsExplained(recalls)) //hide
    try page.figure(
        "14-curves.png", "Validation recall at 20 and validation loss by epoch, as bands over all seeds, with the ends of the trainings",
        caption: "Trainings end after different numbers of epochs. One that has ended keeps its last value, so at every epoch the band "
            + "is over all seeds: over the models that one would have, had one looked then."
    ) { try seedCurvesFigure(results).png() }
//: ## The same seeds in Keras
//: {{pairs}}
    let pairs = SeedPairs(runs, notebook.keras?.fourLines ?? [])
    page.note("pairs", pairs.explained) //hide
    page.table(pairs.table)
    if !pairs.pairs.isEmpty { //hide
    page.check("seeds that run for as many epochs as in Keras", pairs.countOfSameLength)
    page.check("mean difference of a seed's recall@20 from Keras's", pairs.meanDifference)
    } //hide
    if !pairs.pairs.isEmpty { //hide
    try page.figure(
        "14-keras.png", "Recall at 20 of each seed here against the same seed's in Keras, close to the diagonal",
        caption: "Each dot is a seed that both were run with. On the line, both programs have the same recall."
    ) { try pairs.figure.png() }
    } //hide
//: ## The original, as it was
//: {{original}}
    let original = recallNumbers(notebook.keras?.asItStands.map(\.recalls) ?? [], comparing: notebook)
    page.note("original", originalExplained(original)) //hide
    page.table(originalTable(recalls, original))
//: {{equivalence}}
    page.note("equivalence", equivalenceExplained(recalls, original)) //hide
//: ## Consistent or not
//: If the notebook's training was one like these, its three numbers are one more draw from the same distributions, and lie where
//: such draws lie. How far from the mean one more run may fall follows from the spread of those at hand (Student's t). With
//: three numbers there are three chances to fall outside, so each limit is set at a third of 5% (Bonferroni).
    let reproduction = Reproduction(numbers: recalls)
    try page.figure(
        "14-published.png", "Recall at 20, 50 and 100 under every seed, and the published values among them",
        caption: "Every blue line is a seed. The grey ones are the limits between which all three numbers of one more run lie with a "
            + "probability of at least 95%."
    ) { try publishedFigure(reproduction).png() }
    for number in recalls {
        let limit = reproduction.limit(number)
        page.check("mean \(number.name) of the seeds", number.spread.mean, within: limit)
    }
//: {{verdict}}
    page.note("verdict", reproduction.verdict) //hide
    if let p = reproduction.plausibility { page.record("p of the published recalls", p) } //hide
//:
//: {{among}}
    page.note("among", amongTheOriginal(original)) //hide
//:
//: ## Why the published digits cannot come back
//: The notebook never seeds NumPy's generator for its training, so the state came from the operating system: nine op seeds of
//: ten million possibilities each and forty shuffles, of which the page shows one loss of four digits and three recalls.
//:
//: And a seed would not have been enough. Keras 2.2.4 on TensorFlow 1.14 has two data races, in which the order of two
//: operations is left to chance:
//:
//: - *Adam's counter.* Keras adds one to its counter and reads it for the step size, in no set order. At first the addition
//:   always came first, so the first update counted as the second one and was 0.744 times as long as it should have been.
//:   After about a hundred updates TensorFlow has timed its operations often enough to start the cheap ones in another
//:   order, and from then on the addition came last. When that happens differs from run to run.
//: - *Weights that change too early.* Each weight is updated as soon as its own gradient is there. Whether the decoder's last
//:   kernel W is still the old one when the gradient below it is computed, δ Wᵀ, is left to chance: of seven runs with one
//:   seed, three used the old W and four the new one, and their losses differ from the second batch on (0.683686 and
//:   0.683632).
//:
//: Three lines before the notebook's code settle the second race and all of the first but for its turning point; a fourth
//: settles that too, and makes Keras's training a function of its seed:
//:
//: ```python
//: np.random.seed(42)
//: tf.enable_resource_variables()        # layers read the weights of before the update
//: K.set_session(tf.Session(config=tf.ConfigProto(inter_op_parallelism_threads=1)))
//: counter_read._add_control_input(counter_addition)    # the addition always comes first
//: ```
//:
//: {{lines}}
    page.note("lines", linesExplained(notebook.keras)) //hide
//:
//: ## Longer trainings
//: {{longer}}
    let lines = recalls.indices.compactMap { index in
        LeastSquares(x: runs.map { Double($0.result.epochs) }, y: runs.map { $0.recalls[index] })
    }
    if let epochs, lines.count == recalls.count { page.table(epochsTable(recalls, lines: lines, at: epochs)) }
    page.note("longer", epochsExplained(epochs, lines: lines)) //hide
    return runs //hide
} //hide
