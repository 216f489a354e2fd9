import LinearAlgebra

/// Where each user's one held-out item stands among other items by a model's scores.
///
/// Items with the same score have no order of their own. A metric is then what it would be on average over all orders of them,
/// so that no numbering of items and no rounding of a sum decides it.
package struct HeldOutRanks: Sendable, Hashable, Codable {
    /// How many items score higher than the held-out one. `U`.
    package let higher: [Int]
    /// How many others score the same. `U`.
    package let equal: [Int]

    /// Ranks each user's held-out item among that user's candidates.
    ///
    /// - Parameters:
    ///   - scores: `U × I`. What cannot be compared with the held-out item's score, as NaN cannot, counts as higher.
    ///   - heldOut: The held-out item of each user.
    ///   - candidates: The items it is ranked among, without itself.
    /// - Complexity: O(candidates).
    package init(_ scores: Matrix, heldOut: [Int], among candidates: [[Int32]]) {
        precondition(
            heldOut.count == scores.rows && candidates.count == scores.rows,
            "every user has an item held out, and candidates")
        var counts = [(higher: Int, equal: Int)](repeating: (0, 0), count: scores.rows)
        for (user, items) in candidates.enumerated() {
            let own = scores[user, heldOut[user]]
            for item in items { count(scores[user, Int(item)], beside: own, in: &counts[user]) }
        }
        (higher, equal) = (counts.map(\.higher), counts.map(\.equal))
    }

    /// Ranks each user's held-out item among all items but those that the model was shown of the user.
    ///
    /// - Parameter shown: `U × I`, without the held-out items.
    /// - Complexity: O(`U I`).
    package init(_ scores: Matrix, heldOut: [Int], excluding shown: BinaryMatrix) {
        precondition(
            heldOut.count == scores.rows && shown.rows == scores.rows && shown.columns == scores.columns,
            "every user has an item held out, and others shown")
        var counts = [(higher: Int, equal: Int)](repeating: (0, 0), count: scores.rows)
        for user in 0..<scores.rows {
            let row = scores.values[user * scores.columns..<(user + 1) * scores.columns]
            let own = scores[user, heldOut[user]]
            var all = (higher: 0, equal: 0)
            for score in row { count(score, beside: own, in: &all) }
            var excluded = (higher: 0, equal: 0)
            for item in shown[row: user] { count(scores[user, Int(item)], beside: own, in: &excluded) }
            // The held-out item is one of all, and equals itself unless it is NaN.
            let itself = own.isNaN ? (higher: 1, equal: 0) : (higher: 0, equal: 1)
            counts[user] = (
                all.higher - excluded.higher - itself.higher, all.equal - excluded.equal - itself.equal
            )
        }
        (higher, equal) = (counts.map(\.higher), counts.map(\.equal))
    }

    /// A metric of each user, averaged over all orders of items with the same score. `U`.
    ///
    /// - Complexity: O(`U`) where scores differ, O(`U k`) at most.
    package func values(_ metric: Metric) -> [Double] {
        let atPlace = (0..<metric.k).map { metric.value([$0], 1) }
        let missed = metric.value([], 1)
        return zip(higher, equal).map { higher, equal in
            let places = higher...higher + equal
            let counted = places.prefix { $0 < metric.k }
            let sum = counted.reduce(0) { $0 + atPlace[$1] } + missed * Double(places.count - counted.count)
            return sum / Double(places.count)
        }
    }
}

@inline(__always)
private func count(_ score: Float, beside own: Float, in counts: inout (higher: Int, equal: Int)) {
    if score == own {
        counts.equal += 1
    } else if !(score < own) {
        counts.higher += 1
    }
}
