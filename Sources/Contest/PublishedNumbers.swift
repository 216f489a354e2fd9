import Ranking
import Recommenders
import Statistics
import Study
import Weave

extension PaperSplits {
    /// What was printed on these users; nothing where they are not the paper's.
    package func references(comparable: Bool) -> [Reference] {
        guard dataSet != nil else { return [] }
        let papers = [(ContestModel.multDAE, PaperDataSet.multDAE), (.multVAE, PaperDataSet.multVAE)].flatMap {
            model, paper in
            [("NDCG@100", paper.ndcg), ("Recall@20", paper.recall20), ("Recall@50", paper.recall50)].map {
                Reference(
                    Finding.contest($0, model).name, $1, .printed,
                    .within(0.005, because: "table 2 of the paper; another training, judged on the same clicks"),
                    comparable: comparable)
            }
        }
        let others = [(ContestModel.popularity, PaperDataSet.popularity), (.ease, PaperDataSet.ease)].map {
            Reference(
                Finding.contest("NDCG@100", $0).name, $1, .printed,
                .within(0.001, because: "table 2 of Steck 2019, with three digits"), comparable: comparable)
        }
        return others + papers
    }
}

extension StudyData {
    /// What the authors' own code gives on these users: the means of three seeds.
    package var authorsReferences: [Reference] {
        guard comparability.sameTraining else { return [] }
        return authorsCode.map { model, metric, seeds in
            Reference(
                Finding.contest(metric, model).name, mean(seeds), .rerun,
                .within(0.01, because: "few seeds of either, with a standard deviation of up to 0.005"),
                comparable: true)
        }
    }
}

/// What the authors' own code gives for their models on chapter 13's users, under seeds 0, 1 and 2.
///
/// Source: the classes and metrics of github.com/dawenl/vae_cf under TensorFlow 1.14, trained on the files of
/// `--export-splits`, 200 epochs, the best by validation NDCG@100, β rising to 0.2 with 8,547 steps to 1.
private let authorsCode: [(model: ContestModel, metric: String, seeds: [Double])] = [
    (.multDAE, "NDCG@100", [0.411897, 0.410206, 0.411185]),
    (.multDAE, "Recall@20", [0.339113, 0.331785, 0.331210]),
    (.multDAE, "Recall@50", [0.468849, 0.472220, 0.467794]),
    (.multVAE, "NDCG@100", [0.386743, 0.390423, 0.396131]),
    (.multVAE, "Recall@20", [0.318043, 0.313552, 0.313937]),
    (.multVAE, "Recall@50", [0.451182, 0.464076, 0.464217]),
]
