import Foundation
import LinearAlgebra
import Testing

@Suite struct VectorTests {
    private let x: Vector = [1, -2, 0.5]

    @Test("arithmetic is entry by entry, with numbers on either side")
    func arithmetic() {
        #expect(x + [1, 1, 1] == [2, -1, 1.5])
        #expect(1 - x == [0, 3, 0.5])
        #expect(2 * x * x == [2, 8, 0.5])
        #expect(x / 2 == [0.5, -1, 0.25])
        #expect(-x == [-1, 2, -0.5])
        #expect((x >= 0.5) == [1, 0, 1])
        #expect(x.sum == -0.5)
        #expect(x.mean == -0.5 / 3)
        #expect(x.clipped(-1, 0.75) == [0.75, -1, 0.5])
    }

    @Test("an entry is read and replaced by its index")
    func entries() {
        var changed = x
        changed[1] += 5
        #expect(changed[1] == 3 && changed == [1, 3, 0.5] && x[1] == -2)
    }

    @Test("functions are of every entry")
    func functions() {
        #expect(exp(Vector([0.0, 1.0])).values[0] == 1)
        #expect(abs(log(exp(x)).values[1] + 2) < 1e-15)
        #expect(relu(x) == [1, 0, 0.5])
        #expect(sqrt([4, 9]) == [2, 3])
        #expect(pow([4, 9], 0.5) == [2, 3])
        // tanh x = (1 − e⁻²ˣ) / (1 + e⁻²ˣ), which is 3/5 for x = log 2.
        #expect(abs(tanh([log(2)]).values[0] - 0.6) < 1e-15)
        #expect(sigmoid([0]) == [0.5])
    }

    @Test("a product with a matrix sums over its rows")
    func product() {
        let kernel = Matrix(rows: 3, columns: 2, values: [1, 2, 3, 4, 5, 6])
        // 1 − 6 + 2.5 and 2 − 8 + 3, as sums that a busy machine's compiler gives up on.
        #expect(x.times(kernel) == Vector([-2.5, -3.0]))
        #expect(Vector([0.0, 0.0, 0.0]).times(kernel) == [0, 0])
        #expect(kernel.vectors == [[1, 2], [3, 4], [5, 6]])
    }
}
