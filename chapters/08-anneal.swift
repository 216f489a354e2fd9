//: # 8 · Anneal
//:
//: The loss has two terms. The *reconstruction* is the binary cross-entropy between a user's clicks and the predicted
//: probabilities. The *divergence* is the Kullback–Leibler divergence of the user's distribution from the standard
//: normal one, and keeps the two close. A weight β balances the terms. This page has all of cells 213, 222 and 236; the
//: training that uses them (cells 239 and 240) is in [chapter 9](09-train.md).
//:
//: | Given | What it is | From |
//: | :--- | :--- | :--- |
//: | `passes` | of the first batch of {{users}} users: clicks, probabilities, mean, log variance | [chapter 7](07-model.md) |
//: | `recipe` | sizes of the layers, β, batch size and all else of a training | cells 222 to 239, or settings |
//: | `data` | clicks on {{items}} movies: `train` of {{training users}} users, `validation` | [chapter 6](06-mask.md) |
import LinearAlgebra
import Pages
import Study
import Training
import VariationalAutoencoder
import Weave

func anneal(
    _ recipe: Recipe, _ passes: [ForwardPass], _ data: StudyData, on page: Page
) throws {
//: ## The loss
//: For one user, with the probabilities `p` of [chapter 7](07-model.md) (cell 213; Keras clips them):
    func loss(_ user: ForwardPass, beta: Double) -> Double {
        let (x, p) = (user.x, user.p.clipped(1e-7, 1 - 1e-7))
        let (mean, logVariance) = (user.mean, user.logVariance)
        let reconstruction = -(x * log(p) + (1 - x) * log(1 - p)).mean
        let kl = -0.5 * (1 + logVariance - mean * mean - exp(logVariance)).sum
        return reconstruction + beta * kl
    }
//: Note how the two lines end: the cross-entropy is a `.mean` over the movies, the divergence a `.sum` over the latent
//: dimensions. Keras's `binary_crossentropy` averages, and the notebook's own code sums. [Chapter 11](11-diagnose.md)
//: shows what this mismatch does, and [chapter 12](12-repair.md) repairs it by changing one word of this code.
//:
//: For the {{users}} users of the first batch, at β = 1, this code and the engine give:
    let plain = passes.map { loss($0, beta: 1) }.reduce(0, +) / Double(passes.count)
    let trainer = recipe.trainer(data, threads: Threads(1))
    let engine = try trainer.updateEpoch(0, batches: 1)[0]
    page.compare("loss of the first batch", plain, with: engine, within: 1e-5 * engine)
//: ## β
//: Liang et al. raise β slowly from 0 to some cap, so that the model first learns to use its latent space. The notebook
//: intends β to grow by 1/{{steps}} with every update, up to {{cap}}. But its callback (cells 222 and 236) receives the
//: number of the batch, and Keras counts batches *within an epoch*: from 0 to {{last}}, then from 0 again.
    let annealing = recipe.training.annealing
    let (cap, steps) = (annealing.cap, annealing.steps)
    let batches = recipe.training.batches(of: data.train.shape.users)
    func changeBeta(after batch: Int) -> Double {
        steps > 0 ? min(cap, Double(batch) / Double(steps)) : cap
    }
    var beta = 1.0
    var betas: [Double] = []
    for _ in 0..<2 {
        for batch in 0..<batches {
            betas.append(beta)
            beta = changeBeta(after: batch)
        }
    }
    page.show(betasInWords(betas, batches: batches, cap: cap))
    let engineBetas = annealing.betas(epochs: 2, batches: batches)
    let largest = largestDifference(Vector(betas), engineBetas)
    page.compare("β of two epochs, largest difference", largest, with: 0, within: 0)
    page.check("batches of an epoch", batches)
    page.check("largest β after the first update", betas[batches])
    var meant = annealing
    meant.counting = .updatesOfTheRun
    let epochs = recipe.training.epochs
    let figure = annealingFigure(annealing, meant, batches, epochs: epochs)
    try page.figure("08-annealing.png", figure)
//: ![β by update: a low sawtooth that restarts every epoch, and the intended ramp to the cap](../figures/08-annealing.png)
//: *Left, as many epochs as a run may have; right, the first of them, enlarged. The very first update, at β = 1, is off
//: both scales.*
//:
//: {{if β restarts far below its cap}}
//: So three unintended things happen:
//:
//: - β starts at 1 and is first set *after* the first batch, so the very first update pulls every user towards the same
//:   distribution with full force.
//: - In every epoch β climbs to {{highest}} and falls back to 0. It never comes near the cap of {{cap}}.
//: - The {{highest}} reached at the end of an epoch still applies to its validation and to the first update of the next
//:   epoch.
//: {{else}}
//: β starts at 1 and is first set *after* the first batch. At the end of every epoch it is {{highest}}, which applies to
//: the epoch's validation and to the first update of the next. The cap is {{cap}}.
//: {{end}}
//:
//: From here on the study uses the schedule that actually ran.
    //hide {
    page.condition("β restarts far below its cap", batches > 1 && 2 * betas[batches] < cap)
    page.note(annealNotes(recipe, passes, data, highest: betas[batches]))
    //}
}
