import Foundation
import LinearAlgebra
import Testing

/// The largest errors that the doc comments state, against Foundation's double-precision functions.
///
/// The stated figures come from trying every single-precision number (for tanh, sine and cosine every one that is
/// neither so small nor so large that the result is a multiple of the argument, or 1), which takes minutes: set
/// `EXHAUSTIVE` in the environment to do it again. Otherwise every 509th is tried, 16,000 in each binade of either sign,
/// beside the number at which the largest error was found. Errors are in units in the last place (ULP) of the exact
/// result; below the smallest normal number, in that one's.
@Suite struct VectorFunctionsTests {
    private let step = ProcessInfo.processInfo.environment["EXHAUSTIVE"] == nil ? 509 : 1

    /// How far a result is from the exact one: infinitely far where only one of them is NaN or overflows.
    @inline(__always)
    private func error(of result: Float, from truth: Double) -> Double {
        let nearest = Float(truth)
        if result == nearest || (result.isNaN && nearest.isNaN) {
            return result.isFinite ? distance(result, nearest, truth) : 0
        }
        if !result.isFinite || !nearest.isFinite { return .infinity }
        return distance(result, nearest, truth)
    }

    @inline(__always)
    private func distance(_ result: Float, _ nearest: Float, _ truth: Double) -> Double {
        abs(Double(result) - truth) / Double(max(nearest.magnitude, .leastNormalMagnitude).ulp)
    }

    /// Expects that the largest error over the numbers of `domain`, all of them unless told, is at most `bound`, and comes
    /// within 0.01 of it at the number of these `bits`.
    @inline(__always)
    private func expectLargestError(
        of function: (Float8) -> Float8, from exact: (Double) -> Double, _ bound: Double, at bits: UInt32,
        over domain: ClosedRange<Float>? = nil, at location: SourceLocation = #_sourceLocation
    ) {
        let worst = Float(bitPattern: bits)
        let blocks = 256
        let count = ((1 << 32) + step - 1) / step
        let errors = Buffer<Double>(count: blocks)
        let places = Buffer<UInt32>(count: blocks)
        Threads(2).forEach(blocks) { block, _ in
            var index = count * block / blocks
            let end = count * (block + 1) / blocks
            while index < end {
                var x = Float8()
                for lane in 0..<8 {
                    let candidate = Float(bitPattern: UInt32(min(index + lane, end - 1) * step))
                    x[lane] = domain.map { $0.contains(candidate) } ?? true ? candidate : worst
                }
                let results = function(x)
                for lane in 0..<8 {
                    let error = error(of: results[lane], from: exact(Double(x[lane])))
                    if error > errors.start[block] {
                        errors.start[block] = error
                        places.start[block] = x[lane].bitPattern
                    }
                }
                index += 8
            }
        }
        let largest = zip(errors.values, places.values).max { $0.0 < $1.0 } ?? (0, 0)
        #expect(
            largest.0 <= bound,
            "\(largest.0) ULP at \(Float(bitPattern: largest.1)), 0x\(String(largest.1, radix: 16))",
            sourceLocation: location)
        let pinned = error(of: function(Float8(repeating: worst))[0], from: exact(Double(worst)))
        #expect(pinned > bound - 0.01, "\(pinned) ULP", sourceLocation: location)
    }

    @Test("e^x")
    func exponential() {
        expectLargestError(of: { exp($0) }, from: { Foundation.exp($0) }, 1.02, at: 0xC0BC_17A1)
    }

    @Test("e^x of negative numbers")
    func negativeExponential() {
        expectLargestError(
            of: { exp(ofNegative: $0) }, from: { Foundation.exp($0) }, 1.02, at: 0xC0BC_17A1, over: -87...0)
    }

    @Test("ln x")
    func logarithm() {
        expectLargestError(of: { log($0) }, from: { Foundation.log($0) }, 0.83, at: 0x3FB4_F239)
    }

    @Test("1 / (1 + e^-x)")
    func logistic() {
        expectLargestError(of: { sigmoid($0) }, from: { 1 / (1 + Foundation.exp(-$0)) }, 2.41, at: 0xC085_088D)
    }

    @Test("tanh x")
    func tangent() {
        expectLargestError(of: { tanh($0) }, from: { Foundation.tanh($0) }, 1.34, at: 0x3F20_D8E5)
    }

    @Test("√x")
    func root() {
        expectLargestError(of: { squareRoot($0) }, from: { $0.squareRoot() }, 0.5, at: 0x7B7F_FFFF)
    }
}
