import Random

/// The random ops of a model's graph, as Keras 2.2.4 builds them on TensorFlow 1.14 after `np.random.seed(seed)`.
///
/// While the graph is built, NumPy's generator gives each op its seed, in this order:
///
/// 1. the encoder's dropout;
/// 2. the initial values of its layers (hidden, mean, log variance): a kernel, then a bias that does not start at zero;
/// 3. ε;
/// 4. the initial values of the decoder's layers (hidden, output);
/// 5. if the encoder is called a second time, dropout and ε of that call.
///
/// The same generator then shuffles the users before every epoch. A denoising autoencoder has only a dropout, a hidden
/// and an output layer.
///
/// Source: notebook cell 237; `keras/backend/tensorflow_backend.py`.
public struct KerasGraph: Sendable, Hashable {
    /// The ops of the dropout masks: the reconstruction's and, if there is a second one, the divergence's.
    public let dropout: [RandomOp]
    /// The op of the ε that z is drawn with; nil for a denoising autoencoder.
    public let epsilon: RandomOp?
    /// The op of the encoder's first call, which draws nothing if there is a second call.
    public let firstEpsilon: RandomOp?
    /// The op of each parameter's initial values; none for a parameter that starts at zero.
    public let initialValues: [Architecture.Parameter: RandomOp]
    /// NumPy's generator after the graph is built.
    public let shuffling: RandomState

    /// Builds the graph of a model whose training steps draw `masks` dropout masks.
    ///
    /// - Precondition: `masks` is 1 or 2.
    public init(seed: UInt32, architecture: Architecture, initialization: Initialization = .keras, masks: Int) {
        precondition(1...2 ~= masks, "a step draws one dropout mask or two")
        var random = RandomState(seed: seed)
        func op() -> RandomOp { RandomOp(seed: UInt32(random.randint(10_000_000))) }
        let firstDropout = op()
        var firstEpsilon: RandomOp?
        var initialValues: [Architecture.Parameter: RandomOp] = [:]
        for parameter in architecture.parameters {
            if parameter == .decoderHiddenKernel { firstEpsilon = op() }
            if !parameter.isBias || initialization == .paper { initialValues[parameter] = op() }
        }
        self.initialValues = initialValues
        self.firstEpsilon = firstEpsilon
        if architecture.isVariational && masks == 2 {
            dropout = [op(), firstDropout]
            epsilon = op()
        } else {
            dropout = [firstDropout]
            epsilon = firstEpsilon
        }
        shuffling = random
    }
}
