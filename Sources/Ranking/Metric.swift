import Foundation
import LinearAlgebra

/// A number for each user that tells how good a ranked list is, by where its hits are; higher is better.
package struct Metric: Sendable {
    /// What is measured, such as `Recall`.
    package let kind: String
    /// How many places of a list count.
    package let k: Int
    /// What it is for a user with n relevant items, as half a sentence of Markdown about k, n and hits.
    package let definition: String
    private let traits: Traits
    /// The value of a list with hits at these places, counted from 0, below k, for a user with so many relevant items.
    package let value: @Sendable (_ hits: [Int], _ relevant: Int) -> Double

    /// What else there is to know of a metric.
    package struct Traits: OptionSet, Sendable {
        package let rawValue: Int
        package init(rawValue: Int) { self.rawValue = rawValue }

        /// A ranking of all items still tells something, since the order of its places matters.
        package static let countsOrder = Traits(rawValue: 1)
        /// Hits add up: the value of several is the sum of each one's, for the same number of relevant items.
        package static let isAdditive = Traits(rawValue: 2)
    }

    /// Describes a metric; see its properties.
    package init(
        _ kind: String, at k: Int, _ definition: String, _ traits: Traits,
        value: @escaping @Sendable (_ hits: [Int], _ relevant: Int) -> Double
    ) {
        self.kind = kind
        self.k = k
        self.definition = definition
        self.traits = traits
        self.value = value
    }

    package var countsOrder: Bool { traits.contains(.countsOrder) }
    package var isAdditive: Bool { traits.contains(.isAdditive) }

    /// Its name in recordings and, but for fewer items than k, in tables: `Recall@20`.
    package var name: String { "\(kind)@\(k)" }
}

// MARK: All metrics

extension Metric {
    /// Every metric that is taken of test users: what recordings, kept results and `judge --json` have.
    package static let all = [ndcg] + notebook + [hitRate(10), mrr(100)]

    /// The paper's, the columns of chapter 13's table (Liang et al. 2018, section 4.2).
    package static let paper = [ndcg, recall(20), recall(50)]

    /// The notebook's, at the depths that it prints.
    package static let notebook = [recall(20), recall(50), recall(100)]

    /// How deep lists have to be ranked for every metric.
    package static let depth = all.map(\.k).max() ?? 0

    /// NDCG@100, by which settings and epochs are chosen.
    package static let ndcg = ndcg(100)

    /// Recall@k: hits among the first k items, divided by min(k, the user's relevant items).
    ///
    /// This is the notebook's `Recall_at_k`, and Recall@R of Liang et al. 2018, section 4.2. If k exceeds the number of
    /// items, every item is ranked; the notebook's version fails then.
    package static func recall(_ k: Int) -> Metric {
        Metric(
            "Recall", at: k, "the number of hits among the first k, divided by the smaller of k and n", .isAdditive
        ) { hits, relevant in
            Double(hits.count) / Double(min(k, relevant))
        }
    }

    /// Normalised discounted cumulative gain at k, with relevance zero or one.
    ///
    /// A hit at rank r, counted from 1, gains 1 / log₂(r + 1). The sum is divided by that of an ideal list, which
    /// begins with min(k, the user's relevant items) hits (Liang et al. 2018, section 4.2). The notebook's version,
    /// which it never runs, takes the user's *position* 0, 1, 2, … as the number of relevant items, and so divides by
    /// zero for the first user.
    package static func ndcg(_ k: Int) -> Metric {
        let gains = (0..<k).map { 1 / log2(Double($0 + 2)) }
        let ideal = gains.reduce(into: [0.0]) { $0.append($0[$0.count - 1] + $1) }
        return Metric(
            "NDCG", at: k,
            "the sum of 1 / log₂(r + 1) over the ranks r ≤ k of hits, counted from 1, divided by the sum of the same over r "
                + "from 1 to the smaller of k and n", [.countsOrder, .isAdditive]
        ) { hits, relevant in
            hits.reduce(0) { $0 + gains[$1] } / ideal[min(k, relevant)]
        }
    }

    /// Hit rate at k: one if any of the first k items is a hit, else zero.
    package static func hitRate(_ k: Int) -> Metric {
        Metric("HitRate", at: k, "1 if there is a hit among the first k, else 0", []) { hits, _ in
            hits.isEmpty ? 0 : 1
        }
    }

    /// Reciprocal rank at k, the mean of which is MRR@k: one by the rank of the first hit, counted from 1; zero if none of
    /// the first k items is a hit.
    package static func mrr(_ k: Int) -> Metric {
        Metric("MRR", at: k, "1 / r for the lowest rank r ≤ k of a hit, or 0 without one", .countsOrder) { hits, _ in
            hits.first.map { 1 / Double($0 + 1) } ?? 0
        }
    }
}

// MARK: Values

extension Metric {
    /// The metric of every user's list.
    ///
    /// - Parameters:
    ///   - lists: The lists, as deep as k, unless every item is ranked.
    ///   - relevant: `U × I`, one where the item is relevant to the user.
    /// - Returns: A value per user, `nil` for users without relevant items.
    /// - Complexity: O(*U* (*k* + *n*)) for *n* relevant items a user.
    package func values(_ lists: Recommendations, _ relevant: BinaryMatrix) -> [Double?] {
        zip(lists.hitPlaces(at: k, relevant: relevant), 0...).map { hits, user in
            hits.map { value($0, relevant[row: user].count) }
        }
    }
}
