/// The distinct ids of a column, ascending, with how often each occurs and a position for each.
struct Identifiers {
    /// The ids, ascending and distinct.
    let ascending: [Int32]
    /// Where each id's entries would begin if the column were sorted, and after the last id the end.
    let starts: [Int]
    /// Positions by id; `nil` where ids are too sparse for a table.
    private let table: [Int32]?

    /// Collects a column's ids. O(n) where ids are dense, as MovieLens's are, else O(n + d log d) for d ids.
    ///
    /// - Precondition: no id is negative.
    init(of column: some Collection<Int32>) {
        let largest = column.max() ?? -1
        var ascending: [Int32] = []
        var starts = [0]
        // A table as long as the largest id, unless a stray id of two thousand million would make it huge.
        if Int(largest) < 4 * column.count + 1_000_000 {
            var table = [Int32](repeating: 0, count: Int(largest) + 1)
            table.withUnsafeMutableBufferPointer { table in
                for id in column { table[Int(id)] += 1 }
                for id in table.indices where table[id] > 0 {
                    starts.append(starts[ascending.count] + Int(table[id]))
                    table[id] = Int32(ascending.count)
                    ascending.append(Int32(id))
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

    /// The position of an id among `ascending`. O(1) where ids are dense, else O(log d).
    ///
    /// - Precondition: the id is among those collected.
    @inline(__always)
    subscript(id: Int32) -> Int {
        if let table { return Int(table[Int(id)]) }
        var low = 0
        var high = ascending.count
        while low < high {
            let middle = (low + high) / 2
            if ascending[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
