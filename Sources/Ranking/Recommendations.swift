import Foundation
import LinearAlgebra

/// The best items of every user, ranked: one list per user, of the same length unless it was given shorter.
///
/// One ranking to the largest depth serves every smaller one, such as a curve of recall over k.
package struct Recommendations: Sendable, Hashable {
    /// How many items are ranked for each user.
    package let depth: Int
    /// The number of items that could have been ranked, `I`.
    package let items: Int
    /// The number of users, `U`.
    package let users: Int
    private let ranked: [Int32]

    /// Ranks items by score, the highest first, equal scores by index.
    ///
    /// - Parameters:
    ///   - scores: `U × I`.
    ///   - depth: How many items to rank for each user; all of them if there are fewer.
    ///   - excluding: `U × I` items that score minus infinity, such as those in a user's input
    ///     (`X_pred[X.nonzero()] = -np.inf` in vae_cf). They come last, but still fill a list that is longer than the
    ///     rest. The notebook excludes nothing.
    ///   - threads: How many users may be ranked at once; the lists are the same on any number.
    /// - Complexity: `topK(scores:k:)` for each user: 10 µs for 100 of 3,125 items.
    package init(scores: Matrix, depth: Int, excluding: BinaryMatrix? = nil, threads: Threads = Threads(1)) {
        if let excluding {
            precondition(
                excluding.rows == scores.rows && excluding.columns == scores.columns,
                "\(excluding.rows)×\(excluding.columns) exclusions for \(scores.rows)×\(scores.columns) scores")
        }
        self.depth = min(depth, scores.columns)
        items = scores.columns
        users = scores.rows
        let (users, items, depth) = (scores.rows, scores.columns, self.depth)
        let lists = Buffer<Int32>(count: users * depth)
        scores.values.withUnsafeBufferPointer { scores in
            threads.forEachBlock(of: users, size: 16) { block, _ in
                var selection = Selection(k: depth)
                var allowed: [Float] = []
                for user in block {
                    let row = UnsafeBufferPointer(rebasing: scores[user * items..<(user + 1) * items])
                    let list: [Int32]
                    if let excluding {
                        allowed.removeAll(keepingCapacity: true)
                        allowed += row
                        for item in excluding[row: user] { allowed[Int(item)] = -.infinity }
                        list = allowed.withUnsafeBufferPointer { selection.best($0) }
                    } else {
                        list = selection.best(row)
                    }
                    for (rank, item) in list.enumerated() { lists.start[user * depth + rank] = item }
                }
            }
        }
        ranked = lists.values
    }

    /// Takes lists that somebody else ranked, the best item first; one may be shorter than `depth`.
    ///
    /// - Precondition: no list is longer than `depth`, and all items are below `items`.
    package init(lists: [[Int32]], depth: Int, items: Int) {
        precondition(
            lists.allSatisfy { $0.count <= depth && $0.allSatisfy { 0..<Int32(items) ~= $0 } },
            "a list has at most \(depth) of \(items) items")
        self.depth = depth
        self.items = items
        users = lists.count
        ranked = lists.flatMap { $0 + [Int32](repeating: Self.nothing, count: depth - $0.count) }
    }

    /// What fills a list that ends early.
    private static let nothing: Int32 = -1

    /// The items of one user, the best first. O(1), or O(`depth`) for a list that is shorter than it.
    package subscript(user user: Int) -> ArraySlice<Int32> {
        let list = ranked[user * depth..<(user + 1) * depth]
        return list.last == Self.nothing ? list.prefix { $0 != Self.nothing } : list
    }

    /// The places of each user's hits among the first k, counted from 0; `nil` for a user without relevant items.
    ///
    /// - Parameters:
    ///   - k: The length of list that counts, from 1.
    ///   - relevant: `U × I`, one where the item is relevant to the user.
    /// - Precondition: k is at most `depth`, unless every item is ranked.
    /// - Complexity: O(*U* (*k* + *n*)) for *n* relevant items a user.
    func hitPlaces(at k: Int, relevant: BinaryMatrix) -> [[Int]?] {
        precondition(k >= 1 && (k <= depth || depth == items), "k = \(k) is not in 1…\(depth), the depth ranked")
        precondition(
            relevant.rows == users && relevant.columns == items,
            "\(relevant.rows)×\(relevant.columns) relevant items do not fit \(users) users and \(items) items")
        // One mark per item, set and cleared for each user, so that a look-up costs O(1).
        var isRelevant = [Bool](repeating: false, count: items)
        return (0..<users).map { user in
            let items = relevant[row: user]
            if items.isEmpty { return nil }
            for item in items { isRelevant[Int(item)] = true }
            defer { for item in items { isRelevant[Int(item)] = false } }
            return zip(0..., self[user: user].prefix(k)).filter { isRelevant[Int($0.1)] }.map(\.0)
        }
    }

    /// Recall@k of every user; `nil` for users without relevant items, for whom NumPy divides by zero.
    package func recall(at k: Int, relevant: BinaryMatrix) -> [Double?] { Metric.recall(k).values(self, relevant) }

    /// NDCG@k of every user; `nil` for users without relevant items.
    package func ndcg(at k: Int, relevant: BinaryMatrix) -> [Double?] { Metric.ndcg(k).values(self, relevant) }
}
