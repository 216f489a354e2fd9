//: # 9 · Train
//: Previous: [8 · Anneal](08-anneal.md)
//:
//: The optimiser is Adam with Keras's defaults: step {{rate}}, β₁ = 0.9, β₂ = 0.999, and ε = 1e-7 added to √v after the
//: bias correction. Batches hold {{batch}} users, who are reshuffled in every epoch; the last batch is what is left, {{short}}.
//: Training stops after {{epochs}} epochs, or when the validation loss has not improved for {{patience}} in a row, and keeps
//: the last weights, not the best.
import Experiment //hide
import Interactions //hide
import LinearAlgebra //hide
import Ranking //hide
import VariationalAutoencoder //hide
import Weave //hide
 //hide
func train(
    _ architecture: Architecture, annealing: AnnealingSchedule, users: ClickMatrix, validation: FoldIn, settings: Settings,
    resources: Resources, beside keras: KerasRuns.Run?, on page: Page
) throws -> Training {
    let batches = (users.shape.users + settings.batchSize - 1) / settings.batchSize //hide
    page.note("rate", decimal(settings.learningRate)) //hide
    page.note("batch", settings.batchSize) //hide
    page.note("short", users.shape.users - (batches - 1) * settings.batchSize) //hide
    page.note("epochs", settings.epochs) //hide
    page.note("patience", settings.patience) //hide
    let recipe = settings.recipe(architecture, annealing)
    let clicks = [users.clicks, validation.input.clicks, validation.target.clicks]
    let training = try resources.kept.training(recipe, on: clicks) { checkpoint in
        try train(by: recipe, on: users.clicks, validation: validation, checkpoint: checkpoint, with: resources) {
            resources.report(.trained($0))
        }
    }
//: A training's result is kept, under a name made from everything it depends on, so a chapter that needs it again does
//: not train again. What the epochs gave:
    page.table(training.table(beside: keras))
    page.note("ran", training.history.count) //hide
    page.note("best", training.epochOfLowestLoss) //hide
    page.note("recall", decimal(training.recalls.last ?? 0, places: 3)) //hide
    page.note("first", decimal(training.recalls.first ?? 0, places: 3)) //hide
    page.note("share", decimal(100 * (training.recalls.first ?? 0) / (training.recalls.last ?? 1), places: 0)) //hide
    page.note("divergence", decimal(training.history.last?.validation?.divergence ?? 0, places: 2)) //hide
//: The *loss* is the mean over the epoch's batches, each taken before its update, with dropout and with the β of its
//: moment. The *validation loss* is taken after the epoch on masked inputs and whole targets, without dropout, z still
//: drawn at random, at β's last value. *Recall@20* is the notebook's own metric on the validation users, explained in
//: [chapter 10](10-evaluate.md).
//:
//: The notebook's output still shows one loss of its first epoch, the mean over the first two batches, of which one was taken
//: at β = 1 and the other at 0. In the first batches, this run and Keras's:
    let begun = Trainer(
        recipe.start, on: users.clicks, validation: (input: validation.input.clicks, target: validation.target.clicks),
        settings: recipe.training, threads: resources.threads)
    let losses = begun.updateEpoch(0)
    page.table(batchesTable(losses, beside: keras))
    page.check("loss of the first two batches", losses.prefix(2).reduce(0, +) / Double(min(2, losses.count)))
    let agreement = keras.map { KerasAgreement(training, $0) } //hide
    page.note("beside", beside(agreement, keras, users: validation.input.clicks.rows)) //hide
    if let keras, let recorded = keras.batchLosses, let agreement { //hide
        let largest = zip(losses, recorded).map { abs($0 / $1 - 1) }.max() ?? 0 //hide
        page.check("losses of the first epoch's batches, largest relative difference", largest) //hide
        page.check("losses of all epochs, largest difference in nats", agreement.largestLoss) //hide
        page.check("epochs", training.history.count) //hide
    } //hide
//: {{beside}}
    try page.figure(
        "09-loss.png", "Training and validation loss by epoch, both falling steeply at first and then levelling off",
        caption: "The first epoch's training loss holds the one update at β = 1. Dots, where there are any, are Keras's."
    ) { try lossFigure(training, beside: keras).png() }
    try page.figure(
        "09-recall.png", "Validation recall at 20 by epoch",
        caption: "Recall@20 on the validation users after each epoch, with z drawn at random each time."
    ) { try recallByEpochFigure(training, beside: keras).png() }
//: The run ended after {{ran}} epochs, its lowest validation loss was in epoch {{best}}, and recall@20 went from {{first}} after
//: the first epoch to {{recall}} after the last. The notebook trained for 40 epochs, from other random numbers.
//:
//: So the first epoch alone gave {{share}}% of the last one's recall. And the divergence is down to {{divergence}} nats: that
//: is all that the average user's distribution still differs from the one that the decoder would draw from for anybody.
//:
//: ## The weights
//: The trained weights are written as `weights.safetensors`, and this table as `history.csv`. The names in the weights file,
//: with their shapes:
    page.table(training.model.parameterTable)
//: `B` users enter as rows of `x`, and every layer computes `x @ kernel + bias`: shapes are inputs × outputs, as in Keras.
    return training //hide
} //hide
//:
//: Next: [10 · Evaluate](10-evaluate.md)
