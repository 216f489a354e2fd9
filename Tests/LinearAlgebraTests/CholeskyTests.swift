import LinearAlgebra
import Testing

@Suite struct CholeskyTests {
    /// L Lᵀ for L = [2 0 0; 1 2 0; 1 1 2]; its determinant is 64. What is above the diagonal must not matter.
    let matrix = Matrix(
        rows: 3, columns: 3,
        values: [
            4, .nan, .nan,
            2, 5, .nan,
            2, 3, 6,
        ])

    @Test("factor and solution by hand")
    func factorAndSolution() throws {
        let factor = Buffer(matrix.values)
        try factorizePositiveDefinite(factor.start, order: 3)
        #expect([0, 3, 4, 6, 7, 8].map { factor.start[$0] } == [2, 1, 2, 1, 1, 2])
        // The symmetric matrix times (1, −2, 3) is (6, 1, 14).
        let solution = Buffer<Float>([6, 1, 14])
        solvePositiveDefinite(factor: factor.start, order: 3, solution.start)
        #expect(solution.values == [1, -2, 3])
    }

    @Test("inverse by hand")
    func inverse() throws {
        var inverse = matrix
        try inverse.invertPositiveDefinite()
        #expect(inverse.values == [21, -6, -4, -6, 20, -8, -4, -8, 16].map { $0 / 64 })
    }

    @Test("an empty matrix is its own inverse")
    func empty() throws {
        var empty = Matrix(rows: 0, columns: 0)
        try empty.invertPositiveDefinite()
        #expect(empty.values.isEmpty)
    }

    @Test("the first minor that is not positive is named")
    func firstMinor() {
        var indefinite = Matrix(rows: 3, columns: 3, values: [1, 2, 0, 2, 1, 0, 0, 0, 1])
        #expect(throws: NotPositiveDefinite(order: 3, minor: 2)) { try indefinite.invertPositiveDefinite() }
        var negative = Matrix(rows: 2, columns: 2, values: [-1, 0, 0, 1])
        #expect(throws: NotPositiveDefinite(order: 2, minor: 1)) { try negative.invertPositiveDefinite() }
        var singular = Matrix(rows: 2, columns: 2, values: [1, 1, 1, 1])
        #expect(throws: NotPositiveDefinite(order: 2, minor: 2)) { try singular.invertPositiveDefinite() }
        #expect(
            NotPositiveDefinite(order: 3, minor: 2).description
                == "Cholesky: expected a positive definite matrix of order 3, found a leading minor of order 2 that is"
                + " not positive; add more to the diagonal (a larger regularization)")
    }

    /// 2 on the diagonal and −1 beside it, plus one: a condition number below 6, so that rounding stays near 6e-8.
    @Test("a matrix of several blocks times its inverse is one")
    func severalBlocks() throws {
        let order = 301
        var matrix = Matrix(rows: order, columns: order)
        for row in 0..<order {
            matrix[row, row] = 3
            if row > 0 {
                matrix[row, row - 1] = -1
                matrix[row - 1, row] = -1
            }
        }
        var inverse = matrix
        try inverse.invertPositiveDefinite()
        #expect(inverse == inverse.transposed())
        var largest: Float = 0
        for row in 0..<order {
            for column in 0..<order {
                var sum: Float = 0
                for middle in max(0, row - 1)...min(order - 1, row + 1) {
                    sum += matrix[row, middle] * inverse[middle, column]
                }
                largest = max(largest, abs(sum - (row == column ? 1 : 0)))
            }
        }
        #expect(largest < 1e-6)
    }
}
