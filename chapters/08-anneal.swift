//: # 8 · Anneal
//:
//: The loss has two parts. The *reconstruction* asks for the input back: the binary cross-entropy between the clicks and
//: the probabilities. The *divergence* asks that the users' distributions stay close to a standard normal one; it is the
//: Kullback–Leibler divergence between the two. A weight β balances them.
import Experiment
import LinearAlgebra
import VariationalAutoencoder
import Weave

func anneal(
    _ recipe: Recipe, _ passes: [ForwardPass], _ data: StudyData, in context: RunContext, on page: Page
) throws {
    //hide {
    page.note("users", passes.count)
    page.note("cap", decimal(recipe.training.annealing.cap))
    page.note("steps", decimal(recipe.training.annealing.steps))
    page.note("last", recipe.training.batches(of: data.train.shape.users) - 1)
    //}
//: ## The loss
//: For one user, with the probabilities `p` of [chapter 7](07-model.md) (cell 213; Keras clips them):
    func loss(_ user: ForwardPass, beta: Double) -> Double {
        let (x, p) = (user.x, user.p.clipped(1e-7, 1 - 1e-7))
        let (mean, logVariance) = (user.mean, user.logVariance)
        let reconstruction = -(x * log(p) + (1 - x) * log(1 - p)).mean
        let divergence = -0.5 * (1 + logVariance - mean * mean - exp(logVariance)).sum
        return reconstruction + beta * divergence
    }
//: Look at the two ends of these lines: the cross-entropy is the `.mean` over the movies, the divergence the `.sum` over the
//: latent dimensions. Keras's `binary_crossentropy` averages, and the notebook's own code sums. What this mismatch does is
//: the subject of [chapter 11](11-diagnose.md), and mending it takes one word in [chapter 12](12-repair.md).
//:
//: Over the {{users}} users of the first batch, at β = 1, these lines and the engine:
    let plain = passes.map { loss($0, beta: 1) }.reduce(0, +) / Double(passes.count)
    let trainer = recipe.trainer(data, threads: context.threads)
    let engine = trainer.updateEpoch(0, batches: 1)[0]
    page.compare("loss of the first batch", plain, with: engine, within: 1e-5 * engine)
//: ## β
//: Liang et al. let β rise slowly from 0, so that the model first learns to use its latent space, and stop it at some cap.
//: The notebook means β to grow by 1/{{steps}} with every update and to stop at {{cap}}. Its callback (cells 222 and 236) is
//: handed the number of the batch, though, and Keras counts batches *within an epoch*: from 0 to {{last}}, then from 0 again.
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
    page.show(
        "first update of all     β = \(decimal(betas[0]))",
        "second                  β = \(decimal(betas[1]))",
        "last of the epoch       β = \(decimal(betas[batches - 1], places: 4))",
        "first of the next       β = \(decimal(betas[batches], places: 4))",
        "cap                     β = \(decimal(cap))")
    //hide {
    let highest = betas[batches]
    let own = (0..<2 * batches).map { annealing.beta(epoch: $0 / batches, batch: $0 % batches, batches: batches) }
    page.compare("β of two epochs, largest difference", zip(betas, own).map { abs($0 - $1) }.max() ?? 0, with: 0, within: 0)
    page.note("highest", decimal(highest, places: 4))
    page.check("batches of an epoch", batches)
    page.check("largest β after the first update", highest)
    //}
    var meant = annealing
    meant.counting = .updatesOfTheRun
    let epochs = recipe.training.epochs
    let figure = annealingFigure(annealing, meant, batches, epochs: epochs)
    try page.figure("08-annealing.png", figure.png())
//: ![β by update: a low sawtooth that restarts every epoch, and the ramp to the cap that was meant](../figures/08-annealing.png)
//: *Left, over as many epochs as the run may take; right, the first of them, enlarged. The very first update, at β = 1, lies off
//: both scales.*
//:
//: So three things happen that nobody asked for:
//:
//: - β is a variable that starts at 1 and is first set *after* the first batch: the first update of all pulls every user
//:   towards the same distribution with full force.
//: - β climbs to {{highest}} and falls back to 0 in every epoch. The cap of {{cap}} is never near.
//: - The first update of each later epoch, and every validation, still use the {{highest}} of the epoch before.
//:
//: From here on the study uses the schedule that actually ran.
}
