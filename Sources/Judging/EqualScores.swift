import Contest
import Formatting
import LinearAlgebra
import Ranking

/// What of a ranking is decided by the order of equal scores, and what the metrics are whatever that order is.
///
/// A place of a user's list counts where a movie stands that was not shown; the order of equal scores decides it where
/// another movie that was not shown has the same score. What was shown keeps its place, at the end.
package struct EqualScores: Sendable {
    /// The share of the places of the users with held-out clicks that the order of equal scores decides, above zero.
    package let share: Double
    /// The users' metrics whose hits add up, averaged over all orders of equal scores.
    package let inAnyOrder: UserMetrics
    private let depths: Depths
    /// How many places of a list count.
    private let depth: Int

    /// Whether the share is more than one in a hundred.
    private let isLarge: Bool

    /// Looks for equal scores (U, I) in the users' lists; nil where they decide nothing.
    ///
    /// - Complexity: O(scores).
    init?(in scores: Matrix, rankedAs recommendations: Recommendations, for users: TestUsers) {
        let depths = Depths(movies: users.movies)
        let metrics = depths.metrics.filter(\.isAdditive)
        var (places, decided) = (0, 0)
        var values = [[Double?]](
            repeating: [Double?](repeating: nil, count: users.uids.count), count: metrics.count)
        for row in users.rowsThatCount {
            let list = TiedList(recommendations[user: row], scores[row: row], users.evaluation, row)
            places += list.places
            decided += list.decided
            for (index, metric) in metrics.enumerated() { values[index][row] = list.mean(of: metric) }
        }
        guard decided > 0 else { return nil }
        share = Double(decided) / Double(places)
        isLarge = 100 * decided > places
        inAnyOrder = UserMetrics(Array(zip(metrics, values)))
        self.depths = depths
        depth = recommendations.depth
    }

    /// What the share is and what it means; nil for one in a hundred or less.
    var remark: String? {
        guard isLarge else { return nil }
        let metrics = depths.paper.compactMap { metric in
            inAnyOrder.average(metric).map { "\(depths.name(of: metric)) \(decimal($0.mean, places: 4))" }
        }
        return
            "\(decimal(100 * share, places: 1))% of the users' places 1 to \(depth) are decided by the order of "
            + "equal scores, the lower sid first; averaged over all orders the model has "
            + "\(metrics.joined(separator: ", ")): the difference to the table is the order's, not the model's."
    }
}

/// A user's list, in which movies of equal score may change places.
private struct TiedList {
    /// How many places have a movie that was not shown.
    let places: Int
    /// How many of them another such movie could have.
    let decided: Int
    /// For each place, how probable a hit is there.
    private let hits: [Double]
    private let relevant: Int

    init(_ list: ArraySlice<Int32>, _ scores: ArraySlice<Float>, _ evaluation: Evaluation, _ row: Int) {
        var scores = Array(scores)
        for movie in evaluation.input[row: row] { scores[Int(movie)] = -.infinity }
        var (places, decided) = (0, 0)
        var hits: [Double] = []
        var rest = list
        while let first = rest.first {
            let score = scores[Int(first)]
            let equal = rest.prefix { scores[Int($0)] == score }
            rest = rest.dropFirst(equal.count)
            // The last of a list may have equals that did not get into it.
            let candidates = (rest.isEmpty ? scores.indices.filter { scores[$0] == score } : equal.map { Int($0) })
                .filter { !evaluation.input[row, $0] }
            let hit = Double(candidates.count { evaluation.relevant[row, $0] }) / Double(max(1, candidates.count))
            let isShown = equal.map { evaluation.input[row, Int($0)] }
            hits += isShown.map { $0 ? 0 : hit }
            let held = isShown.count { !$0 }
            places += held
            if candidates.count > 1 { decided += held }
        }
        self.places = places
        self.decided = decided
        self.hits = hits
        relevant = evaluation.relevant[row: row].count
    }

    /// The mean of a metric whose hits add up: what a hit at each place gives, times how probable it is.
    func mean(of metric: Metric) -> Double {
        zip(0..., hits.prefix(metric.k)).reduce(0) { $0 + $1.1 * metric.value([$1.0], relevant) }
    }
}
