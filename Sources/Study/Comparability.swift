/// What a run has in common with the notebook's, which decides what of it can be compared.
package struct Comparability: Sendable {
    /// The same counts, ids and order: MovieLens 1M or the synthetic ratings, prepared with the notebook's settings.
    let sameOutline: Bool
    /// The same ratings, prepared with the notebook's settings.
    package let sameRatings: Bool
    /// The same sizes of the model, over as many movies.
    let sameModel: Bool
    /// The same ratings and all settings that the notebook had.
    package let sameTraining: Bool
    /// The same ratings and every setting of the study as it is: what the conclusions in the chapters' prose are about.
    package let sameStudy: Bool
    /// Recorded runs of Keras, where the ratings and all settings but the seed are the notebook's.
    package let keras: KerasRuns?
    /// Keras's run of the same seed, a function of it, where one is recorded.
    package let kerasRun: KerasRuns.Run?
    /// The run's settings.
    package let settings: Settings

    /// The seeds that chapter 14 compares.
    var seeds: Seeds { settings.seeds }

    /// Whether there are several, so that their spread tells how far a single run may lie from their mean.
    var severalSeeds: Bool { seeds.count > 1 }

    /// Compares a run's ratings and settings with the notebook's.
    ///
    /// - Parameter recordings: The folder of the recorded runs, which are read where they can be compared.
    /// - Throws: `RecordingError` where one is missing or damaged.
    package init(_ data: DataSet, _ settings: Settings, recordings: String) throws(RecordingError) {
        let samePreparation = settings.areTheNotebooks(in: [.clicks])
        sameRatings = samePreparation && data.isMovieLens1M
        sameOutline = samePreparation && (data.isMovieLens1M || data.hasTheNotebooksOutline)
        sameModel = sameOutline && settings.areTheNotebooks(in: [.sizes])
        let sameButForSeed = sameRatings && settings.areTheNotebooks(in: [.sizes, .training])
        sameTraining = sameButForSeed && settings.areTheNotebooks(in: [.seed])
        sameStudy = sameTraining && settings.areTheNotebooks(in: [.comparison])
        keras = sameButForSeed ? try KerasRuns(folder: recordings) : nil
        kerasRun = keras?.fourLines.first { $0.seed == settings.seed }
        self.settings = settings
    }
}
