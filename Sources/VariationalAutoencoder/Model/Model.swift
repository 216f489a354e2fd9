import LinearAlgebra

/// The autoencoder's parameters, all in one buffer.
public struct Model: Sendable, Hashable {
    /// The sizes of the model, and the position of each parameter in `parameters`.
    public let architecture: Architecture
    /// All parameters, one after another; the output kernel is transposed, (I, H).
    public var parameters: [Float]

    /// Creates a model from its parameters.
    ///
    /// - Precondition: there are `architecture.parameterCount` of them.
    public init(architecture: Architecture, parameters: [Float]) {
        precondition(parameters.count == architecture.parameterCount, "the parameters must fill the architecture")
        self.architecture = architecture
        self.parameters = parameters
    }

    /// A parameter as a matrix of inputs × outputs, as in Keras and the weights file. O(entries).
    public subscript(parameter: Architecture.Parameter) -> Matrix {
        let (inputs, outputs) = architecture.size(of: parameter)
        let values = Array(parameters[architecture.range(of: parameter)])
        if parameter != .outputKernel { return Matrix(rows: inputs, columns: outputs, values: values) }
        return Matrix(rows: outputs, columns: inputs, values: values).transposed()
    }
}
