import Random

/// How a model's parameters begin.
public enum Initialization: String, Sendable, Hashable, Codable {
    /// Glorot-uniform kernels and zero biases, as Keras has it.
    case keras
    /// Glorot-uniform kernels, those to mean and log variance taken as one, and biases from a normal distribution of
    /// standard deviation 0.001 cut off at two of them, as vae_cf has it.
    case paper

    /// The largest entry of a kernel.
    fileprivate func limit(of parameter: Architecture.Parameter, _ architecture: Architecture) -> Float {
        let (inputs, outputs) = architecture.size(of: parameter)
        let isHalf = self == .paper && (parameter == .meanKernel || parameter == .logVarianceKernel)
        return Float((3 * (1 / (Double(inputs + (isHalf ? 2 : 1) * outputs) / 2))).squareRoot())
    }
}

extension Model {
    /// Creates a model with random kernels, drawn as Keras draws them after `np.random.seed(seed)`.
    ///
    /// A kernel of `n` inputs and `m` outputs is uniform on ±√(6 / (n + m)). Source: Glorot and Bengio 2010;
    /// `keras/initializers.py`.
    public init(architecture: Architecture, initialization: Initialization = .keras, seed: UInt32) {
        let graph = KerasGraph(seed: seed, architecture: architecture, initialization: initialization, masks: 1)
        self.init(
            architecture: architecture, parameters: [Float](repeating: 0, count: architecture.parameterCount))
        for (parameter, op) in graph.initialValues {
            let range = architecture.range(of: parameter)
            if parameter.isBias {
                parameters.replaceSubrange(range, with: truncatedNormals(op, count: range.count).map { 0.001 * $0 })
                continue
            }
            let limit = initialization.limit(of: parameter, architecture)
            let run = op.run(after: 0)
            let (inputs, outputs) = architecture.size(of: parameter)
            for input in 0..<inputs {
                for output in 0..<outputs {
                    let place = parameter == .outputKernel ? output * inputs + input : input * outputs + output
                    parameters[range.lowerBound + place] =
                        run.uniform(input * outputs + output) * (limit + limit) - limit
                }
            }
        }
    }
}

/// Normal draws of standard deviation 1 with those beyond ±2 left out.
private func truncatedNormals(_ op: RandomOp, count: Int) -> [Float] {
    let run = op.run(after: 0)
    return Array((0...).lazy.map { run.normal($0) }.filter { abs($0) <= 2 }.prefix(count))
}
