import LinearAlgebra
import Ranking

/// What a click on one item adds to the score of another, for the pairs of items where that is more than nothing.
///
/// It is all that item-kNN, RP3β and SLIM keep of a fit.
package struct SparseItemWeights: Sendable, Hashable {
    /// One where a click on the row's item adds to the score of the column's. `I × I`.
    package let pairs: BinaryMatrix
    /// The weight at each one of `pairs`, in their order, above zero.
    package let values: [Float]

    /// Finds the weights by which each item is scored.
    ///
    /// The same on any number of threads; O(`I`²) besides `fill`.
    ///
    /// - Parameters:
    ///   - items: `I`.
    ///   - largest: How many weights an item is scored by, the largest, ties by index; weights of zero are never kept.
    ///   - fill: Replaces `I` numbers by the weights of an item's score, one for a click on each; called for several
    ///     items at once.
    init(
        items: Int, keeping largest: Int, threads: Threads,
        _ fill: (_ item: Int, _ weights: UnsafeMutableBufferPointer<Float>) -> Void
    ) {
        let depth = min(largest, max(0, items - 1))
        var kept = [[(item: Int, weight: Float)]](repeating: [], count: items)
        kept.withUnsafeMutableBufferPointer { kept in
            threads.forEachBlock(of: items, size: 16) { block, _ in
                var weights = [Float](repeating: 0, count: items)
                for item in block {
                    weights.withUnsafeMutableBufferPointer { fill(item, $0) }
                    let best = depth < items - 1 ? topK(scores: weights, k: depth) : Array(0..<items)
                    kept[item] = best.filter { weights[$0] > 0 }.map { ($0, weights[$0]) }
                }
            }
        }
        // Clicks are added item by item, so that weights are kept by the item clicked.
        var rows = [[(item: Int32, weight: Float)]](repeating: [], count: items)
        for (item, weights) in kept.enumerated() {
            for (clicked, weight) in weights { rows[clicked].append((Int32(item), weight)) }
        }
        var starts = [0]
        for row in rows { starts.append(starts[starts.count - 1] + row.count) }
        pairs = BinaryMatrix(columns: items, rowStarts: starts, columnIndices: rows.flatMap { $0.map(\.item) })
        values = rows.flatMap { $0.map(\.weight) }
    }

    /// The sum of the weights at each user's clicks, in their order. `U × I`.
    ///
    /// The same on any number of threads; O(weights of the clicks + `U I`).
    package func scores(for input: BinaryMatrix, threads: Threads = Threads(1)) -> Matrix {
        let items = pairs.columns
        precondition(input.columns == items, "\(input.columns) items shown, \(items) fitted")
        return Matrix(rows: input.rows, columns: items, threads: threads) { user, scores in
            for click in input[row: user] {
                for place in pairs.rowStarts[Int(click)]..<pairs.rowStarts[Int(click) + 1] {
                    scores[Int(pairs.columnIndices[place])] += values[place]
                }
            }
        }
    }
}
