//: # 8 · Anneal
//: The loss has two parts. The *reconstruction* asks for the input back: the binary cross-entropy between the clicks and
//: the probabilities, **averaged** over the movies. The *divergence* asks that the users' distributions stay close to a
//: standard normal one: −½ Σ (1 + log σ² − μ² − σ²), **summed** over the latent dimensions. A weight β balances them:
//:
//: > loss = reconstruction + β · divergence
//:
//: Liang et al. let β rise slowly from 0, so that the model first learns to use its latent space, and stop it at some cap.
import VariationalAutoencoder
import Weave

func anneal(
    trainingUsers: Int, settings: Settings, on page: Page
) throws -> AnnealingSchedule {
    let batches = (trainingUsers + settings.batchSize - 1) / settings.batchSize
    //hide {
    page.note("batches", batches)
    page.note("cap", decimal(settings.annealCap))
    page.note("steps", decimal(settings.annealSteps))
    //}
//: The notebook means β to grow by 1/{{steps}} with every update and to stop at {{cap}}. Its callback
//:
//: ```python
//: anneal = min(anneal_cap, 1. * batch / total_anneal_steps)
//: ```
//:
//: is handed `batch`, though, and Keras counts batches *within an epoch*: from 0 to {{last}}, then from 0 again.
    //hide {
    page.note("last", batches - 1)
    //}
    //hide {
    let ran = AnnealingSchedule(cap: settings.annealCap, steps: settings.annealSteps, counting: .batchesOfTheEpoch)
    //}
    //hide {
    let meant = AnnealingSchedule(cap: settings.annealCap, steps: settings.annealSteps, counting: .updatesOfTheRun)
    //}
    let highest = ran.beta(epoch: 1, batch: 0, batches: batches)
    page.show(
    //hide {
        "first update of all     β = \(decimal(ran.beta(epoch: 0, batch: 0, batches: batches)))",
    //}
    //hide {
        "second                  β = \(decimal(ran.beta(epoch: 0, batch: 1, batches: batches)))",
    //}
    //hide {
        "last of the epoch       β = \(decimal(ran.beta(epoch: 0, batch: batches - 1, batches: batches), places: 4))",
    //}
        "first of every later    β = \(decimal(highest, places: 4))",
        "cap                     β = \(decimal(settings.annealCap))")
    //hide {
    page.note("highest", decimal(highest, places: 4))
    //}
    page.check("batches of an epoch", batches)
    page.check("largest β after the first update", highest)
    //hide {
    try page.figure("08-annealing.png", annealingFigure(ran: ran, meant: meant, batches: batches, epochs: settings.epochs).png())
    //}
//: ![β by update: a low sawtooth that restarts every epoch, and the ramp to the cap that was meant](../figures/08-annealing.png)
//: *Left, over as many epochs as the run may take; right, the first of them, enlarged. The very first update, at β = 1, lies off both scales.*
//: So three things happen that nobody asked for:
//:
//: - β is a variable that starts at 1 and is first set *after* the first batch: the first update of all pulls every user
//:   towards the same distribution with full force.
//: - β climbs to {{highest}} and falls back to 0 in every epoch. The cap of {{cap}} is never near.
//: - The first update of each later epoch, and every validation, still use the {{highest}} of the epoch before.
//:
//: The study below runs the schedule that ran.
    //hide {
    return ran
    //}
}
