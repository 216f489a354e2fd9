import LinearAlgebra

/// The optimiser Adam as Keras 2.2.4 computes it, in single precision and with ε outside the bias correction.
///
/// At update `t`: `m ← β₁m + (1 − β₁)g`, `v ← β₂v + (1 − β₂)g²`,
/// `p ← p − α √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε)`. Source: Kingma and Ba 2015, the efficient form before
/// section 2.1; `keras/optimizers.py`. TensorFlow's `AdamOptimizer`, which vae_cf uses, is the same with ε = 1e-8.
public struct Adam: Sendable, Hashable, Codable {
    /// α, the learning rate.
    public var learningRate: Double
    /// β₁, the decay of the running mean of the gradient.
    public var beta1 = 0.9
    /// β₂, the decay of the running mean of the squared gradient.
    public var beta2 = 0.999
    /// ε, added to √v.
    public var epsilon: Double
    /// The `t` of the first update: 1 in the textbook; 2 in Keras on TensorFlow 1.14, where the counter is incremented
    /// before the step size is computed (a data race that always went that way at first).
    public var firstUpdate: Int

    /// Creates the optimiser with Keras's other defaults.
    public init(learningRate: Double = 1e-3, epsilon: Double = 1e-7, firstUpdate: Int = 1) {
        self.learningRate = learningRate
        self.epsilon = epsilon
        self.firstUpdate = firstUpdate
    }

    /// The step size of an update, counted from zero, bias correction included.
    package func stepSize(update: Int) -> Float {
        // Keras's β are single-precision variables. Their powers by repeated multiplication, so that no libm decides a bit.
        var (mean, square) = (1.0, 1.0)
        for _ in 0..<update + firstUpdate {
            mean *= Double(Float(beta1))
            square *= Double(Float(beta2))
            if mean < 1e-300 && square < 1e-300 { break }
        }
        return Float(learningRate) * ((1 - Float(square)).squareRoot() / (1 - Float(mean)))
    }

    /// Updates parameters and their moments by their gradient.
    @inline(never)
    fileprivate func update(
        _ parameters: UnsafeMutablePointer<Float>, by gradient: UnsafePointer<Float>, stepSize: Float,
        _ moments: (first: UnsafeMutablePointer<Float>, second: UnsafeMutablePointer<Float>), count: Int
    ) {
        let (kept1, kept2) = (Float8(repeating: Float(beta1)), Float8(repeating: Float(beta2)))
        let (new1, new2) = (1 - kept1, 1 - kept2)
        let (epsilon, stepSize) = (Float8(repeating: Float(epsilon)), Float8(repeating: stepSize))
        forEachVector(of: parameters, count) { p, place, lanes in
            let (first, second) = (moments.first + place, moments.second + place)
            let g = partial(gradient + place, lanes)
            let m = fma(g, new1, partial(first, lanes) * kept1)
            let v = fma(g * g, new2, partial(second, lanes) * kept2)
            store(m, first, lanes)
            store(v, second, lanes)
            return p - m * stepSize / (squareRoot(v) + epsilon)
        }
    }
}

extension Adam {
    /// What Adam remembers between two updates: each parameter's running means of the gradient and of its square.
    public struct State: Sendable, Hashable {
        fileprivate let first, second: [Float]

        /// Creates the state before the first update of so many parameters.
        public init(parameters count: Int) {
            first = [Float](repeating: 0, count: count)
            second = first
        }

        fileprivate init(_ moments: Moments) { (first, second) = (moments.first.values, moments.second.values) }

        /// Finds the state of so many parameters among a checkpoint's tensors; nil where it is not whole.
        public init?(tensors: [String: [Float]], parameters count: Int) {
            guard let first = tensors["adam.first"], let second = tensors["adam.second"], first.count == count,
                second.count == count
            else { return nil }
            (self.first, self.second) = (first, second)
        }

        /// The number of parameters.
        var parameters: Int { first.count }

        /// The state as tensors, by their names in a checkpoint.
        public var tensors: [String: [Float]] { ["adam.first": first, "adam.second": second] }
    }

    /// The same during a training, in memory that updates write to.
    package struct Moments {
        package let first, second: Buffer<Float>

        /// Copies a state.
        package init(_ state: State) { (first, second) = (Buffer(state.first), Buffer(state.second)) }

        /// A copy. O(parameters).
        package var state: State { State(self) }
    }
}

/// What becomes of a gradient.
package enum GradientDestination {
    /// Adam updates the parameters with it.
    case update(Adam, stepSize: Float, firstMoment: Buffer<Float>, secondMoment: Buffer<Float>)
    /// It is stored, and the parameters stay as they are.
    case keep(Buffer<Float>)

    /// Takes the gradient of the parameters from `place` on.
    func take(_ gradient: UnsafeMutablePointer<Float>, of parameters: Buffer<Float>, from place: Int, count: Int) {
        switch self {
        case .update(let adam, let stepSize, let first, let second):
            adam.update(
                parameters.start + place, by: gradient, stepSize: stepSize,
                (first.start + place, second.start + place), count: count)
        case .keep(let gradients): (gradients.start + place).update(from: gradient, count: count)
        }
    }
}
