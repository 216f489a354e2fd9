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

    /// Makes a model with random kernels, every draw keyed by the seed.
    ///
    /// A kernel of `n` inputs and `m` outputs is uniform on ±√(6 / (n + m)). Source: Glorot and Bengio 2010.
    public init(architecture: Architecture, initialization: Initialization = .keras, seed: UInt64) {
        let generator = Philox4x32(seed: seed)
        self.architecture = architecture
        parameters = [Float](repeating: 0, count: architecture.parameterCount)
        for (number, parameter) in Architecture.Parameter.allCases.enumerated() {
            guard architecture.parameters.contains(parameter) else { continue }
            func words(_ block: Int) -> SIMD4<UInt32> {
                generator(Stream.initialisation.counter(UInt32(block), row: UInt32(number), batch: 0, epoch: 0))
            }
            let range = architecture.range(of: parameter)
            if !parameter.isBias {
                let limit = initialization.limit(of: parameter, architecture)
                for start in stride(from: range.lowerBound, to: range.upperBound, by: 4) {
                    let words = words((start - range.lowerBound) / 4)
                    for index in start..<min(start + 4, range.upperBound) {
                        // The upper 24 bits, centred in their interval, are exact in single precision.
                        let unit = (Float(words[index - start] >> 8) + 0.5) * 0x1p-24
                        parameters[index] = (2 * unit - 1) * limit
                    }
                }
            } else if initialization == .paper {
                let draws = truncatedNormals(generator, number: number, count: range.count)
                for (place, draw) in zip(range, draws) { parameters[place] = 0.001 * draw }
            }
        }
    }

    /// A parameter as a matrix of inputs by outputs, as Keras and the weights file have it. O(entries).
    public subscript(parameter: Architecture.Parameter) -> Matrix {
        let (inputs, outputs) = architecture.size(of: parameter)
        let values = Array(parameters[architecture.range(of: parameter)])
        if parameter != .outputKernel { return Matrix(rows: inputs, columns: outputs, values: values) }
        return Matrix(rows: outputs, columns: inputs, values: values).transposed()
    }
}

/// How a model's parameters begin.
public enum Initialization: String, Sendable, Hashable, Codable {
    /// Glorot-uniform kernels and zero biases, as Keras has it.
    case keras
    /// Glorot-uniform kernels, those to mean and log variance taken as one, and biases from a normal distribution of standard
    /// deviation 0.001 cut off at two of them, as vae_cf has it.
    case paper

    /// The largest entry of a kernel.
    fileprivate func limit(of parameter: Architecture.Parameter, _ architecture: Architecture) -> Float {
        let (inputs, outputs) = architecture.size(of: parameter)
        let isHalf = self == .paper && (parameter == .meanKernel || parameter == .logVarianceKernel)
        return (6 / Float(inputs + (isHalf ? 2 : 1) * outputs)).squareRoot()
    }
}

/// Normal draws of standard deviation 1 with those beyond ±2 left out.
private func truncatedNormals(_ generator: Philox4x32, number: Int, count: Int) -> [Float] {
    var kept: [Float] = []
    var block = 0
    var draws = [Float](repeating: 0, count: 16)
    while kept.count < count {
        draws.withUnsafeMutableBufferPointer {
            drawNormals(generator, stream: .initialisation, epoch: 0, batch: block + 1, row: number, into: $0)
        }
        kept += draws.filter { abs($0) <= 2 }
        block += 1
    }
    return Array(kept.prefix(count))
}
