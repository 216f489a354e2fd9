import Foundation
import LinearAlgebra
import Testing

/// The largest errors that the doc comments state, against Foundation's double-precision functions.
///
/// Every 61st single-precision number is tried, of every sign, exponent and kind; errors are in units in the
/// last place of the exact result (of the smallest subnormal below the normal range).
@Suite struct VectorFunctionsTests {
    private func largestError(
        of function: (Float8) -> Float8, against exact: (Double) -> Double, where inRange: (Float) -> Bool = { _ in true }
    ) -> Double {
        var largest = 0.0
        var pattern: UInt32 = 0
        var lanes: [Float] = []
        func measure() {
            let results = function(Float8(lanes))
            for lane in 0..<8 {
                let truth = exact(Double(lanes[lane]))
                let result = Double(results[lane])
                if truth.isNaN || result.isNaN {
                    if truth.isNaN != result.isNaN { largest = .infinity }
                    continue
                }
                let nearest = Float(truth)
                if nearest.isInfinite || result.isInfinite {
                    if Double(nearest) != result { largest = .infinity }
                    continue
                }
                let ulp = Double(max(nearest.magnitude, .leastNormalMagnitude).ulp)
                largest = max(largest, abs(result - truth) / ulp)
            }
            lanes.removeAll(keepingCapacity: true)
        }
        while true {
            let x = Float(bitPattern: pattern)
            if inRange(x) { lanes.append(x) }
            if lanes.count == 8 { measure() }
            let (next, overflow) = pattern.addingReportingOverflow(61)
            if overflow { break }
            pattern = next
        }
        while !lanes.isEmpty && lanes.count < 8 { lanes.append(1) }
        if !lanes.isEmpty { measure() }
        return largest
    }

    @Test func exponential() {
        let e = largestError(of: { exp($0) }, against: { Foundation.exp($0) })
        print("exp", e)
        #expect(e < 1.5)
    }

    @Test func logarithm() {
        let e = largestError(of: { log($0) }, against: { Foundation.log($0) })
        print("log", e)
        #expect(e < 1.5)
    }

    @Test func logistic() {
        let e = largestError(of: { sigmoidAndSoftplus($0).sigmoid }, against: { $0 < 0 ? Foundation.exp($0) / (1 + Foundation.exp($0)) : 1 / (1 + Foundation.exp(-$0)) })
        print("sigmoid", e)
        #expect(e < 3)
    }

    @Test func softplus() {
        let e = largestError(of: { sigmoidAndSoftplus($0).softplus }, against: { max($0, 0) + Foundation.log1p(Foundation.exp(-abs($0))) })
        print("softplus", e)
        #expect(e < 3)
    }

    @Test func root() {
        let error = largestError(of: { squareRoot($0) }, against: { $0.squareRoot() }, where: { $0 >= .leastNormalMagnitude && $0 <= .greatestFiniteMagnitude })
        print("sqrt", error)
        #expect(error < 0.6)
        #expect(squareRoot(Float8()) == Float8())
        #expect(squareRoot(Float8(repeating: .leastNonzeroMagnitude))[0] <= 0x1p-63)
    }

    @Test func sineAndCosineOfAnEighthTurn() {
        var largest = 0.0
        for step in stride(from: -125_000, through: 125_000, by: 8) {
            let turns = Float8((0..<8).map { Float(step + $0) / 1_000_000 })
            let (sine, cosine) = sineAndCosine(eighthTurns: turns)
            for lane in 0..<8 where abs(turns[lane]) <= 0.125 {
                largest = max(largest, abs(Double(sine[lane]) - sin(2 * .pi * Double(turns[lane]))))
                largest = max(largest, abs(Double(cosine[lane]) - cos(2 * .pi * Double(turns[lane]))))
            }
        }
        print("sincos", largest)
        #expect(largest < 1.2e-7)
    }
}
