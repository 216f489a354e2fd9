//: # 9 · Train
//:
//: The users are reshuffled in every epoch and split into batches of {{batch}}; the last batch has the remaining
//: {{short}}. Training stops after {{epochs}} epochs, or when the validation loss has not improved for {{patience}} in
//: a row, and keeps the last weights, not the best. This page has cell 240, and of cell 239 the optimiser and early stopping;
//: the summary is in [chapter 7](07-model.md). Cell 295's callback is called here; its recall is explained in
//: [chapter 10](10-evaluate.md).
//:
//: | Given | What it is | From |
//: | :--- | :--- | :--- |
//: | `recipe` | sizes of the layers, dropout, batch size and all else of a training | [chapter 7](07-model.md) |
//: | `data` | the clicks of the training, validation and test users | [chapter 6](06-mask.md) |
//: | `context` | threads to work on and trainings that are kept; no number depends on them | the run |
import Formatting
import Foundation
import LinearAlgebra
import Pages
import Ranking
import Study
import Training
import VariationalAutoencoder
import Weave

func train(_ recipe: Recipe, _ data: StudyData, in context: RunContext, on page: Page) throws -> Training {
    //hide {
    page.note(trainNotes(recipe, users: data.train.shape.users))
    //}
//: ## The optimiser
//: For every weight `w` with gradient `g`, Adam keeps two moments: a running mean `m` of the gradient and a running
//: mean `v` of its square. As in Keras, 1e-7 is added to √v outside the bias correction. The first update counts as
//: number {{t}}, because Keras 2.2.4 at first raises its counter before it computes the step ([chapter 14](14-seeds.md)).
    let settings = recipe.training
    let (rate, t) = (settings.adam.learningRate, Double(settings.adam.firstUpdate))
    func adam(_ w: Vector, _ g: Vector, _ m: Vector, _ v: Vector) -> Vector {
        let m = 0.9 * m + 0.1 * g
        let v = 0.999 * v + 0.001 * (g * g)
        let step = rate * (1 - pow(0.999, t)).squareRoot() / (1 - pow(0.9, t))
        return w - step * m / (sqrt(v) + 1e-7)
    }
//: The first update, computed by this code from the engine's gradient of the first batch, and by the engine itself:
    let trainer = recipe.trainer(data, threads: context.threads)
    let start = Vector(recipe.start.parameters)
    let gradient = Vector(trainer.firstGradient())
    let updated = adam(start, gradient, 0 * start, 0 * start)
    try trainer.updateEpoch(0, batches: 1)
    let difference = largestDifference(updated, Vector(trainer.model.parameters))
    page.compare("weights, largest difference", difference, with: 0, within: 1e-6)
//: ## Early stopping
//: The number of epochs that a run takes, from its validation losses:
    func epochs(_ losses: [Double], patience: Int, atMost limit: Int) -> Int {
        var (best, waited) = (Double.infinity, 0)
        for (epoch, loss) in losses.enumerated() {
            waited = loss < best ? 0 : waited + 1
            best = min(best, loss)
            if waited == patience { return epoch + 1 }
        }
        return min(losses.count, limit)
    }
//: ## The run
//: After each epoch the model predicts for the validation users and recall@20 is computed, as in the notebook's
//: callback (cell 295).
//: {{left out}}
//: The engine runs an epoch like this:
//:
//: {{excerpt Sources/VariationalAutoencoder/Training/Trainer.swift: package func updateEpoch(}}
    let training = try recipe.trained(on: data, in: context)
    page.table(training.table(beside: data.keras))
    let losses = training.history.validationLosses
    let (patience, limit) = (settings.patience ?? settings.epochs, settings.epochs)
    let ran = epochs(losses, patience: patience, atMost: limit)
    page.compare("epochs by early stopping", ran, with: training.history.count)
    //hide {
    page.note(trainingNotes(training, beside: data.keras, data))
    //}
//: The *loss* is the mean over the epoch's batches, each computed before its update, with dropout and the β of that
//: moment. The *validation loss* is computed after the epoch, on masked inputs and complete targets, without dropout
//: and at β's last value; z is still drawn at random. The *divergence* is that of the average validation user. *Recall@20* is the notebook's own metric on the validation users,
//: explained in [chapter 10](10-evaluate.md).
//:
//: The notebook's output still shows one loss from its first epoch: the mean over the first two batches, one at β = 1
//: and the other at 0. The losses of the first six batches here:
    let early = try recipe.trainer(data, threads: context.threads).updateEpoch(0)
    page.table(batchesTable(early, beside: data.keras))
    page.check("loss of the first two batches", Vector(early.prefix(2)).mean)
    //hide {
    page.condition("a run of Keras is recorded", data.keras != nil)
    if let keras = data.keras, let largest = keras.largestDifference(from: early) {
        page.check("losses of the first epoch's batches, largest relative difference", largest)
        page.check("losses of all epochs, largest difference in nats", KerasAgreement(training, keras).largestLoss)
        page.check("epochs", training.history.count)
    }
    //}
    try page.figure("09-loss.png", lossFigure(training, beside: data.keras))
//: ![Training and validation loss by epoch](../figures/09-loss.png)
//: *The first epoch's training loss includes the one update at β = 1. Where a run is longer than four epochs, those
//: after the third are shown once more, enlarged. Dots are Keras's.*
//:
//: {{if a run of Keras is recorded}}
//: ## Beside Keras
//: The run of Keras was recorded with the original libraries, the same seed, {{seed}}, and four lines that settle two data
//: races ([chapter 14](14-seeds.md)). For {{exact}} of its {{keras}} epochs recall@20 is the same to the last hit. Over all epochs the losses differ by at most {{nats}} nats,
//: and recall@20 {{hits}}. Two programs that round differently cannot guarantee this
//: for every seed: sooner or later the input of a hidden unit is just above zero in one and just below in the other, so
//: a gradient passes in one alone, and from then on the two runs differ a little ([chapter 14](14-seeds.md)).
//: {{else}}
//: There is no recorded run of Keras to compare with. The recorded ones are on MovieLens 1M with the notebook's
//: settings, for seeds 0 to 19 and 42.
//: {{end}}
//:
//: ## What the curves say
//: The run ended after {{ran}}, with the lowest validation loss in epoch {{best}}. The notebook trained for 40 epochs on
//: MovieLens 1M, with other random numbers.
    //hide {
    let hasRecalls = !training.recalls.isEmpty
    page.condition("movies enough for recall@20", hasRecalls)
    if hasRecalls { try page.figure("09-recall.png", recallByEpochFigure(training, beside: data.keras)) }
    //}
//: {{if movies enough for recall@20}}
//: Recall@20 went from {{first}} after the first epoch to {{recall}} after the last, so after the first epoch alone it
//: was {{share}}% of the final value.
//:
//: ![Validation recall at 20 by epoch](../figures/09-recall.png)
//: *Recall@20 on the validation users after each epoch, with z drawn at random each time.*
//: {{end}}
//:
//: The divergence ends at {{divergence}} nats: that is how far the average validation user's posterior is from the prior,
//: which is the same for everybody.
//:
//: ## The weights
//: The trained weights are written to `weights.safetensors`, and the table of epochs to `history.csv`. The tensors in
//: the weights file, with their shapes:
    page.table(training.model.parameterTable)
//: Users enter as rows of `x`, and every layer computes `x @ kernel + bias`, so a kernel is inputs × outputs, as in
//: Keras.
    //hide {
    return training
    //}
}
