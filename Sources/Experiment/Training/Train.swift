import Interactions
import LinearAlgebra
import Ranking
import Statistics
import VariationalAutoencoder

/// Trains by a recipe, epoch by epoch, each followed by what the recipe watches and a checkpoint.
///
/// A training that was stopped goes on from its checkpoint, and ends with the same bytes as one that never was.
///
/// - Parameters:
///   - users: Those to train on (U, I), and those whose losses, recall and NDCG are taken after each epoch.
///   - checkpoint: The file of the checkpoint.
///   - context: Its interruption is asked before each epoch.
///   - report: Is called after each epoch.
/// - Throws: `Interrupted`, once the epoch's checkpoint is written; `FileError` where it cannot be; `NotFiniteLoss`, where the
///   checkpoint of the last good epoch is left.
package func train(
    by recipe: Recipe, on users: (train: BinaryMatrix, validation: FoldIn), checkpoint: Checkpoint,
    in context: RunContext, report: (TrainingProgress) -> Void
) throws -> Training {
    let (threads, validation) = (context.threads, users.validation)
    let (earlier, state) = checkpoint.read(recipe) ?? begun(from: recipe.start)
    var training = earlier
    let trainer = Trainer(
        state, on: users.train,
        validation: recipe.monitor.contains(.loss)
            ? (input: validation.input.clicks, target: validation.target.clicks) : nil,
        settings: recipe.training, threads: threads)
    let shown = Evaluation(asTheNotebook: validation)
    let heldOut = Evaluation(heldOutOf: validation)
    while !trainer.isFinished {
        if context.interruption.isRequested() { throw Interrupted(epoch: training.history.count) }
        let epoch = try trainer.runEpoch()
        let state = trainer.state
        let epsilon = trainer.session.recallEpsilon(epoch: epoch.epoch - 1)
        training.model = state.model
        training.history.append(epoch)
        lazy var scores = recipe.scores(of: state.model, for: shown.input, epsilon: epsilon, threads: threads)
        if recipe.monitor.contains(.recall), recipe.architecture.items > 20 {
            training.recalls.append(
                mean(shown.recall(shown.recommendations(scores, depth: 20, threads: threads), at: 20)))
        }
        if recipe.monitor.contains(.ndcg) {
            training.ndcgs.append(
                mean(heldOut.ndcg(heldOut.recommendations(scores, depth: 100, threads: threads), at: 100)))
        }
        if training.bestEpoch == epoch.epoch { training.best = state.model }
        try checkpoint.write(training, state)
        report(TrainingProgress(epoch, recall: training.recalls.last, recipe.training))
    }
    return training
}

/// A training and its state before the first epoch.
private func begun(from model: Model) -> (Training, TrainingState) {
    (Training(startingFrom: model), TrainingState(model))
}
