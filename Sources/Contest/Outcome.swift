import Ranking
import Statistics

/// How a candidate did.
package struct Outcome: Sendable, Hashable, Codable {
    /// NDCG@100 on the validation users after each epoch; one number for a model that is fitted at once.
    package let ndcgs: [Double]
    /// The divergence from prior to posterior of the average validation user, in nats, by the weights that were kept.
    package let klDivergence: Double?
    /// The test users' metrics.
    package let test: UserMetrics
    /// What its lists for the test users are like.
    package let lists: ListCharacter

    package init(ndcgs: [Double], klDivergence: Double? = nil, test: UserMetrics, lists: ListCharacter) {
        self.ndcgs = ndcgs
        self.klDivergence = klDivergence
        self.test = test
        self.lists = lists
    }

    /// The NDCG@100 to be chosen by.
    package var validation: Double { peakOfEpochs(ndcgs).ndcg }

    /// NDCG@100, averaged over the test users.
    package var meanNDCG: Double { mean(test.ndcg) }

    /// The epoch, counted from 1, of the highest; the first of equal ones.
    package var bestEpoch: Int { peakOfEpochs(ndcgs).epoch }
}

extension [Double] {
    /// The most epochs that a rising maximum of these waited for the next; 0 of none.
    package var longestWait: Int {
        let rises = indices.filter { index in prefix(index).allSatisfy { $0 < self[index] } }
        return zip(rises, rises.dropFirst()).map { $1 - $0 }.max() ?? 0
    }
}

/// The epoch, counted from 1, of the highest NDCG@100, and that; the first of equal ones, and zeros of none.
package func peakOfEpochs(_ ndcgs: [Double]) -> (epoch: Int, ndcg: Double) {
    let highest = ndcgs.max() ?? 0
    return ((ndcgs.firstIndex(of: highest) ?? -1) + 1, highest)
}
