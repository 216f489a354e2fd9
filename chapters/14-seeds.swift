//: # 14 · Seeds
//: Previous: [13 · Paper](13-paper.md)
//:
//: The notebook's three numbers come from one training whose random draws nobody can repeat: first weights, order of users,
//: dropout, z. Another training would have printed others. How different? Here the same study runs under {{count}}. The
//: shuffle keeps its own seed, so movies, users, split and mask are the same for all of them; only the draws of the training
//: and of z change.
import Interactions //hide
import LinearAlgebra //hide
import Ranking //hide
import VariationalAutoencoder //hide
import Weave //hide
 //hide
func seeds(
    _ architecture: Architecture, annealing: AnnealingSchedule, users: UserSplit, validation: FoldIn, test: FoldIn,
    ratings: Ratings, settings: Settings, share: Share?, resources: Resources, comparing notebook: Comparability, on page: Page
) throws {
    let recipe = settings.recipe(architecture, annealing)
    let seeds = share?.seeds(of: settings.seeds) ?? Array(settings.seeds.range)
    let runs = try results(
        of: seeds.map { recipe.under($0) }, on: users.train.clicks, validation: validation,
        test: TestProtocols(test, ratings: ratings, settings: settings), with: resources
    ) {
        resources.report(.advanced(.seeds, share: $0))
    }
    guard share == nil else { return } //hide
    page.note("count", seeds.count == 1 ? "one seed" : "\(decimal(seeds.count)) seeds") //hide
//: The trainings do not depend on each other, so they run side by side, one to a processor, and each result is kept in a file of
//: its own. A thousand seeds can be shared out among processes or machines with `--share`; the README shows how. What they all
//: leave in one folder is found here like any other kept result.
//:
//: ## What the seeds decide
//: Recall on the test users by the notebook's own metric, and for how many epochs a training went on before its validation loss
//: had not improved for {{patience}} in a row, or the {{limit}} were over:
    let recalls = Published.recalls.enumerated().compactMap { index, value in
        Spread(runs.map { $0[.notebook, .notebook].meanRecalls[index] }).map {
            SeededNumber(name: "recall@\(value.0)", spread: $0, published: notebook.sameTraining ? value.1 : nil)
        }
    }
    let epochs = Spread(runs.map { Double($0.epochs) }).map {
        SeededNumber(name: "epochs", spread: $0, published: notebook.sameTraining ? Double(Published.epochs) : nil)
    }
    page.note("patience", settings.patience) //hide
    page.note("limit", settings.epochs) //hide
    page.table(spreadTable(recalls + [epochs].compactMap { $0 }))
//: {{columns}}
    page.note("columns", columnsExplained(recalls)) //hide
    try page.figure(
        "14-curves.png", "Validation recall at 20 and validation loss by epoch, as bands over all seeds, with the ends of the trainings",
        caption: "Trainings end after different numbers of epochs. One that has ended keeps its last value, so at every epoch the band "
            + "is over all seeds: over the models that one would have, had one looked then."
    ) { try seedCurvesFigure(runs).png() }
//: ## Reproduced or not
//: If the notebook's training was one like these, its three numbers are one more draw from the same distributions, and lie where
//: such draws lie. How far from the mean one more run may fall follows from the spread of those at hand (Student's t). Three numbers
//: have three chances to fall outside, so each has limits that it crosses with a probability of a third of 5%.
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
//:
//: ## Longer trainings
//: {{longer}}
    let lines = recalls.indices.compactMap { index in
        LeastSquares(x: runs.map { Double($0.epochs) }, y: runs.map { $0[.notebook, .notebook].meanRecalls[index] })
    }
    if let epochs, lines.count == recalls.count { page.table(epochsTable(recalls, lines: lines, at: epochs)) }
    page.note("longer", epochsExplained(epochs, lines: lines)) //hide
} //hide
