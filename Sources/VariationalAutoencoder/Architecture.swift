/// The sizes of the notebook's autoencoder, and where each of its parameters lies in one buffer.
///
/// Legend, here and throughout the module: `B` users of a batch, `U` users, `I` items, `H` hidden units,
/// `K` latent dimensions.
///
///     input (B, I) → dropout → hidden (B, H), relu → mean (B, K), log variance (B, K)
///     → z = mean + exp(½ log variance) · ε (B, K) → hidden (B, H), relu → output (B, I), sigmoid
///
/// Source: notebook cell 237; Liang et al. 2018, section 2.
public struct Architecture: Sendable, Hashable {
    /// `I`, the number of items that a user may have clicked.
    public let items: Int
    /// `H`, the units of the encoder's and of the decoder's hidden layer.
    public let hidden: Int
    /// `K`, the dimensions of the latent space.
    public let latent: Int

    /// Makes an architecture of the given sizes.
    ///
    /// - Precondition: every size is positive.
    public init(items: Int, hidden: Int, latent: Int) {
        precondition(items > 0 && hidden > 0 && latent > 0, "a layer has at least one unit")
        self.items = items
        self.hidden = hidden
        self.latent = latent
    }

    /// A parameter of the model: a kernel or the bias of a dense layer.
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
        /// From the decoder's hidden layer to the items: kernel (H, I), kept in memory as (I, H); bias (I).
        case outputKernel = "decoder.output.kernel"
        case outputBias = "decoder.output.bias"
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

    /// The places of a parameter's entries in the model's buffer, parameters following each other in the order of `allCases`.
    public func range(of parameter: Parameter) -> Range<Int> {
        var start = 0
        for other in Parameter.allCases {
            if other == parameter { break }
            start += count(of: other)
        }
        return start..<start + count(of: parameter)
    }

    /// The number of parameters of the encoder: 384,800 in the notebook.
    public var encoderParameterCount: Int { range(of: .decoderHiddenKernel).lowerBound }
    /// The number of parameters of the decoder: 383,045 in the notebook.
    public var decoderParameterCount: Int { parameterCount - encoderParameterCount }
    /// The number of parameters of the whole model: 767,845 in the notebook.
    public var parameterCount: Int { range(of: .outputBias).upperBound }
}
