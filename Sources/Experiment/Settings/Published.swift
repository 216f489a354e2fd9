/// What the study needs to know of the notebook and its ratings in more than one place.
package enum Published {
    /// The fingerprint of MovieLens 1M's ratings.
    package static let fingerprint = "2dad134c8b493373beed8d2a42e18ec2a93606fd957bd76c0bfbdef5c514b985"

    /// For how many epochs the notebook trained, as the output of cell 240 shows.
    package static let epochs = 40

    /// Recall@k on the test users, as cell 300 printed it.
    package static let recalls = [(20, 0.35779345150320385), (50, 0.34161196787135756), (100, 0.3757942694767363)]

    /// What the authors' own code gives for their models on chapter 13's users, under seeds 0, 1 and 2.
    ///
    /// Source: the classes and metrics of github.com/dawenl/vae_cf under TensorFlow 1.14, trained on the files of
    /// `--export-splits`, 200 epochs, the best by validation NDCG@100, β rising to 0.2 with 8,547 steps to 1.
    static let authorsCode: [(model: ContestModel, metric: String, seeds: [Double])] = [
        (.multDAE, "NDCG@100", [0.411897, 0.410206, 0.411185]),
        (.multDAE, "Recall@20", [0.339113, 0.331785, 0.331210]),
        (.multDAE, "Recall@50", [0.468849, 0.472220, 0.467794]),
        (.multVAE, "NDCG@100", [0.386743, 0.390423, 0.396131]),
        (.multVAE, "Recall@20", [0.318043, 0.313552, 0.313937]),
        (.multVAE, "Recall@50", [0.451182, 0.464076, 0.464217]),
    ]
}
