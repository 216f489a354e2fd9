/// The activation of a hidden layer.
public enum Activation: String, Sendable, Hashable, Codable {
    /// max(x, 0), as in the notebook.
    case relu
    /// The hyperbolic tangent, as in Liang et al. 2018.
    case tanh
}

/// The sizes of an autoencoder, and the position of each parameter in one buffer.
///
/// Legend, here and throughout the module: `B` users in a batch, `U` users, `I` items, `H` hidden units, `K` latent
/// dimensions.
///
///     input (B, I) → dropout → hidden (B, H) → mean (B, K), log variance (B, K)
///     → z = mean + exp(½ log variance) · ε (B, K) → hidden (B, H) → output (B, I)
///
/// A *denoising* autoencoder has no latent dimensions: its hidden layer leads straight to the output.
///
/// Source: notebook cell 237; Liang et al. 2018, section 2.
public struct Architecture: Sendable, Hashable, Codable {
    /// `I`, the number of items that a user may have clicked.
    public let items: Int
    /// `H`, the units of the encoder's and of the decoder's hidden layer.
    public let hidden: Int
    /// `K`, the dimensions of the latent space; zero for a denoising autoencoder.
    public let latent: Int
    /// The activation of the hidden layers.
    public let activation: Activation
    /// Whether each user's clicks are divided by their Euclidean norm, √n for n clicks, before dropout.
    public let normalizesInput: Bool

    /// Creates an architecture; activation and input are the notebook's by default.
    ///
    /// - Precondition: `items` and `hidden` are positive, and `latent` is not negative.
    public init(items: Int, hidden: Int, latent: Int, activation: Activation = .relu, normalizesInput: Bool = false) {
        precondition(items > 0 && hidden > 0 && latent >= 0, "a layer has at least one unit")
        self.items = items
        self.hidden = hidden
        self.latent = latent
        self.activation = activation
        self.normalizesInput = normalizesInput
    }

    /// Creates the denoising autoencoder of Liang et al. 2018: one layer of tanh units over normalised clicks.
    public static func denoising(items: Int, hidden: Int) -> Architecture {
        Architecture(items: items, hidden: hidden, latent: 0, activation: .tanh, normalizesInput: true)
    }

    /// Whether the model has a latent space.
    public var isVariational: Bool { latent > 0 }

    /// A parameter of the model: the kernel or the bias of a dense layer.
    public enum Parameter: String, Sendable, Hashable, CaseIterable {
        /// From the input to the encoder's hidden layer: kernel (I, H), bias (H).
        case encoderHiddenKernel = "encoder.hidden.kernel"
        case encoderHiddenBias = "encoder.hidden.bias"
        /// To the posterior's mean: kernel (H, K), bias (K).
        case meanKernel = "encoder.z_mean.kernel"
        case meanBias = "encoder.z_mean.bias"
        /// To the logarithm of the posterior's variance: kernel (H, K), bias (K).
        case logVarianceKernel = "encoder.z_log_var.kernel"
        case logVarianceBias = "encoder.z_log_var.bias"
        /// From z to the decoder's hidden layer: kernel (K, H), bias (H).
        case decoderHiddenKernel = "decoder.hidden.kernel"
        case decoderHiddenBias = "decoder.hidden.bias"
        /// From the last hidden layer to the items: kernel (H, I), stored as (I, H); bias (I).
        case outputKernel = "decoder.output.kernel"
        case outputBias = "decoder.output.bias"

        /// Whether the parameter is a layer's bias rather than its kernel.
        public var isBias: Bool { rawValue.hasSuffix(".bias") }
    }

    /// The parameters of the model, in the order of its buffer.
    public var parameters: [Parameter] {
        isVariational
            ? Parameter.allCases : [.encoderHiddenKernel, .encoderHiddenBias, .outputKernel, .outputBias]
    }

    /// A kernel's inputs and outputs; a bias has one input.
    public func size(of parameter: Parameter) -> (inputs: Int, outputs: Int) {
        switch parameter {
        case .encoderHiddenKernel: (items, hidden)
        case .encoderHiddenBias, .decoderHiddenBias: (1, hidden)
        case .meanKernel, .logVarianceKernel: (hidden, latent)
        case .meanBias, .logVarianceBias: (1, latent)
        case .decoderHiddenKernel: (latent, hidden)
        case .outputKernel: (hidden, items)
        case .outputBias: (1, items)
        }
    }

    /// The number of entries of a parameter.
    public func count(of parameter: Parameter) -> Int {
        let size = size(of: parameter)
        return size.inputs * size.outputs
    }

    /// The positions of a parameter's entries in the model's buffer.
    ///
    /// - Precondition: the model has the parameter.
    public func range(of parameter: Parameter) -> Range<Int> {
        var start = 0
        for other in parameters {
            if other == parameter { return start..<start + count(of: other) }
            start += count(of: other)
        }
        preconditionFailure("a denoising autoencoder has no \(parameter.rawValue)")
    }

    /// The number of parameters of the encoder: 384,800 in the notebook.
    public var encoderParameterCount: Int { parameterCount - decoderParameterCount }
    /// The number of parameters of the decoder: 383,045 in the notebook.
    public var decoderParameterCount: Int {
        parameters.filter { $0.rawValue.hasPrefix("decoder.") }.reduce(0) { $0 + count(of: $1) }
    }
    /// The number of parameters of the whole model: 767,845 in the notebook.
    public var parameterCount: Int { range(of: .outputBias).upperBound }
}
