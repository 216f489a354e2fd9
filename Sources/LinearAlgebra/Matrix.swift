/// A dense single-precision matrix, stored row by row.
public struct Matrix: Sendable, Hashable {
    /// The number of rows.
    public let rows: Int
    /// The number of columns.
    public let columns: Int
    /// The entries, row by row: `rows × columns` of them.
    public var values: [Float]

    /// Creates a matrix filled with one value, zero by default.
    public init(rows: Int, columns: Int, repeating value: Float = 0) {
        self.rows = rows
        self.columns = columns
        self.values = [Float](repeating: value, count: rows * columns)
    }

    /// Creates a matrix from its entries, row by row.
    ///
    /// - Precondition: there are `rows × columns` values.
    public init(rows: Int, columns: Int, values: [Float]) {
        precondition(values.count == rows * columns, "a \(rows)×\(columns) matrix takes \(rows * columns) values")
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    /// Creates a matrix each row of which is filled by itself, from zeros.
    ///
    /// The same on any number of threads; `fill` is called once a row.
    package init(
        rows: Int, columns: Int, threads: Threads,
        fillingRow fill: (_ row: Int, _ entries: UnsafeMutableBufferPointer<Float>) -> Void
    ) {
        self.init(rows: rows, columns: columns)
        values.withUnsafeMutableBufferPointer { values in
            threads.forEachBlock(of: rows, size: 16) { block, _ in
                for row in block {
                    fill(row, UnsafeMutableBufferPointer(rebasing: values[row * columns..<(row + 1) * columns]))
                }
            }
        }
    }

    /// One entry.
    public subscript(row: Int, column: Int) -> Float {
        get { values[row * columns + column] }
        set { values[row * columns + column] = newValue }
    }

    /// One row. O(1).
    public subscript(row row: Int) -> ArraySlice<Float> { values[row * columns..<(row + 1) * columns] }

    /// All rows as vectors, in double precision. O(entries).
    public var vectors: [Vector] { (0..<rows).map { Vector(self[row: $0]) } }
}

extension Matrix {
    /// The matrix with rows and columns exchanged. O(entries).
    public func transposed() -> Matrix {
        var result = Matrix(rows: columns, columns: rows)
        for row in 0..<rows {
            for column in 0..<columns { result.values[column * rows + row] = values[row * columns + column] }
        }
        return result
    }
}
