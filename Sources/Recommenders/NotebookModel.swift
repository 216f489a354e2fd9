import Training

extension ContestModel {
    /// The notebook's model and training on the contest's users, with the last weights and z drawn at random.
    package static let asPublished = ContestModel(
        "the notebook's model", of: TrainedAutoencoder.self,
        settings: .given { notebook, _ in TrainedAutoencoder(notebook, keeping: .last) })

    /// The same repaired as in chapter 12, with the cross-entropy summed.
    package static let repaired = ContestModel(
        "the repaired model", of: TrainedAutoencoder.self,
        settings: .given { notebook, _ in TrainedAutoencoder(notebook.repaired, keeping: .last) })
}
