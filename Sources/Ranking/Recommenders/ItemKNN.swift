import LinearAlgebra

/// Item-based nearest neighbours: an item's score is the sum of its similarities to those of its k nearest items that
/// the user clicked.
///
/// The similarity of items i and j is c_ij / (√(c_ii c_jj) + h), where c_ij is the number of users who clicked both.
/// For h = 0 it is the cosine of their click columns; a shrinkage h above zero gives items with few clicks less weight.
///
/// Source: Sarwar et al., "Item-Based Collaborative Filtering Recommendation Algorithms", WWW 2001; the shrinkage as in
/// Ferrari Dacrema et al., RecSys 2019.
package struct ItemKNN: Recommender, Hashable {
    /// One if the row's item is among the k nearest of the column's item. `I × I`.
    package let neighbours: BinaryMatrix
    /// The similarity at each one of `neighbours`, in their order.
    package let similarities: [Float]

    /// Finds every item's nearest neighbours, ties by index; items without a common user are not neighbours.
    ///
    /// The same on any number of threads; O(`I`²).
    ///
    /// - Parameters:
    ///   - gram: The co-occurrence counts of the training clicks, `I × I`.
    ///   - neighbours: k, the largest number of neighbours of an item, at least 1.
    ///   - shrinkage: h, in clicks, at least 0.
    package init(_ gram: ItemGram, neighbours k: Int, shrinkage: Double = 0, threads: Threads = Threads(1)) {
        precondition(k > 0 && shrinkage >= 0, "k counts from 1 and the shrinkage from 0")
        let items = gram.items
        let clicks = (0..<items).map { Double(gram.clicks(of: $0)) }
        let depth = min(k, max(0, items - 1))
        let near = Buffer<Int32>(count: items * depth)
        let similarity = Buffer<Float>(count: items * depth)
        gram.counts.values.withUnsafeBufferPointer { counts in
            threads.forEachBlock(of: items, size: 16) { block, _ in
                var row = [Float](repeating: 0, count: items)
                for item in block {
                    for other in 0..<items {
                        let both = Double(counts[item * items + other])
                        row[other] =
                            both == 0 ? 0 : Float(both / ((clicks[item] * clicks[other]).squareRoot() + shrinkage))
                    }
                    row[item] = 0
                    for (rank, other) in topK(scores: row, k: depth).enumerated() {
                        near.start[item * depth + rank] = Int32(other)
                        similarity.start[item * depth + rank] = row[other]
                    }
                }
            }
        }
        // Clicks are added item by item, so that neighbours are kept by the item clicked.
        var byNeighbour = [[(item: Int32, similarity: Float)]](repeating: [], count: items)
        for item in 0..<items {
            for rank in item * depth..<(item + 1) * depth where similarity.start[rank] > 0 {
                byNeighbour[Int(near.start[rank])].append((Int32(item), similarity.start[rank]))
            }
        }
        var starts = [0]
        for row in byNeighbour { starts.append(starts[starts.count - 1] + row.count) }
        self.neighbours = BinaryMatrix(
            columns: items, rowStarts: starts, columnIndices: byNeighbour.flatMap { $0.map(\.item) })
        similarities = byNeighbour.flatMap { $0.map(\.similarity) }
    }

    /// The sum of similarities to the clicked neighbours. O(clicks · k).
    package func scores(for input: BinaryMatrix, threads: Threads = Threads(1)) -> Matrix {
        let items = neighbours.columns
        precondition(input.columns == items, "\(input.columns) items shown, \(items) fitted")
        var scores = Matrix(rows: input.rows, columns: items)
        scores.values.withUnsafeMutableBufferPointer { scores in
            threads.forEachBlock(of: input.rows, size: 16) { block, _ in
                for user in block {
                    for click in input[row: user] {
                        for place in neighbours.rowStarts[Int(click)]..<neighbours.rowStarts[Int(click) + 1] {
                            scores[user * items + Int(neighbours.columnIndices[place])] += similarities[place]
                        }
                    }
                }
            }
        }
        return scores
    }
}
