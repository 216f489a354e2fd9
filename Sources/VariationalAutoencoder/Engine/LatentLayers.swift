import LinearAlgebra

/// The layers between input and output: small dense products over a block of rows.
extension Engine {
    /// From a block's hidden layer to mean and log variance, and to the divergence if this call gives it.
    func encode(_ block: RowBlock, of batch: Int) {
        forward(layers.mean, activations.hidden, into: activations.mean, block.rows)
        forward(layers.logVariance, activations.hidden, into: activations.logVariance, block.rows)
        guard block.givesDivergence else { return }
        for (user, row) in zip(block.users, block.rows) { klDivergences.start[user] = klDivergence(row) }
    }

    /// From mean and log variance through z to the decoder's hidden layer.
    func decode(_ users: Range<Int>, _ noise: Noise?) {
        for user in users { sample(user, noise) }
        forward(layers.decoderHidden, activations.latent, into: activations.decoded, users)
        let units = architecture.hidden
        architecture.activation.apply(
            activations.decoded.start + users.lowerBound * units, count: users.count * units)
    }

    private func forward(
        _ layer: DenseLayer, _ input: Buffer<Float>, into output: Buffer<Float>, _ rows: Range<Int>
    ) {
        let sums = output.start + rows.lowerBound * layer.outputs
        for row in 0..<rows.count {
            (sums + row * layer.outputs).update(from: parameters.start + layer.bias, count: layer.outputs)
        }
        gemm(
            .stored, .stored, m: rows.count, n: layer.outputs, k: layer.inputs,
            input.start + rows.lowerBound * layer.inputs, stride: layer.inputs,
            parameters.start + layer.kernel, stride: layer.outputs, existing: 1, into: sums, stride: layer.outputs)
    }

    /// −½ Σ (1 + log σ² − μ² − σ²). Source: notebook cell 213.
    private func klDivergence(_ row: Int) -> Double {
        let start = row * architecture.latent
        var sum = Float8()
        for lane in stride(from: 0, to: architecture.latent, by: 8) {
            // Beyond the last dimension both are zero, and so is the term.
            let count = min(8, architecture.latent - lane)
            let mu = partial(activations.mean.start + start + lane, count)
            let logVar = partial(activations.logVariance.start + start + lane, count)
            sum += 1 + logVar - mu * mu - exp(logVar)
        }
        return -0.5 * Double(sum.sum())
    }

    /// z = μ + exp(½ log σ²) ε, or μ. Source: notebook cell 24.
    private func sample(_ user: Int, _ noise: Noise?) {
        let (start, count) = (user * architecture.latent, architecture.latent)
        let (z, mean) = (activations.latent.start + start, activations.mean.start + start)
        z.update(from: mean, count: count)
        guard let noise else { return }
        let (draws, logVariance) = (epsilon.start + start, activations.logVariance.start + start)
        noise.fillEpsilon(user, into: UnsafeMutableBufferPointer(start: draws, count: count))
        forEachVector(of: z, count) { mu, place, lanes in
            let deviation = exp(partial(logVariance + place, lanes) * 0.5)
            return fma(deviation, partial(draws + place, lanes), mu)
        }
    }

    /// From the gradient of the output layer's input back to that of the encoder's hidden layer.
    func backwardHidden(_ block: RowBlock, of batch: Int, _ beta: Float) {
        if block.givesLatent { backwardDecoder(block.users) }
        if architecture.isVariational {
            differentiatePosterior(block, klDivergence: block.givesDivergence ? beta / Float(batch) : 0)
            backward(layers.mean, gradients.mean, into: gradients.hidden, block.rows)
            backward(layers.logVariance, gradients.logVariance, into: gradients.hidden, existing: 1, block.rows)
            let first = block.rows.lowerBound * architecture.hidden
            architecture.activation.differentiate(
                gradients.hidden.start + first, at: activations.hidden.start + first,
                count: block.rows.count * architecture.hidden)
        }
        for row in block.rows { weighGradient(row) }
    }

    /// From the column groups' parts of the gradient of the output layer's input back to the gradient of z.
    private func backwardDecoder(_ rows: Range<Int>) {
        let units = architecture.hidden
        let (first, count) = (rows.lowerBound * units, rows.count * units)
        let gradient = gradients.decoded.start + first
        gradient.update(from: output.gradient(of: 0) + first, count: count)
        for group in 1..<columns.groups.count {
            add(1, output.gradient(of: group) + first, to: gradient, count: count)
        }
        architecture.activation.differentiate(gradient, at: activations.decoded.start + first, count: count)
        guard architecture.isVariational else { return }
        backward(layers.decoderHidden, gradients.decoded, into: gradients.latent, rows)
    }

    /// The gradients of mean and log variance: those through z, plus those of the divergence times a weight.
    private func differentiatePosterior(_ block: RowBlock, klDivergence weight: Float) {
        let first = block.rows.lowerBound * architecture.latent
        let count = block.rows.count * architecture.latent
        for lane in stride(from: 0, to: count, by: 8) {
            let lanes = min(8, count - lane)
            let at = first + lane
            let logVar = partial(activations.logVariance.start + at, lanes)
            var dMean = partial(activations.mean.start + at, lanes) * weight
            var dLogVar = (exp(logVar) - 1) * (0.5 * weight)
            if block.givesLatent {
                let dz = partial(gradients.latent.start + at, lanes)
                dMean = dz + dMean
                dLogVar = dz * partial(epsilon.start + at, lanes) * exp(logVar * 0.5) * 0.5 + dLogVar
            }
            store(dMean, gradients.mean.start + at, lanes)
            store(dLogVar, gradients.logVariance.start + at, lanes)
        }
    }

    /// From the gradient of a dense layer's outputs to that of its inputs, added to `existing` times what is there.
    private func backward(
        _ layer: DenseLayer, _ outputGradient: Buffer<Float>, into inputGradient: Buffer<Float>, existing: Float = 0,
        _ rows: Range<Int>
    ) {
        gemm(
            .stored, .transposed, m: rows.count, n: layer.inputs, k: layer.outputs,
            outputGradient.start + rows.lowerBound * layer.outputs, stride: layer.outputs,
            parameters.start + layer.kernel, stride: layer.outputs, existing: existing,
            into: inputGradient.start + rows.lowerBound * layer.inputs, stride: layer.inputs)
    }

    /// The gradient of a dense layer's kernel and bias, over all rows.
    func backwardDense(
        _ layer: DenseLayer, _ input: Buffer<Float>, _ outputGradient: Buffer<Float>, _ rows: Int, _ sink: Sink
    ) {
        gemm(
            .transposed, .stored, m: layer.inputs, n: layer.outputs, k: rows, input.start, stride: layer.inputs,
            outputGradient.start, stride: layer.outputs, into: sink.room, stride: layer.outputs)
        deliverKernel(sink, at: layer.kernel, count: layer.inputs * layer.outputs)
        backwardBias(layer, outputGradient, rows, sink)
    }

    /// The gradient of a bias: the sum over all rows.
    func backwardBias(_ layer: DenseLayer, _ outputGradient: Buffer<Float>, _ rows: Int, _ sink: Sink) {
        sumRows(outputGradient.start, stride: layer.outputs, rows: rows, count: layer.outputs, into: sink.room)
        sink.destination.take(sink.room, of: parameters, from: layer.bias, count: layer.outputs)
    }
}
