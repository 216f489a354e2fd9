import LinearAlgebra
import Testing

@Suite struct ProductsTests {
    @Test("sparse times dense by hand")
    func sparseTimesDense() {
        let ones = BinaryMatrix(columns: 3, rows: [[0, 2], [], [1]])
        let dense = Matrix(rows: 3, columns: 2, values: [1, 2, 3, 4, 5, 6])
        #expect(ones.multiplied(by: dense) == Matrix(rows: 3, columns: 2, values: [6, 8, 0, 0, 3, 4]))
        #expect(ones.multiplied(by: dense, threads: Threads(2)) == ones.multiplied(by: dense))
    }

    /// Columns (1, 3, 5) and (2, 4, 6): squares 35 and 56, product 44.
    @Test("a Gram matrix is added below and on the diagonal")
    func gram() {
        let a = Buffer<Float>([1, 2, 3, 4, 5, 6])
        let c = Buffer<Float>([1, -9, 1, 1])
        addGram(m: 3, n: 2, scale: 2, a.start, into: c.start)
        #expect(c.values == [71, -9, 89, 113])
        addGram(m: 3, n: 2, a.start, existing: 0, into: c.start)
        #expect(c.values == [35, -9, 44, 56])
        addGram(m: 0, n: 2, a.start, into: c.start)
        #expect(c.values == [35, -9, 44, 56])
    }
}
