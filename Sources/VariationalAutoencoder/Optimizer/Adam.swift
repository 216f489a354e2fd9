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
    private func stepSize(update: Int) -> Float {
        // Keras's β are single-precision variables. Their powers by repeated multiplication, so that no libm decides a bit.
        var (mean, square) = (1.0, 1.0)
        for _ in 0..<update + firstUpdate {
            mean *= Double(Float(beta1))
            square *= Double(Float(beta2))
            if mean < 1e-300 && square < 1e-300 { break }
        }
        return Float(learningRate) * ((1 - Float(square)).squareRoot() / (1 - Float(mean)))
    }

    /// One update, with its constants as SIMD vectors.
    fileprivate struct Step {
        let keptMean: Float8
        let keptSquare: Float8
        let newMean: Float8
        let newSquare: Float8
        let epsilon: Float8
        let stepSize: Float8

        init(_ adam: Adam, stepSize: Float) {
            keptMean = Float8(repeating: Float(adam.beta1))
            keptSquare = Float8(repeating: Float(adam.beta2))
            newMean = Float8(repeating: 1 - Float(adam.beta1))
            newSquare = Float8(repeating: 1 - Float(adam.beta2))
            epsilon = Float8(repeating: Float(adam.epsilon))
            self.stepSize = Float8(repeating: stepSize)
        }

        /// Updates parameters and their moments from their gradient.
        func callAsFunction(
            _ gradient: UnsafePointer<Float>, _ parameters: UnsafeMutablePointer<Float>,
            _ mean: UnsafeMutablePointer<Float>,
            _ square: UnsafeMutablePointer<Float>, count: Int
        ) {
            let whole = count & ~7
            var place = 0
            while place < whole {
                let next = updated(
                    load(gradient + place), load(UnsafePointer(parameters + place)), load(UnsafePointer(mean + place)),
                    load(UnsafePointer(square + place)))
                store(next.parameters, parameters + place)
                store(next.mean, mean + place)
                store(next.square, square + place)
                place &+= 8
            }
            if place < count {
                let lanes = count &- place
                let next = updated(
                    partial(gradient + place, lanes), partial(parameters + place, lanes), partial(mean + place, lanes),
                    partial(square + place, lanes))
                store(next.parameters, parameters + place, lanes)
                store(next.mean, mean + place, lanes)
                store(next.square, square + place, lanes)
            }
        }

        @_transparent
        private func updated(
            _ g: Float8, _ p: Float8, _ mean: Float8, _ square: Float8
        ) -> (parameters: Float8, mean: Float8, square: Float8) {
            let m = fma(g, newMean, mean * keptMean)
            let v = fma(g * g, newSquare, square * keptSquare)
            return (p - m * stepSize / (squareRoot(v) + epsilon), m, v)
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
        fileprivate let first, second: Buffer<Float>

        /// Copies a state.
        package init(_ state: State) { (first, second) = (Buffer(state.first), Buffer(state.second)) }

        /// A copy. O(parameters).
        package var state: State { State(self) }
    }

    /// One update of a training, of parameters that have moments.
    package struct Update {
        fileprivate let adam: Adam
        fileprivate let stepSize: Float
        fileprivate let moments: Moments
    }

    /// The update of that number, counted from zero.
    package func update(_ number: Int, of moments: Moments) -> Update {
        Update(adam: self, stepSize: stepSize(update: number), moments: moments)
    }
}

/// What becomes of a gradient.
package enum GradientDestination {
    /// Adam updates the parameters with it.
    case update(Adam.Update)
    /// It is stored, and the parameters stay as they are.
    case keep(Buffer<Float>)

    /// Takes the gradient of the parameters from `place` on.
    func take(_ gradient: UnsafeMutablePointer<Float>, of parameters: Buffer<Float>, from place: Int, count: Int) {
        switch self {
        case .update(let update):
            let (first, second) = (update.moments.first.start + place, update.moments.second.start + place)
            Adam.Step(update.adam, stepSize: update.stepSize)(
                gradient, parameters.start + place, first, second, count: count)
        case .keep(let gradients): (gradients.start + place).update(from: gradient, count: count)
        }
    }
}
