import LinearAlgebra

/// The distinct ids of a column, ascending, with the count and the position of each.
struct Identifiers {
    /// The ids, ascending and distinct.
    let ascending: [Int32]
    /// The offset of each id's entries if the column were sorted, followed by the end of the last.
    let starts: [Int]
    /// Positions by id, −1 for an absent id; `nil` if ids are too sparse for a table.
    private let table: [Int32]?

    /// Collects a column's ids. O(n) if ids are dense, as MovieLens's are, else O(n + d log d) for d ids.
    ///
    /// - Precondition: no id is negative.
    init(of column: some Collection<Int32>) {
        let largest = column.max() ?? -1
        var ascending: [Int32] = []
        var starts = [0]
        // A table as long as the largest id, unless a stray id of two billion would make it huge.
        if Int(largest) < 4 * column.count + 1_000_000 {
            var table = [Int32](repeating: 0, count: Int(largest) + 1)
            table.withUnsafeMutableBufferPointer { table in
                for id in column { table[Int(id)] += 1 }
                for id in table.indices {
                    let occurrences = Int(table[id])
                    table[id] = occurrences > 0 ? Int32(ascending.count) : -1
                    if occurrences > 0 {
                        starts.append(starts[ascending.count] + occurrences)
                        ascending.append(Int32(id))
                    }
                }
            }
            self.table = table
        } else {
            let counts = column.reduce(into: [Int32: Int]()) { $0[$1, default: 0] += 1 }
            ascending = counts.keys.sorted()
            for id in ascending { starts.append(starts[starts.count - 1] + counts[id, default: 0]) }
            table = nil
        }
        self.ascending = ascending
        self.starts = starts
    }

    /// The number of ids.
    var count: Int { ascending.count }

    /// The position of an id in `ascending`. O(1) if ids are dense, else O(log d).
    ///
    /// - Precondition: the id is among those collected.
    @inline(__always)
    subscript(id: Int32) -> Int { table.map { Int($0[Int(id)]) } ?? rank(of: id) }

    /// The position of an id in `ascending`; `nil` if it is absent.
    func position(of id: Int32) -> Int? {
        if let table { return id < table.count && table[Int(id)] >= 0 ? Int(table[Int(id)]) : nil }
        let rank = rank(of: id)
        return rank < count && ascending[rank] == id ? rank : nil
    }

    /// The number of smaller ids.
    private func rank(of id: Int32) -> Int { ascending.partitioningIndex { $0 >= id } }
}

/// The positions of distinct ids in a list of any order.
package struct Positions {
    private let ids: Identifiers
    /// The position of each id, by its rank among all.
    private let order: [Int]

    /// Numbers the ids. O(n log n).
    ///
    /// - Precondition: the ids are distinct, not negative and fit in 32 bits, as those of a click matrix do.
    package init(of ids: [Int]) {
        self.ids = Identifiers(of: ids.map { Int32($0) })
        order = ids.indices.sorted { ids[$0] < ids[$1] }
    }

    /// The position of an id; `nil` if it is not in the list. O(1) if ids are dense, else O(log n).
    package subscript(id: Int32) -> Int? { ids.position(of: id).map { order[$0] } }
}
