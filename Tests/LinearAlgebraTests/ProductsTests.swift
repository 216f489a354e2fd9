import LinearAlgebra
import TestSupport
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

    /// In single precision a sum of k products of numbers in −1…1 is off by at most about k² / 2²⁴ ≈ 0.001 for k = 130; in
    /// practice by far less.
    @Test(
        "products and Gram matrices are those of three loops in double precision",
        arguments: [(1, 1, 1), (3, 5, 7), (17, 33, 65), (64, 130, 48), (5, 0, 3)])
    func threeLoops(_ m: Int, _ k: Int, _ n: Int) {
        var generator = SplitMix(state: UInt64(m))
        let a: [Float] = (0..<m * k).map { _ in Float.random(in: -1...1, using: &generator) }
        let b: [Float] = (0..<k * n).map { _ in Float.random(in: -1...1, using: &generator) }
        let stored = Buffer<Float>(a + [0])
        var turned: [Float] = []
        for inner in 0..<k { for row in 0..<m { turned.append(a[row * k + inner]) } }
        let transposed = Buffer<Float>(turned + [0])
        let other = Buffer<Float>(b + [0])
        for (orientation, left, stride) in [(Orientation.stored, stored, k), (.transposed, transposed, m)] {
            let product = Buffer<Float>([Float](repeating: 2, count: m * n))
            gemm(
                orientation, .stored, m: m, n: n, k: k, scale: 3, left.start, stride: max(stride, 1),
                other.start, stride: n, existing: 0.5, into: product.start, stride: n)
            for row in 0..<m {
                for column in 0..<n {
                    var sum = 0.0
                    for inner in 0..<k { sum += Double(a[row * k + inner]) * Double(b[inner * n + column]) }
                    let distance = Double(product.values[row * n + column]) - (3 * sum + 1)
                    #expect(abs(distance) < 1e-4)
                }
            }
        }
        let gram = Buffer<Float>([Float](repeating: 0, count: n * n))
        addGram(m: k, n: n, other.start, into: gram.start)
        for row in 0..<n {
            for column in 0...row {
                var sum = 0.0
                for inner in 0..<k { sum += Double(b[inner * n + row]) * Double(b[inner * n + column]) }
                let distance = Double(gram.values[row * n + column]) - sum
                #expect(abs(distance) < 1e-4)
            }
        }
    }
}
