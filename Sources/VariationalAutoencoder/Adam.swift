import LinearAlgebra

/// The optimiser Adam as Keras 2.2.4 writes it, with ε outside the bias correction.
///
/// At update `t`, from 1: `m ← β₁m + (1 − β₁)g`, `v ← β₂v + (1 − β₂)g²`,
/// `p ← p − α √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε)`. Source: Kingma and Ba 2015, the efficient form before
/// section 2.1; `keras/optimizers.py`.
public struct Adam: Sendable, Hashable {
    /// α, the step size.
    public var learningRate: Double
    /// β₁, how much of the gradient's running mean is kept.
    public var meanDecay = 0.9
    /// β₂, how much of the squared gradient's running mean is kept.
    public var squareDecay = 0.999
    /// ε, added to √v.
    public var epsilon: Double = 1e-7

    /// Makes the optimiser with Keras's other defaults.
    public init(learningRate: Double = 1e-3) { self.learningRate = learningRate }

    /// The step size of update `t`, counted from 1, bias correction included.
    package func stepSize(update t: Int) -> Float {
        // Powers by repeated multiplication, so that no libm decides a bit.
        var (mean, square) = (1.0, 1.0)
        for _ in 0..<t {
            mean *= meanDecay
            square *= squareDecay
            if mean < 1e-300 && square < 1e-300 { break }
        }
        return Float(learningRate * (1 - square).squareRoot() / (1 - mean))
    }

    /// Updates `count` parameters and their moments from their gradient, at a step size of ``stepSize(update:)``.
    func update(
        _ count: Int, parameters: UnsafeMutablePointer<Float>, mean: UnsafeMutablePointer<Float>,
        square: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>, stepSize: Float
    ) {
        let keptMean = Float8(repeating: Float(meanDecay))
        let keptSquare = Float8(repeating: Float(squareDecay))
        let newMean = Float8(repeating: Float(1 - meanDecay))
        let newSquare = Float8(repeating: Float(1 - squareDecay))
        let epsilon = Float8(repeating: Float(epsilon))
        let stepSize = Float8(repeating: stepSize)
        var place = 0
        while place < count {
            let lanes = min(8, count &- place)
            let g = partial(gradient + place, lanes)
            let m = partial(mean + place, lanes) * keptMean + g * newMean
            let v = partial(square + place, lanes) * keptSquare + g * g * newSquare
            let change = m * stepSize / (squareRoot(v) + epsilon)
            store(m, mean + place, lanes)
            store(v, square + place, lanes)
            store(partial(parameters + place, lanes) - change, parameters + place, lanes)
            place &+= 8
        }
    }
}
