import LinearAlgebra
import Random

/// The autoencoder's parameters, all in one buffer.
public struct Model: Sendable, Hashable {
    /// The sizes of the model, and where each parameter lies in `parameters`.
    public let architecture: Architecture
    /// Every parameter, one after another; the output kernel lies transposed, as (I, H).
    public var parameters: [Float]

    /// Makes a model from its parameters.
    ///
    /// - Precondition: there are `architecture.parameterCount` of them.
    public init(architecture: Architecture, parameters: [Float]) {
        precondition(parameters.count == architecture.parameterCount, "the parameters must fill the architecture")
        self.architecture = architecture
        self.parameters = parameters
    }

    /// Makes a model with Glorot-uniform kernels and zero biases, as Keras initialises dense layers.
    ///
    /// A kernel of `n` inputs and `m` outputs is uniform on ±√(6 / (n + m)). Source: Glorot and Bengio 2010.
    public init(architecture: Architecture, seed: UInt64) {
        let generator = Philox4x32(seed: seed)
        var parameters = [Float](repeating: 0, count: architecture.parameterCount)
        for (number, parameter) in Architecture.Parameter.allCases.enumerated() {
            let size = architecture.size(of: parameter)
            if parameter.isBias { continue }
            let limit = (6 / Float(size.inputs + size.outputs)).squareRoot()
            let range = architecture.range(of: parameter)
            for start in stride(from: range.lowerBound, to: range.upperBound, by: 4) {
                let words = generator(Stream.initialisation.counter(
                    UInt32((start - range.lowerBound) / 4), row: UInt32(number), batch: 0, epoch: 0))
                for index in start..<min(start + 4, range.upperBound) {
                    // The upper 24 bits, centred in their interval, are exact in single precision.
                    let unit = (Float(words[index - start] >> 8) + 0.5) * 0x1p-24
                    parameters[index] = (2 * unit - 1) * limit
                }
            }
        }
        self.init(architecture: architecture, parameters: parameters)
    }

    /// A parameter as a matrix of inputs by outputs, as Keras and the weights file have it. O(entries).
    public subscript(parameter: Architecture.Parameter) -> Matrix {
        let (inputs, outputs) = architecture.size(of: parameter)
        let values = Array(parameters[architecture.range(of: parameter)])
        if parameter != .outputKernel { return Matrix(rows: inputs, columns: outputs, values: values) }
        return Matrix(rows: outputs, columns: inputs, values: values).transposed()
    }
}

extension Architecture.Parameter {
    /// Whether the parameter is a layer's bias rather than its kernel.
    public var isBias: Bool { rawValue.hasSuffix(".bias") }
}
