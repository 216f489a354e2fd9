import LinearAlgebra

/// The dense layers of a model; a denoising autoencoder uses only the first and the last.
struct Layers {
    let encoderHidden, mean, logVariance, decoderHidden, output: DenseLayer

    init(_ architecture: Architecture) {
        encoderHidden = DenseLayer(.encoderHiddenKernel, .encoderHiddenBias, of: architecture)
        mean = DenseLayer(.meanKernel, .meanBias, of: architecture)
        logVariance = DenseLayer(.logVarianceKernel, .logVarianceBias, of: architecture)
        decoderHidden = DenseLayer(.decoderHiddenKernel, .decoderHiddenBias, of: architecture)
        output = DenseLayer(.outputKernel, .outputBias, of: architecture)
    }
}

/// A dense layer's size, and where its kernel and its bias begin among the parameters.
struct DenseLayer {
    let inputs, outputs, kernel, bias: Int

    init(_ kernel: Architecture.Parameter, _ bias: Architecture.Parameter, of architecture: Architecture) {
        (inputs, outputs) = architecture.size(of: kernel)
        let exists = architecture.parameters.contains(kernel)
        self.kernel = exists ? architecture.range(of: kernel).lowerBound : 0
        self.bias = exists ? architecture.range(of: bias).lowerBound : 0
    }
}

/// The outputs of all layers but the last for a batch, or the gradients with respect to them.
struct LayerValues {
    /// Of the encoder, a row for each user and call: (rows, H), (rows, K), (rows, K).
    let hidden, mean, logVariance: Buffer<Float>
    /// z (B, K).
    let latent: Buffer<Float>
    /// The input of the output layer (B, H): the decoder's hidden layer, or a denoising autoencoder's only one.
    let decoded: Buffer<Float>

    init(_ architecture: Architecture, batchSize: Int, rows: Int) {
        let (units, dimensions) = (architecture.hidden, architecture.latent)
        hidden = Buffer(count: rows * units)
        mean = Buffer(count: rows * dimensions)
        logVariance = Buffer(count: rows * dimensions)
        latent = Buffer(count: batchSize * dimensions)
        decoded = architecture.isVariational ? Buffer(count: batchSize * units) : hidden
    }
}

extension Activation {
    /// Applies the activation to pre-activations, in place.
    func apply(_ values: UnsafeMutablePointer<Float>, count: Int) {
        switch self {
        case .relu: forEachVector(of: values, count) { x, _, _ in x.replacing(with: 0, where: x .< 0) }
        case .tanh: forEachVector(of: values, count) { x, _, _ in LinearAlgebra.tanh(x) }
        }
    }

    /// Multiplies gradients by the activation's derivative, computed from its outputs, in place.
    func differentiate(_ gradient: UnsafeMutablePointer<Float>, at output: UnsafePointer<Float>, count: Int) {
        switch self {
        case .relu:
            forEachVector(of: gradient, count) { g, place, lanes in
                g.replacing(with: 0, where: partial(output + place, lanes) .<= 0)
            }
        case .tanh:
            forEachVector(of: gradient, count) { g, place, lanes in
                let y = partial(output + place, lanes)
                return g * (1 - y * y)
            }
        }
    }
}
