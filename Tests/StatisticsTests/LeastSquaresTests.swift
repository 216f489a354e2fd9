import Statistics
import Testing

@Suite struct LeastSquaresTests {
    @Test("the line through points, and how close they are to it")
    func line() throws {
        // numpy.polyfit([1, 2, 4], [1, 3, 2], 1) and numpy.corrcoef
        let line = try #require(LeastSquares(x: [1, 2, 4], y: [1, 3, 2]))
        #expect(abs(line.slope - 0.21428571428571427) < 1e-15 && abs(line.intercept - 1.5) < 1e-14)
        #expect(abs(line.correlation - 0.3273268353539886) < 1e-15)
        #expect(abs(line(10) - 3.642857142857143) < 1e-14)
    }

    @Test("no line through one place; no correlation with what does not vary")
    func degenerate() {
        #expect(LeastSquares(x: [3, 3], y: [1, 2]) == nil && LeastSquares(x: [], y: []) == nil)
        #expect(LeastSquares(x: [1, 2], y: [5, 5])?.correlation == 0)
    }
}
