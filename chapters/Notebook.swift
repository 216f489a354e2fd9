/// What a run has in common with the notebook's, which decides what of it can be compared.
public struct Notebook: Sendable, Hashable {
    /// The same counts, ids and order: MovieLens 1M or the synthetic ratings, prepared with the notebook's settings.
    public let sameOutline: Bool
    /// The same ratings, prepared with the notebook's settings.
    public let sameRatings: Bool
    /// The same sizes of the model, over as many movies.
    public let sameModel: Bool
    /// The same ratings and all settings that the notebook had.
    public let sameTraining: Bool

    /// Compares a run's ratings and settings with the notebook's.
    public init(_ data: DataSet, _ settings: Settings) {
        let prepared = settings.prepareAsTheNotebook
        sameRatings = prepared && data.isMovieLens1M
        sameOutline = prepared && (data.isMovieLens1M || data.hasTheNotebooksOutline)
        sameModel = sameOutline && settings.sizesAsTheNotebook
        var own = settings
        (own.seeds, own.paperEpochs) = (Settings().seeds, Settings().paperEpochs)
        sameTraining = sameRatings && own == Settings()
    }

    /// The fingerprint of MovieLens 1M's ratings.
    static let fingerprint = "2dad134c8b493373beed8d2a42e18ec2a93606fd957bd76c0bfbdef5c514b985"

    /// For how many epochs it trained, as the output of cell 240 shows.
    static let epochs = 40

    /// Recall@k on the test users, as cell 300 printed it.
    static let recalls = [(20, 0.35779345150320385), (50, 0.34161196787135756), (100, 0.3757942694767363)]
}
