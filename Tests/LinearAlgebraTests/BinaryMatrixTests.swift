import LinearAlgebra
import Testing

@Suite struct BinaryMatrixTests {
    //     0 1 0 1
    //     0 0 0 0
    //     1 1 1 0
    let matrix = BinaryMatrix(columns: 4, rows: [[3, 1], [], [0, 2, 1]])

    @Test("rows are kept as ascending columns of ones")
    func rows() {
        #expect(matrix.rows == 3)
        #expect(matrix.columns == 4)
        #expect(matrix.rowStarts == [0, 2, 2, 5])
        #expect(matrix.columnIndices == [1, 3, 0, 1, 2])
        #expect(Array(matrix[row: 0]) == [1, 3])
        #expect(matrix[row: 1].isEmpty)
        #expect(matrix == BinaryMatrix(columns: 4, rowStarts: [0, 2, 2, 5], columnIndices: [1, 3, 0, 1, 2]))
    }

    @Test("entries")
    func entries() {
        let entries = (0..<3).map { row in (0..<4).map { column in matrix[row, column] ? 1 : 0 } }
        #expect(entries == [[0, 1, 0, 1], [0, 0, 0, 0], [1, 1, 1, 0]])
    }

    @Test("places of the ones")
    func places() {
        #expect(matrix.place(ofRow: 0, column: 3) == 1)
        #expect(matrix.place(ofRow: 2, column: 0) == 2)
        #expect(matrix.place(ofRow: 2, column: 3) == nil)
        #expect(matrix.place(ofRow: 1, column: 0) == nil)
        #expect(matrix.keeping { $0 % 2 == 0 } == BinaryMatrix(columns: 4, rows: [[1], [], [0, 2]]))
    }

    @Test("sums and density")
    func sums() {
        #expect(matrix.count == 5)
        #expect(matrix.rowSums == [2, 0, 3])
        #expect(matrix.columnSums == [1, 2, 1, 1])
        #expect(matrix.density == 5.0 / 12)
    }

    @Test("the transpose exchanges rows and columns, and twice is nothing")
    func transposed() {
        #expect(matrix.transposed() == BinaryMatrix(columns: 3, rows: [[2], [0, 2], [2], [0]]))
        #expect(matrix.transposed().transposed() == matrix)
    }

    @Test("selecting reorders, drops and repeats rows, reorders and drops columns")
    func selecting() {
        #expect(
            matrix.selecting(rows: [2, 0, 2], columns: [3, 1])
                == BinaryMatrix(columns: 2, rows: [[1], [0, 1], [1]]))
        #expect(matrix.selecting(rows: [0, 1, 2], columns: [0, 1, 2, 3]) == matrix)
        #expect(matrix.selecting(rows: [], columns: []) == BinaryMatrix(columns: 0, rows: [[Int]]()))
    }

    @Test("a range of rows")
    func range() {
        #expect(matrix[rows: 1..<3] == BinaryMatrix(columns: 4, rows: [[], [0, 1, 2]]))
        #expect(matrix[rows: 3..<3] == BinaryMatrix(columns: 4, rows: [[Int]]()))
    }

    @Test("a matrix without rows or columns")
    func empty() {
        let rowless = BinaryMatrix(columns: 3, rows: [[Int]]())
        #expect(rowless.density == 0)
        #expect(rowless.columnSums == [0, 0, 0])
        #expect(rowless.transposed() == BinaryMatrix(columns: 0, rows: [[], [], []] as [[Int]]))
    }
}
