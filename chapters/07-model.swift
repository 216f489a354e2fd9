//: # 7 · Model
//:
//: An autoencoder squeezes its input through a narrow layer and tries to reconstruct it. A *variational* one (Kingma
//: and Welling 2014) encodes each user as a distribution over that narrow layer, draws a point from it, and decodes the
//: point. Recommendations are a by-product: movies that similar people chose get a high probability, whether or not
//: they were in the input. This page has all of cells 24 and 237 and the summary of cell 239, whose optimiser and early
//: stopping are in [chapter 9](09-train.md).
//:
//: | Given | What it is | From |
//: | :--- | :--- | :--- |
//: | `recipe` | sizes of the layers, dropout, batch size and all else of a training | cells 222 to 239, or settings |
//: | `data` | clicks on {{items}} movies: `train` of {{users}} users, `validation` of {{validation}} | [chapter 6](06-mask.md) |
import LinearAlgebra
import Pages
import Study
import Training
import VariationalAutoencoder
import Weave

func model(_ recipe: Recipe, _ data: StudyData, on page: Page) throws -> [ForwardPass] {
//: ## The encoder
//: The code here follows the formulas, one user at a time: `x` holds the user's clicks as zeros and ones, and `Vector`
//: has NumPy's arithmetic. A layer of {{hidden}} ReLU units feeds two outputs, the mean μ and the log variance log σ²
//: of a normal distribution in {{latent}} dimensions (cell 237):
    let (architecture, training) = (recipe.architecture, recipe.training)
    let model = recipe.start
    let hidden = model.dense(.encoderHiddenKernel, .encoderHiddenBias)
    let zMean = model.dense(.meanKernel, .meanBias)
    let zLogVar = model.dense(.logVarianceKernel, .logVarianceBias)
    func encoder(_ x: Vector) -> (mean: Vector, logVariance: Vector) {
        let h = relu(hidden(x))
        return (zMean(h), zLogVar(h))
    }
//: In training the encoder does not see `x` itself: dropout removes each click with probability {{dropout}} and scales
//: up the others, so that the model learns to fill in what is missing; `u` is uniform on [0, 1):
    let rate = Double(training.dropout)
    func dropout(_ x: Vector, _ u: Vector) -> Vector { x * (u >= rate) / (1 - rate) }
//: Keras shows the encoder as a table and a diagram. It counts layers that were given no name through the whole session:
//: `dropout_1` and `dense_1` are `dropout_5` and `dense_16` in the notebook's output, because its session had built
//: models before.
    page.table(encoderSummary(architecture))
    page.show(parameterSummary(architecture.encoderParameterCount))
    page.check("parameters of the encoder", architecture.encoderParameterCount)
    try page.figure("07-encoder.png", encoderFigure(architecture))
//: ![Diagram of the encoder: input, dropout, a dense layer, then mean, log variance and z](../figures/07-encoder.png)
//:
//: ## The draw
//: The point z is drawn from the user's distribution. Written as μ + σ ε with standard normal ε, the draw lets
//: gradients flow to μ and σ. This is the reparameterisation trick (cell 24):
    func sampling(_ mean: Vector, _ logVariance: Vector, _ epsilon: Vector) -> Vector {
        mean + exp(0.5 * logVariance) * epsilon
    }
//: ## The decoder
//: From z, a layer of another {{hidden}} units leads to a probability for each of the {{items}} movies:
    let decoderHidden = model.dense(.decoderHiddenKernel, .decoderHiddenBias)
    let output = model.dense(.outputKernel, .outputBias)
    func decoder(_ z: Vector) -> Vector { sigmoid(output(relu(decoderHidden(z)))) }
    page.table(decoderSummary(architecture))
    page.show(parameterSummary(architecture.decoderParameterCount))
    page.check("parameters of the decoder", architecture.decoderParameterCount)
    try page.figure("07-decoder.png", decoderFigure(architecture))
//: ![Diagram of the decoder: z, a dense layer, then the movies](../figures/07-decoder.png)
//:
//: The whole model:
    page.table(modelSummary(architecture))
    page.show(parameterSummary(architecture.parameterCount))
    page.check("parameters of the model", architecture.parameterCount)
    try page.figure("07-model.png", modelFigure(architecture))
//: ![Diagram of the whole model: input, encoder, decoder](../figures/07-model.png)
//:
//: Training and prediction use an engine that computes the same for hundreds of users at once, in single precision.
//: Every run checks the engine against the code above. For the first eight validation users, with z at its mean, the
//: probabilities differ by at most:
    let some = data.validation.input.clicks.head(8)
    let plain = some.vectors.map { x in decoder(encoder(x).mean) }
    let engine = model.predict(some, epsilon: nil, threads: Threads(1))
    let difference = largestDifference(plain, engine)
    page.compare("probabilities, largest difference", difference, with: 0, within: 1e-6)
//: ## The encoder is called twice
//: The notebook builds the model as `decoder(encoder(inputs)[2])`. This seems to take the encoder's third output, z,
//: but `encoder` is a Keras model, and calling a model runs all of its layers again. The second call shares the first
//: one's weights but draws its own dropout mask and its own ε, while the loss of [chapter 8](08-anneal.md) still uses
//: `z_mean` and `z_log_var` of the *first* call. So every training step draws two masks, one for the divergence and one
//: for the reconstruction, and gradients of both reach the encoder. In validation and prediction, where there is no
//: dropout, the two calls agree. The forward pass for the users of the first batch:
    let draws = recipe.session(data)
    var orders = draws.orders
    let users = orders(epoch: 0).prefix(training.batchSize)
    let masks = draws.masks(epoch: 0)
    // The mask of the reconstruction comes first, that of the divergence last.
    let (firstMask, secondMask) = (masks[masks.count - 1], masks[0])
    let epsilon = draws.trainingEpsilon(epoch: 0)
    let passes = users.enumerated().map { row, user in
        let x = data.train.clicks.vector(user)
        let first = encoder(dropout(x, firstMask.uniform(row)))
        let second = encoder(dropout(x, secondMask.uniform(row)))
        let z = sampling(second.mean, second.logVariance, epsilon.normal(row))
        return ForwardPass(
            x: x, p: decoder(z), mean: first.mean, logVariance: first.logVariance)
    }
//: The masks and ε are drawn as described below; NumPy's generator shuffles the users in each epoch. [Chapter 8](08-anneal.md) computes the loss of
//: these passes and compares it with the engine's.
//:
//: TensorFlow's graph shows it: the loss depends on two dropout ops, the output on one. [Chapter 12](12-repair.md) tries
//: a single mask.
//:
//: ## Where the random numbers come from
//: The notebook does not seed its training. With `np.random.seed({{seed}})` before this cell, everything that Keras
//: draws is determined. While it builds the graph, Keras takes a seed for each random op from NumPy's generator; the op
//: then draws its numbers with TensorFlow's own generator, Philox. This kit draws the same numbers. The ops and their
//: seeds:
    page.table(opsTable(draws.graph))
//: Kernels start uniformly distributed on ±√(6 / (inputs + outputs)) (Glorot and Bengio 2010), biases at zero:
    page.show("first weights \(model[.encoderHiddenKernel].values.prefix(3))")
    page.check("SHA-256 of all initial weights", model.weightsHash)
    //hide {
    page.note(modelNotes(recipe, data))
    return passes
    //}
}
