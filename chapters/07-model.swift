//: # 7 · Model
//: An autoencoder squeezes its input through a narrow layer and tries to give it back. A *variational* one (Kingma and
//: Welling 2014) turns each user into a distribution over that narrow layer, draws a point from it, and decodes the point.
//: Recommending is what it does in passing: movies that similar people chose come back with a high probability, whether
//: they were in the input or not.
import VariationalAutoencoder
import Weave

func model(items: Int, settings: Settings, on page: Page) throws -> Model {
    let architecture = Architecture(items: items, hidden: settings.hidden,
        latent: settings.latent)
    //hide {
    page.note("dropout", decimal(Double(settings.dropout)))
    page.note("hidden", settings.hidden)
    page.note("latent", settings.latent)
    page.note("items", items)
    //}
//: The encoder drops each click of the input with probability {{dropout}} and scales up the others, so that it learns to
//: guess what is missing. A layer of {{hidden}} rectified units leads to the mean μ and the logarithm of the variance σ² of
//: a normal distribution in {{latent}} dimensions, and z = μ + σ ε with a standard normal ε is the draw.
    page.table(encoderSummary(architecture))
    page.show(parameterSummary(architecture.encoderParameterCount))
    page.check("parameters of the encoder", architecture.encoderParameterCount)
    try page.figure("07-encoder.png", encoderFigure(architecture).png())
//: ![Diagram of the encoder, from its input over dropout and a dense layer to mean, log variance and z](../figures/07-encoder.png)
//: The decoder leads from z over another {{hidden}} units to a probability for each of the {{items}} movies.
    page.table(decoderSummary(architecture))
    page.show(parameterSummary(architecture.decoderParameterCount))
    page.check("parameters of the decoder", architecture.decoderParameterCount)
    try page.figure("07-decoder.png", decoderFigure(architecture).png())
//: ![Diagram of the decoder, from z over a dense layer to the movies](../figures/07-decoder.png)
//: Together:
    page.table(modelSummary(architecture))
    page.show(parameterSummary(architecture.parameterCount))
    page.check("parameters of the model", architecture.parameterCount)
    try page.figure("07-model.png", modelFigure(architecture).png())
//: ![Diagram of the whole model: input, encoder, decoder](../figures/07-model.png)
//: ## The encoder is called twice
//: The notebook puts the model together with `decoder(encoder(inputs)[2])`. That looks like taking the encoder's third
//: output, z, but `encoder` is a Keras model, and calling a model runs all of its layers again. The second call shares the
//: weights of the first and draws its own dropout mask and its own ε. The loss of [chapter 8](08-anneal.md) keeps using
//: `z_mean` and `z_log_var` of the *first* call. So every training step draws two masks: the divergence is computed behind
//: one, the reconstruction behind the other, and both send gradients into the encoder. Without dropout, in validation and
//: prediction, the two calls agree.
//:
//: Nobody would see this in the recall. It showed in the spread: over many seeds, the validation loss after the first
//: epoch varied half as much with one mask as in the original. TensorFlow's graph then told why: the loss depends on
//: two dropout ops, the output on one. What a single mask changes is in [chapter 12](12-repair.md).
//:
//: ## Where the random numbers come from
//: The notebook sets no seed for its training. With `np.random.seed({{seed}})` before this cell, everything that Keras draws
//: follows. While it builds the graph, it takes a seed for each random op from NumPy's generator; the op then draws its
//: numbers with TensorFlow's own generator, Philox. This kit draws the same numbers:
    let graph = KerasGraph(seed: settings.seed, architecture: architecture,
        masks: settings.masks)
    page.table(opsTable(graph))
    //hide {
    page.note("seed", settings.seed)
    //}
//: Kernels start uniformly distributed on ±√(6 / (inputs + outputs)) (Glorot and Bengio 2010) and biases at zero.
    let model = Model(architecture: architecture, seed: settings.seed)
    page.show("first weights \(model[.encoderHiddenKernel].values.prefix(3))")
    page.check("SHA-256 of all initial weights", model.weightsHash)
    //hide {
    return model
    //}
}
