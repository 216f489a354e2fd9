//: # 7 · Model
//: Previous: [6 · Mask](06-mask.md)
//:
//: An autoencoder squeezes its input through a narrow layer and tries to give it back. A *variational* one (Kingma and
//: Welling 2014) turns each user into a distribution over that narrow layer, draws a point from it, and decodes the point.
//: Recommending is what it does in passing: movies that similar people chose come back with a high probability, whether
//: they were in the input or not.
import VariationalAutoencoder //hide
import Weave //hide
 //hide
func model(items: Int, settings: Settings, on page: Page) throws -> Model {
    let architecture = Architecture(items: items, hidden: settings.hidden, latent: settings.latent)
    page.note("dropout", decimal(Double(settings.dropout))) //hide
    page.note("hidden", settings.hidden) //hide
    page.note("latent", settings.latent) //hide
    page.note("items", items) //hide
//: The encoder drops each click of the input with probability {{dropout}} and scales up the others, so that it learns to
//: guess what is missing. A layer of {{hidden}} rectified units leads to the mean μ and the logarithm of the variance σ² of
//: a normal distribution in {{latent}} dimensions, and z = μ + σ ε with a standard normal ε is the draw.
    page.table(encoderSummary(architecture))
    page.show(parameterSummary(architecture.encoderParameterCount))
    page.check("parameters of the encoder", architecture.encoderParameterCount)
    try page.figure(
        "07-encoder.png", "Diagram of the encoder, from its input over dropout and a dense layer to mean, log variance and z"
    ) { try encoderFigure(architecture).png() }
//: The decoder leads from z over another {{hidden}} units to a probability for each of the {{items}} movies.
    page.table(decoderSummary(architecture))
    page.show(parameterSummary(architecture.decoderParameterCount))
    page.check("parameters of the decoder", architecture.decoderParameterCount)
    try page.figure("07-decoder.png", "Diagram of the decoder, from z over a dense layer to the movies") {
        try decoderFigure(architecture).png()
    }
//: Together:
    page.table(modelSummary(architecture))
    page.show(parameterSummary(architecture.parameterCount))
    page.check("parameters of the model", architecture.parameterCount)
    try page.figure("07-model.png", "Diagram of the whole model: input, encoder, decoder") {
        try modelFigure(architecture).png()
    }
//: Kernels start uniformly distributed on ±√(6 / (inputs + outputs)) (Glorot and Bengio 2010) and biases at zero, as Keras
//: starts them. Keras drew the weights without a seed, so the notebook's own can never be drawn again; here they follow
//: from the seed.
    return Model(architecture: architecture, seed: settings.seed)
} //hide
//:
//: Next: [8 · Anneal](08-anneal.md)
