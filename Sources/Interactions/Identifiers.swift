/// The distinct ids of a column, ascending, and the position of each.
struct Identifiers {
    /// The ids, ascending and distinct.
    let ascending: [Int32]
    private let positions: Positions

    private enum Positions {
        /// By id; −1 where an id is absent.
        case table([Int32])
        case dictionary([Int32: Int32])
    }

    /// Collects a column's ids. O(n) where ids are dense, as MovieLens's are, else O(n + d log d) for d ids.
    ///
    /// - Precondition: no id is negative.
    init(of column: [Int32]) {
        let largest = column.max() ?? -1
        // A table as long as the largest id, unless a stray id of two thousand million would make it huge.
        if Int(largest) < 4 * column.count + 1_000_000 {
            var table = [Int32](repeating: -1, count: Int(largest) + 1)
            for id in column { table[Int(id)] = 0 }
            var ascending: [Int32] = []
            for id in table.indices where table[id] == 0 {
                table[id] = Int32(ascending.count)
                ascending.append(Int32(id))
            }
            self.ascending = ascending
            positions = .table(table)
        } else {
            ascending = Set(column).sorted()
            positions = .dictionary(
                Dictionary(uniqueKeysWithValues: zip(ascending, (0..<Int32(ascending.count)))))
        }
    }

    /// The position of each of a column's ids among `ascending`.
    ///
    /// - Precondition: the ids are among those collected.
    func positions(of column: [Int32]) -> [Int32] {
        switch positions {
        case .table(let table): column.map { table[Int($0)] }
        case .dictionary(let dictionary): column.map { dictionary[$0, default: -1] }
        }
    }
}

/// The rows of a column grouped by position, each group in row order: counting sort.
///
/// - Returns: `starts`, where each of the `count` groups begins in `rows`, and after the last its end.
/// - Complexity: O(n + count).
func grouped(_ positions: [Int32], into count: Int) -> (rows: [Int32], starts: [Int]) {
    var starts = [Int](repeating: 0, count: count + 1)
    for position in positions { starts[Int(position) + 1] += 1 }
    for index in 0..<count { starts[index + 1] += starts[index] }
    var next = starts
    var rows = [Int32](repeating: 0, count: positions.count)
    for (row, position) in positions.enumerated() {
        rows[next[Int(position)]] = Int32(row)
        next[Int(position)] += 1
    }
    return (rows, starts)
}
