import Ranking
import Recommenders
import Statistics
import Study
import Weave

extension PaperSplits {
    /// What was printed on these users; nothing where they are not the paper's.
    package func references(comparable: Bool) -> [Reference] {
        guard dataSet != nil else { return [] }
        func references(_ published: PrintedMetrics, _ tolerance: Tolerance) -> [Reference] {
            zip(Metric.paper, published.values).map {
                Reference(
                    Finding.contest($0.name, published.model).name, $1, .printed, tolerance, comparable: comparable)
            }
        }
        return steck.flatMap { references($0, .within(0.001, because: "table 2 of Steck 2019, with three digits")) }
            + liang.flatMap {
                references(
                    $0, .within(0.005, because: "table 2 of the paper; another training, judged on the same clicks"))
            }
    }
}

extension StudyData {
    /// What the authors' own code gives on these users: the means of three seeds.
    package var authorsReferences: [Reference] {
        guard comparability.sameTraining else { return [] }
        return authorsCode.flatMap { model, seeds in
            zip(Metric.paper, seeds).map { metric, seeds in
                Reference(
                    Finding.contest(metric.name, model).name, mean(seeds), .rerun,
                    .within(0.01, because: "few seeds of either, with a standard deviation of up to 0.005"),
                    comparable: true)
            }
        }
    }
}

/// What was printed of a model: the paper's metrics, in their order, as far as they were.
private typealias PrintedMetrics = (model: ContestModel, values: [Double])

/// MovieLens 20M in table 2 of Liang et al. 2018.
private let liang: [PrintedMetrics] = [(.multDAE, [0.419, 0.387, 0.524]), (.multVAE, [0.426, 0.395, 0.537])]

/// NDCG@100 there, in table 2 of Steck 2019.
private let steck: [PrintedMetrics] = [(.popularity, [0.191]), (.ease, [0.420])]

/// What the authors' own code gives for their models on chapter 13's users: the paper's metrics, in their order, each
/// under seeds 0, 1 and 2.
///
/// Source: the classes and metrics of github.com/dawenl/vae_cf under TensorFlow 1.14, trained on the files of
/// `--export-splits`, 200 epochs, the best by validation NDCG@100, β rising to 0.2 with 8,547 steps to 1.
private let authorsCode: [(model: ContestModel, metrics: [[Double]])] = [
    (
        .multDAE,
        [
            [0.411897, 0.410206, 0.411185], [0.339113, 0.331785, 0.331210], [0.468849, 0.472220, 0.467794],
        ]
    ),
    (
        .multVAE,
        [
            [0.386743, 0.390423, 0.396131], [0.318043, 0.313552, 0.313937], [0.451182, 0.464076, 0.464217],
        ]
    ),
]
