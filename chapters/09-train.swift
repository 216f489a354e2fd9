//: # 9 · Train
//: The optimiser is Adam with Keras's defaults: step {{rate}}, β₁ = 0.9, β₂ = 0.999, and ε = 1e-7 added to √v after the
//: bias correction. Batches hold {{batch}} users, who are reshuffled in every epoch; the last batch is what is left, {{short}}.
//: Training stops after {{epochs}} epochs, or when the validation loss has not improved for {{patience}} in a row, and keeps
//: the last weights, not the best.
import Interactions
import LinearAlgebra
import Ranking
import VariationalAutoencoder
import Weave

func train(
    _ architecture: Architecture, annealing: AnnealingSchedule, users: ClickMatrix,
        validation: FoldIn, settings: Settings,
    resources: Resources, beside keras: KerasRuns.Run?, on page: Page
) throws -> Training {
    //hide {
    let batches = (users.shape.users + settings.batchSize - 1) / settings.batchSize
    page.note("rate", decimal(settings.learningRate))
    page.note("batch", settings.batchSize)
    page.note("short", users.shape.users - (batches - 1) * settings.batchSize)
    page.note("epochs", settings.epochs)
    page.note("patience", settings.patience)
    //}
    let recipe = settings.recipe(architecture, annealing)
    let clicks = [users.clicks, validation.input.clicks, validation.target.clicks]
    let training = try resources.kept.training(recipe, on: clicks) { checkpoint in
        try train(by: recipe, on: users.clicks, validation: validation,
        checkpoint: checkpoint, with: resources) {
            resources.report(.trained($0))
        }
    }
//: A training's result is kept, under a name made from everything it depends on, so a chapter that needs it again does
//: not train again. What the epochs gave:
    page.table(training.table(beside: keras))
    //hide {
    page.note("ran", training.history.count)
    page.note("best", training.epochOfLowestLoss)
    page.note("recall", decimal(training.recalls.last ?? 0, places: 3))
    page.note("first", decimal(training.recalls.first ?? 0, places: 3))
    page.note("share", decimal(100 * (training.recalls.first ?? 0) / (training.recalls.last ?? 1), places: 0))
    page.note("divergence", decimal(training.history.last?.validation?.divergence ?? 0, places: 2))
    //}
//: The *loss* is the mean over the epoch's batches, each taken before its update, with dropout and with the β of its
//: moment. The *validation loss* is taken after the epoch on masked inputs and whole targets, without dropout, z still
//: drawn at random, at β's last value. *Recall@20* is the notebook's own metric on the validation users, explained in
//: [chapter 10](10-evaluate.md).
//:
//: The notebook's output still shows one loss of its first epoch, the mean over the first two batches, of which one was taken
//: at β = 1 and the other at 0. In the first batches, this run and Keras's:
    let begun = Trainer(
        recipe.start, on: users.clicks,
        validation: (input: validation.input.clicks, target: validation.target.clicks),
        settings: recipe.training, threads: resources.threads)
    let losses = begun.updateEpoch(0)
    page.table(batchesTable(losses, beside: keras))
    page.check("loss of the first two batches", losses.prefix(2).reduce(0,
        +) / Double(min(2, losses.count)))
    //hide {
    let agreement = keras.map { KerasAgreement(training, $0) }
    page.note("beside", beside(agreement, keras, users: validation.input.clicks.rows))
    if let keras, let recorded = keras.batchLosses, let agreement {
        let largest = zip(losses, recorded).map { abs($0 / $1 - 1) }.max() ?? 0
        page.check("losses of the first epoch's batches, largest relative difference", largest)
        page.check("losses of all epochs, largest difference in nats", agreement.largestLoss)
        page.check("epochs", training.history.count)
    }
    //}
//: {{beside}}
    try page.figure("09-loss.png", lossFigure(training, beside: keras).png())
//: ![Training and validation loss by epoch, both falling steeply at first and then levelling off](../figures/09-loss.png)
//: *The first epoch's training loss holds the one update at β = 1. Dots, where there are any, are Keras's.*
    try page.figure("09-recall.png", recallByEpochFigure(training, beside: keras).png())
//: ![Validation recall at 20 by epoch](../figures/09-recall.png)
//: *Recall@20 on the validation users after each epoch, with z drawn at random each time.*
//:
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
    //hide {
    return training
    //}
}
