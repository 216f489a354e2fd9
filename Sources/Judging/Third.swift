import Contest
import LinearAlgebra
import Ranking

/// About a third of the users or of the movies, those with fewest, more or most clicks.
struct Third: Sendable {
    /// The least and the most clicks that one of them has.
    let clicks: ClosedRange<Int>
    /// The users' rows or the movies' columns, fewest clicks first.
    let members: [Int]

    /// The users with held-out clicks in thirds by how many clicks are shown of them.
    static func ofUsers(_ users: TestUsers) -> [Third] {
        dividing(users.rowsThatCount, by: users.evaluation.input.rowSums) { _ in 1 }
    }

    /// The movies with a third of the training clicks each.
    static func ofMovies(_ training: BinaryMatrix) -> [Third] {
        dividing(Array(0..<training.columns), by: training.columnSums) { $0 }
    }

    /// Divides some members by their clicks into three parts of about the same weight, fewest clicks first.
    ///
    /// Equal clicks stay together, so that fewer than three parts may come out.
    ///
    /// - Parameter weight: Of a member with so many clicks.
    private static func dividing(_ members: [Int], by clicks: [Int], weight: (Int) -> Int) -> [Third] {
        let ascending = members.sorted { (clicks[$0], $0) < (clicks[$1], $1) }
        let total = ascending.reduce(0) { $0 + weight(clicks[$1]) }
        var parts = [[Int]](repeating: [], count: 3)
        // What all members with fewer clicks than this one weigh decides its part.
        var (fewer, sum, last) = (0, 0, -1)
        for member in ascending {
            if clicks[member] > last { (fewer, last) = (sum, clicks[member]) }
            parts[3 * fewer / max(1, total)].append(member)
            sum += weight(clicks[member])
        }
        return parts.compactMap { part in
            guard let first = part.first, let last = part.last else { return nil }
            return Third(clicks: clicks[first]...clicks[last], members: part)
        }
    }
}

extension Evaluation {
    /// The same with only those hits that are among some items.
    func counting(only items: [Int]) -> Evaluation {
        var counts = [Bool](repeating: false, count: relevant.columns)
        for item in items { counts[item] = true }
        return Evaluation(
            shown: input, heldOut: relevant.keeping { counts[Int(relevant.columnIndices[$0])] })
    }
}
