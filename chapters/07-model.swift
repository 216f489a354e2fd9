//: # 7 · Model
//:
//: An autoencoder squeezes its input through a narrow layer and tries to give it back. A *variational* one (Kingma and
//: Welling 2014) turns each user into a distribution over that narrow layer, draws a point from it, and decodes the point.
//: Recommending is what it does in passing: movies that similar people chose come back with a high probability, whether
//: they were in the input or not.
import Experiment
import LinearAlgebra
import VariationalAutoencoder
import Weave

func model(_ recipe: Recipe, _ data: StudyData, in context: RunContext, on page: Page) throws -> [ForwardPass] {
    //hide {
    let architecture = recipe.architecture
    let training = recipe.training
    page.note("dropout", decimal(Double(training.dropout)))
    page.note("hidden", architecture.hidden)
    page.note("latent", architecture.latent)
    page.note("items", architecture.items)
    page.note("seed", training.seed)
    //}
//: ## The encoder
//: The model is written down here the way the formulas are, one user at a time: `x` is the user's row of the click matrix,
//: and `Vector` has NumPy's arithmetic. A layer of {{hidden}} rectified units leads to the mean μ and the logarithm of the
//: variance σ² of a normal distribution in {{latent}} dimensions (cell 237):
    let model = recipe.start
    let hidden = model.dense(.encoderHiddenKernel, .encoderHiddenBias)
    let zMean = model.dense(.meanKernel, .meanBias)
    let zLogVar = model.dense(.logVarianceKernel, .logVarianceBias)
    func encoder(_ x: Vector) -> (mean: Vector, logVariance: Vector) {
        let h = relu(hidden(x))
        return (zMean(h), zLogVar(h))
    }
//: In training the encoder does not see `x` itself. Dropout removes each click with probability {{dropout}} and scales up
//: the others, so that the model learns to guess what is missing; `u` is uniform on [0, 1):
    let rate = Double(recipe.training.dropout)
    func dropout(_ x: Vector, _ u: Vector) -> Vector { x * (u >= rate) / (1 - rate) }
//: Keras prints the encoder as a table and a diagram:
    page.table(encoderSummary(architecture))
    page.show(parameterSummary(architecture.encoderParameterCount))
    page.check("parameters of the encoder", architecture.encoderParameterCount)
    try page.figure("07-encoder.png", encoderFigure(architecture).png())
//: ![Diagram of the encoder, from its input over dropout and a dense layer to mean, log variance and z](../figures/07-encoder.png)
//:
//: ## The draw
//: The point z is drawn from the user's distribution. Written as μ + σ ε with a standard normal ε, the draw lets gradients
//: pass to μ and σ; this is the reparameterisation trick (cell 24):
    func sampling(_ mean: Vector, _ logVariance: Vector, _ epsilon: Vector) -> Vector {
        mean + exp(0.5 * logVariance) * epsilon
    }
//: ## The decoder
//: From z another {{hidden}} units lead to a probability for each of the {{items}} movies:
    let decoderHidden = model.dense(.decoderHiddenKernel, .decoderHiddenBias)
    let output = model.dense(.outputKernel, .outputBias)
    func decoder(_ z: Vector) -> Vector { sigmoid(output(relu(decoderHidden(z)))) }
    page.table(decoderSummary(architecture))
    page.show(parameterSummary(architecture.decoderParameterCount))
    page.check("parameters of the decoder", architecture.decoderParameterCount)
    try page.figure("07-decoder.png", decoderFigure(architecture).png())
//: ![Diagram of the decoder, from z over a dense layer to the movies](../figures/07-decoder.png)
//:
//: Together:
    page.table(modelSummary(architecture))
    page.show(parameterSummary(architecture.parameterCount))
    page.check("parameters of the model", architecture.parameterCount)
    try page.figure("07-model.png", modelFigure(architecture).png())
//: ![Diagram of the whole model: input, encoder, decoder](../figures/07-model.png)
//:
//: Training and predicting use an engine that does the same for hundreds of users at once, in single precision. So that
//: nobody has to believe this, every run holds the engine against the lines above. For the first validation users, with z at
//: its mean, the largest difference of a probability is:
    let some = data.validation.input.clicks.head(8)
    let plain = some.vectors.map { x in decoder(encoder(x).mean) }
    let engine = model.predict(some, epsilon: nil, threads: context.threads)
    let difference = largestDifference(plain, engine)
    page.compare("probabilities, largest difference", difference, with: 0, within: 1e-6)
//: ## The encoder is called twice
//: The notebook puts the model together with `decoder(encoder(inputs)[2])`. That looks like taking the encoder's third
//: output, z, but `encoder` is a Keras model, and calling a model runs all of its layers again. The second call shares the
//: weights of the first and draws its own dropout mask and its own ε. The loss of [chapter 8](08-anneal.md) keeps using
//: `z_mean` and `z_log_var` of the *first* call. So every training step draws two masks: the divergence is computed behind
//: one, the reconstruction behind the other, and both send gradients into the encoder. Without dropout, in validation and
//: prediction, the two calls agree. For the users of the first batch:
    let draws = recipe.session(data)
    var orders = draws.orders
    let users = orders(epoch: 0).prefix(recipe.training.batchSize)
    let masks = draws.masks(epoch: 0)
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
//: The order of the users, the masks and ε are what the ops below draw. [Chapter 8](08-anneal.md) takes the loss of these passes
//: and holds it against the engine's.
//:
//: Nobody would see this in the recall. It showed in the spread: over many seeds, the validation loss after the first
//: epoch varied half as much with one mask as in the original. TensorFlow's graph then told why: the loss depends on
//: two dropout ops, the output on one. What a single mask changes is in [chapter 12](12-repair.md).
//:
//: ## Where the random numbers come from
//: The notebook sets no seed for its training. With `np.random.seed({{seed}})` before this cell, everything that Keras draws
//: follows. While it builds the graph, it takes a seed for each random op from NumPy's generator; the op then draws its
//: numbers with TensorFlow's own generator, Philox. This kit draws the same numbers:
    page.table(opsTable(draws.graph))
//: Kernels start uniformly distributed on ±√(6 / (inputs + outputs)) (Glorot and Bengio 2010) and biases at zero:
    page.show("first weights \(model[.encoderHiddenKernel].values.prefix(3))")
    page.check("SHA-256 of all initial weights", model.weightsHash)
    //hide {
    return passes
    //}
}
