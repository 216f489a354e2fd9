/// A sparse matrix of zeros and ones in compressed sparse row (CSR) form: only the columns of the ones are stored.
///
/// Clicks are stored like this, with users as rows (`U`) and items as columns (`I`).
public struct BinaryMatrix: Sendable, Hashable {
    /// The number of rows, `U` for clicks.
    public let rows: Int
    /// The number of columns, `I` for clicks.
    public let columns: Int
    /// The offset of each row in `columnIndices`, followed by the end of the last row: `rows + 1` offsets.
    public let rowStarts: [Int]
    /// The columns of the ones, row by row, ascending and distinct within a row.
    public let columnIndices: [Int32]

    /// Creates a matrix from its compressed rows.
    ///
    /// - Precondition: `rowStarts` holds `rows + 1` ascending offsets that end at `columnIndices.count`;
    ///   within a row the columns ascend, are distinct and lie in `0..<columns`.
    public init(columns: Int, rowStarts: [Int], columnIndices: [Int32]) {
        precondition(rowStarts.first == 0 && rowStarts.last == columnIndices.count, "row starts must span the ones")
        self.rows = rowStarts.count - 1
        self.columns = columns
        self.rowStarts = rowStarts
        self.columnIndices = columnIndices
        for row in 0..<rows {
            precondition(rowStarts[row] <= rowStarts[row + 1], "row starts must ascend")
            var previous: Int32 = -1
            for column in columnIndices[rowStarts[row]..<rowStarts[row + 1]] {
                precondition(column > previous && Int(column) < columns, "columns must ascend within the matrix")
                previous = column
            }
        }
    }

    /// Creates a matrix from the columns of each row's ones, in any order. O(ones log ones of a row).
    public init(columns: Int, rows: some Sequence<some Sequence<Int>>) {
        var starts = [0]
        var indices: [Int32] = []
        for row in rows {
            indices += row.map { Int32($0) }.sorted()
            starts.append(indices.count)
        }
        self.init(columns: columns, rowStarts: starts, columnIndices: indices)
    }

    /// The number of ones.
    public var count: Int { columnIndices.count }

    /// The share of entries that are one; zero for an empty matrix.
    public var density: Double {
        rows * columns == 0 ? 0 : Double(count) / (Double(rows) * Double(columns))
    }

    /// The columns of a row's ones, ascending. O(1).
    public subscript(row row: Int) -> ArraySlice<Int32> {
        columnIndices[rowStarts[row]..<rowStarts[row + 1]]
    }

    /// Whether an entry is one. O(log n) in the ones of its row.
    public subscript(row: Int, column: Int) -> Bool { place(ofRow: row, column: column) != nil }

    /// The position in `columnIndices` of an entry that is one; `nil` if the entry is zero. O(log n) in the ones of its
    /// row.
    public func place(ofRow row: Int, column: Int) -> Int? {
        let ones = self[row: row]
        let place = ones.partitioningIndex { Int($0) >= column }
        return place < ones.endIndex && Int(ones[place]) == column ? place : nil
    }

    /// The matrix with only those ones whose position in `columnIndices` satisfies `isKept`. O(ones).
    public func keeping(_ isKept: (_ place: Int) -> Bool) -> BinaryMatrix {
        var starts = [0]
        starts.reserveCapacity(rows + 1)
        var indices: [Int32] = []
        for row in 0..<rows {
            for place in rowStarts[row]..<rowStarts[row + 1] where isKept(place) {
                indices.append(columnIndices[place])
            }
            starts.append(indices.count)
        }
        return BinaryMatrix(columns: columns, rowStarts: starts, columnIndices: indices)
    }

    /// The number of ones in each row: `rows` sums.
    public var rowSums: [Int] { (0..<rows).map { rowStarts[$0 + 1] - rowStarts[$0] } }

    /// The number of ones in each column: `columns` sums.
    public var columnSums: [Int] {
        var sums = [Int](repeating: 0, count: columns)
        for column in columnIndices { sums[Int(column)] += 1 }
        return sums
    }

    /// The matrix with rows and columns exchanged. O(ones + rows + columns).
    public func transposed() -> BinaryMatrix {
        var starts = [Int](repeating: 0, count: columns + 1)
        for column in columnIndices { starts[Int(column) + 1] += 1 }
        for column in 0..<columns { starts[column + 1] += starts[column] }
        var next = starts
        var indices = [Int32](repeating: 0, count: count)
        for row in 0..<rows {
            for column in self[row: row] {
                indices[next[Int(column)]] = Int32(row)
                next[Int(column)] += 1
            }
        }
        return BinaryMatrix(columns: rows, rowStarts: starts, columnIndices: indices)
    }

    /// The matrix whose row `r` is this matrix's row `rows[r]` and whose column `c` is its column `columns[c]`.
    ///
    /// Rows may repeat; columns may not. O(ones log ones of a row).
    public func selecting(rows selectedRows: [Int], columns selectedColumns: [Int]) -> BinaryMatrix {
        var position = [Int32](repeating: -1, count: columns)
        for (new, old) in selectedColumns.enumerated() { position[old] = Int32(new) }
        var starts = [0]
        starts.reserveCapacity(selectedRows.count + 1)
        var indices: [Int32] = []
        indices.reserveCapacity(count)
        for row in selectedRows {
            let start = indices.count
            for column in self[row: row] where position[Int(column)] >= 0 { indices.append(position[Int(column)]) }
            indices[start...].sort()
            starts.append(indices.count)
        }
        return BinaryMatrix(columns: selectedColumns.count, rowStarts: starts, columnIndices: indices)
    }

    /// The rows in a range, all columns kept. O(ones kept).
    public subscript(rows range: Range<Int>) -> BinaryMatrix {
        let base = rowStarts[range.lowerBound]
        return BinaryMatrix(
            columns: columns,
            rowStarts: rowStarts[range.lowerBound...range.upperBound].map { $0 - base },
            columnIndices: Array(columnIndices[base..<rowStarts[range.upperBound]]))
    }
}
