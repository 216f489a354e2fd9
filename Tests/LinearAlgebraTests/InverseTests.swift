import LinearAlgebra
import TestSupport
import Testing

@Suite struct InverseTests {
    /// L Lᵀ for L = [2 0 0; 1 2 0; 1 1 2]; its determinant is 64, and all pivots are powers of two.
    @Test("inverse by hand")
    func byHand() throws {
        let inverted = try inverse([[4, 2, 2], [2, 5, 3], [2, 3, 6]])
        let expected: [Vector] = [[21, -6, -4], [-6, 20, -8], [-4, -8, 16]]
        #expect(inverted == expected.map { $0 / 64 })
    }

    @Test("the identity is its own inverse, and so is an empty matrix")
    func identities() throws {
        #expect(identity(3) == [[1, 0, 0], [0, 1, 0], [0, 0, 1]])
        #expect(try inverse(identity(3)) == identity(3))
        #expect(try inverse([]).isEmpty)
    }

    @Test("the first pivot that is not positive is named")
    func notPositiveDefinite() {
        #expect(throws: NotPositiveDefinite(order: 2, minor: 1)) { try inverse([[-1, 0], [0, 1]]) }
        #expect(throws: NotPositiveDefinite(order: 2, minor: 2)) { try inverse([[1, 2], [2, 1]]) }
        #expect(throws: NotPositiveDefinite(order: 2, minor: 2)) { try inverse([[1, 1], [1, 1]]) }
        #expect(throws: NotPositiveDefinite(order: 1, minor: 1)) { try inverse([[.nan]]) }
    }

    /// Numbers in −1…1 in 60 rows and columns, times its own transpose, plus 10: eigenvalues from 10 to about 90, so that the
    /// inverse, of entries below 0.1, is off by a few times 9 · 1e-16, and in single precision by 6e-7 at most.
    @Test("a matrix times its inverse is one, and LAPACK's in single precision is the same")
    func random() throws {
        let order = 60
        var generator = SplitMix(state: 1)
        let root = (0..<order).map { _ in Vector((0..<order).map { _ in Double.random(in: -1...1, using: &generator) })
        }
        let matrix = zip(root, identity(order)).map { row, one in Vector(root.map { (row * $0).sum }) + 10 * one }
        let inverted = try inverse(matrix)
        let product = matrix.map { row in Vector(inverted.map { (row * $0).sum }) }
        #expect(zip(product, identity(order)).allSatisfy { largestDifference($0, $1) < 1e-13 })
        var single = Matrix(rows: order, columns: order, values: matrix.flatMap { $0.values.map { Float($0) } })
        try single.invertPositiveDefinite()
        #expect(largestDifference(inverted, single) < 6e-7)
    }
}
