import Interactions
import LinearAlgebra

/// Users as a model is shown them, and what counts as a hit among its recommendations.
package struct Evaluation: Sendable, Hashable {
    /// The clicks that the model is shown (U, I).
    package let input: BinaryMatrix
    /// The clicks that count as hits (U, I).
    package let relevant: BinaryMatrix
    /// Whether what the model was shown is left out of its recommendations.
    package let excludesInput: Bool

    /// The notebook's: all clicks count, and what was shown may be recommended.
    package init(asTheNotebook fold: FoldIn) {
        input = fold.input.clicks
        relevant = fold.target.clicks
        excludesInput = false
    }

    /// The paper's (Liang et al. 2018, section 4.1): only clicks that were held out count, and what was shown is left out.
    package init(heldOutOf fold: FoldIn) {
        self.init(shown: fold.input.clicks, heldOut: fold.heldOut.clicks)
    }

    /// The paper's, of the clicks that are shown and those that are held out (U, I).
    package init(shown: BinaryMatrix, heldOut: BinaryMatrix) {
        input = shown
        relevant = heldOut
        excludesInput = true
    }

    /// Each user's `depth` highest-scoring items: as many as every metric takes, unless told.
    package func recommendations(
        _ scores: Matrix, depth: Int = Metric.depth, threads: Threads
    ) -> Recommendations {
        Recommendations(scores: scores, depth: depth, excluding: excludesInput ? input : nil, threads: threads)
    }

    /// Recall@k of each user; nil for one without a click that counts.
    package func recall(_ recommendations: Recommendations, at k: Int) -> [Double?] {
        recommendations.recall(at: k, relevant: relevant)
    }

    /// What a kept result's key has of it: the digests of the clicks.
    package struct Key: Encodable {
        private let input: String
        private let relevant: String
        private let excludesInput: Bool

        fileprivate init(_ evaluation: Evaluation) {
            input = evaluation.input.digest
            relevant = evaluation.relevant.digest
            excludesInput = evaluation.excludesInput
        }
    }

    package var key: Key { Key(self) }
}
