import Foundation
import LinearAlgebra

extension Recommendations {
    /// The share of each user's first k items that is also in the first k of one list, such as popularity's: a value in
    /// 0…1 per user; `nil` for a user without items.
    ///
    /// - Parameters:
    ///   - k: The length of list that counts, from 1 to `depth`.
    ///   - list: Items, the best first, at least k of them.
    /// - Complexity: O(*U* *k* + *I*).
    package func overlap(at k: Int, with list: [Int]) -> [Double?] {
        precondition(list.count >= k, "an overlap at \(k) takes a list as long, not of \(list.count)")
        var isListed = [Bool](repeating: false, count: items)
        for item in list.prefix(k) { isListed[item] = true }
        return first(k).map { list in
            list.isEmpty ? nil : Double(list.count { isListed[Int($0)] }) / Double(list.count)
        }
    }

    /// The share of their first k items that two different users have in common, averaged over all pairs of users;
    /// `nil` for fewer than two users.
    ///
    /// An item recommended to c users is shared by c (c − 1) / 2 pairs, so the result is exact without looking at
    /// pairs. O(*U* *k* + *I*).
    package func meanPairwiseOverlap(at k: Int) -> Double? {
        guard users > 1 else { return nil }
        let shared = timesRecommended(at: k).reduce(0) { $0 + $1 * ($1 - 1) }
        return Double(shared) / (Double(users) * Double(users - 1) * Double(k))
    }

    /// The number of different items among all users' first k.
    package func distinctItems(at k: Int) -> Int {
        timesRecommended(at: k).count { $0 > 0 }
    }

    /// The share of all items that is among anybody's first k.
    package func coverage(at k: Int) -> Double { Double(distinctItems(at: k)) / Double(items) }

    /// The Gini coefficient of how often each item is among users' first k: 0 if all items are equally often, towards 1
    /// the fewer get all places; `nil` without users.
    ///
    /// Items that are never recommended count. O(*U* *k* + *I* log *I*).
    package func gini(at k: Int) -> Double? {
        let times = timesRecommended(at: k).sorted()
        let total = times.reduce(0, +)
        if total == 0 { return nil }
        let ranked = times.enumerated().reduce(0) { $0 + (2 * $1.offset + 1 - items) * $1.element }
        return Double(ranked) / (Double(items) * Double(total))
    }

    /// How unexpected users' first k items are, in bits: the mean of −log₂ of the share of training users who clicked
    /// the item; `nil` where nobody has an item.
    ///
    /// An item that nobody clicked counts as if one user had. O(*U* *k* + *I*).
    ///
    /// - Parameters:
    ///   - k: The length of list that counts, from 1 to `depth`.
    ///   - training: The training clicks, with the same items.
    ///
    /// Source: Zhou et al., "Solving the Apparent Diversity–Accuracy Dilemma of Recommender Systems", PNAS 2010.
    package func novelty(at k: Int, training: BinaryMatrix) -> Double? {
        precondition(training.columns == items, "\(training.columns) items in training, \(items) ranked")
        let times = timesRecommended(at: k)
        let places = times.reduce(0, +)
        if places == 0 { return nil }
        let bits = zip(times, training.columnSums).reduce(0) { sum, item in
            sum - Double(item.0) * log2(Double(max(1, item.1)) / Double(training.rows))
        }
        return bits / Double(places)
    }

    /// For each item, the number of users who have it among their first k: `I` counts that sum to `U k` where no list is
    /// shorter.
    package func timesRecommended(at k: Int) -> [Int] {
        var times = [Int](repeating: 0, count: items)
        for list in first(k) {
            for item in list { times[Int(item)] += 1 }
        }
        return times
    }

    /// The hits of all users, and how many of them the model had been shown.
    package struct Hits: Sendable, Hashable {
        /// All hits.
        package let all: Int
        /// Hits whose item was in the input.
        package let inInput: Int

        /// The share of hits that were in the input; `nil` without hits.
        package var shareInInput: Double? { all == 0 ? nil : Double(inInput) / Double(all) }
    }

    /// Counts the hits among all users' first k, and those that were in the input.
    ///
    /// - Parameters:
    ///   - k: The length of list that counts, from 1 to `depth`.
    ///   - relevant: `U × I`, one where the item is relevant to the user.
    ///   - input: `U × I`, one where the model was shown that the user clicked the item.
    package func hits(at k: Int, relevant: BinaryMatrix, input: BinaryMatrix) -> Hits {
        precondition(
            relevant.rows == users && relevant.columns == items && input.rows == users && input.columns == items,
            "relevant items and input must have \(users) users and \(items) items")
        var (all, inInput) = (0, 0)
        for (user, list) in first(k).enumerated() {
            for item in list where relevant[user, Int(item)] {
                all += 1
                if input[user, Int(item)] { inInput += 1 }
            }
        }
        return Hits(all: all, inInput: inInput)
    }

    /// Everybody's first k.
    private func first(_ k: Int) -> some Sequence<ArraySlice<Int32>> {
        precondition(1...depth ~= k, "k = \(k) is not in 1…\(depth), the depth ranked")
        return (0..<users).lazy.map { self[user: $0].prefix(k) }
    }
}

extension Recommendations {
    /// The share of each user's first k items that is also in the first k of another list of the same user: a value in
    /// 0…1 per user.
    package func overlap(at k: Int, withSameUserIn other: Recommendations) -> [Double] {
        precondition(
            users == other.users && k <= min(depth, other.depth), "lists pair user by user, to a depth both have")
        return (0..<users).map { user in
            let list = Set(other[user: user].prefix(k))
            return Double(self[user: user].prefix(k).count { list.contains($0) }) / Double(k)
        }
    }
}
