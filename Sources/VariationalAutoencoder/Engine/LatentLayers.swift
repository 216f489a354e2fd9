import LinearAlgebra

/// The layers between input and output: small dense products over a block of rows.
extension Engine {
    /// From a call's hidden layer to mean and log variance, and to the divergence if this call gives it.
    func encode(_ rows: Range<Int>, batch: Int, call: Int) {
        let called = call * batch + rows.lowerBound..<call * batch + rows.upperBound
        dense(.mean, hidden, into: mean, called)
        dense(.logVariance, hidden, into: logVariance, called)
        guard call == calls - 1 else { return }
        for row in rows { rowKLDivergence.start[row] = klDivergence(call * batch + row) }
    }

    /// From mean and log variance through z to the decoder's hidden layer.
    func decode(_ rows: Range<Int>, _ noise: Noise?) {
        let units = architecture.hidden
        for row in rows { sample(row, noise) }
        dense(.decoderHidden, latent, into: decoded, rows)
        architecture.activation.apply(decoded.start + rows.lowerBound * units, count: rows.count * units)
    }

    private func dense(
        _ layer: DenseLayer, _ input: Buffer<Float>, into output: Buffer<Float>, _ rows: Range<Int>
    ) {
        let (inputs, outputs) = architecture.size(of: layer.kernel)
        for row in rows { (output.start + row * outputs).update(from: weights(layer.bias), count: outputs) }
        gemm(
            .stored, .stored, m: rows.count, n: outputs, k: inputs, input.start + rows.lowerBound * inputs,
            stride: inputs,
            weights(layer.kernel), stride: outputs, existing: 1, into: output.start + rows.lowerBound * outputs,
            stride: outputs)
    }

    /// −½ Σ (1 + log σ² − μ² − σ²). Source: notebook cell 213.
    private func klDivergence(_ row: Int) -> Double {
        let start = row * architecture.latent
        var sum = Float8()
        for lane in stride(from: 0, to: architecture.latent, by: 8) {
            // Beyond the last dimension both are zero, and so is the term.
            let count = min(8, architecture.latent - lane)
            let mu = partial(mean.start + start + lane, count)
            let logVar = partial(logVariance.start + start + lane, count)
            sum += 1 + logVar - mu * mu - exp(logVar)
        }
        return -0.5 * Double(sum.sum())
    }

    /// z = μ + exp(½ log σ²) ε, or μ. Source: notebook cell 24.
    private func sample(_ row: Int, _ noise: Noise?) {
        let start = row * architecture.latent
        guard let noise else {
            (latent.start + start).update(from: mean.start + start, count: architecture.latent)
            return
        }
        noise.fillEpsilon(
            row, into: UnsafeMutableBufferPointer(start: epsilon.start + start, count: architecture.latent))
        for lane in stride(from: 0, to: architecture.latent, by: 8) {
            let count = min(8, architecture.latent - lane)
            let at = start + lane
            let deviation = exp(partial(logVariance.start + at, count) * 0.5)
            store(
                fma(deviation, partial(epsilon.start + at, count), partial(mean.start + at, count)), latent.start + at,
                count)
        }
    }

    /// From the gradient of the output layer's input back to that of the encoder's hidden layer, for one call of the
    /// encoder.
    func backwardHidden(_ rows: Range<Int>, _ batch: Int, call: Int, _ beta: Float) {
        if call == 0 { backwardDecoder(rows) }
        let called = call * batch + rows.lowerBound..<call * batch + rows.upperBound
        if architecture.isVariational {
            differentiatePosterior(
                called, reconstruction: call == 0, klDivergence: call == calls - 1 ? beta / Float(batch) : 0)
            backwardPosterior(called)
        }
        for row in called { weighGradient(row) }
    }

    /// From the column groups' parts of the gradient of the output layer's input back to the gradient of z.
    private func backwardDecoder(_ rows: Range<Int>) {
        let (units, dimensions) = (architecture.hidden, architecture.latent)
        let count = rows.count * units
        let first = rows.lowerBound * units
        let gradient = decodedGradient.start + first
        gradient.update(from: partials.start + first, count: count)
        for group in 1..<max(1, columnGroups.count) {
            add(1, partials.start + group * batchSize * units + first, to: gradient, count: count)
        }
        architecture.activation.differentiate(gradient, at: decoded.start + first, count: count)
        guard architecture.isVariational else { return }
        gemm(
            .stored, .transposed, m: rows.count, n: dimensions, k: units, decodedGradient.start + first, stride: units,
            weights(.decoderHiddenKernel), stride: units, into: latentGradient.start + rows.lowerBound * dimensions,
            stride: dimensions)
    }

    /// The gradients of mean and log variance: those through z, plus those of the divergence times a weight.
    private func differentiatePosterior(_ rows: Range<Int>, reconstruction: Bool, klDivergence weight: Float) {
        let first = rows.lowerBound * architecture.latent
        let count = rows.count * architecture.latent
        for lane in stride(from: 0, to: count, by: 8) {
            let lanes = min(8, count - lane)
            let at = first + lane
            let logVar = partial(logVariance.start + at, lanes)
            var dMean = partial(mean.start + at, lanes) * weight
            var dLogVar = (exp(logVar) - 1) * (0.5 * weight)
            if reconstruction {
                let dz = partial(latentGradient.start + at, lanes)
                dMean = dz + dMean
                dLogVar = dz * partial(epsilon.start + at, lanes) * exp(logVar * 0.5) * 0.5 + dLogVar
            }
            store(dMean, meanGradient.start + at, lanes)
            store(dLogVar, logVarianceGradient.start + at, lanes)
        }
    }

    /// From the gradients of mean and log variance to that of the hidden layer's pre-activations.
    private func backwardPosterior(_ rows: Range<Int>) {
        let (units, dimensions) = (architecture.hidden, architecture.latent)
        let (first, latentRows) = (rows.lowerBound * units, rows.lowerBound * dimensions)
        gemm(
            .stored, .transposed, m: rows.count, n: units, k: dimensions, meanGradient.start + latentRows,
            stride: dimensions,
            weights(.meanKernel), stride: dimensions, into: hiddenGradient.start + first, stride: units)
        gemm(
            .stored, .transposed, m: rows.count, n: units, k: dimensions, logVarianceGradient.start + latentRows,
            stride: dimensions, weights(.logVarianceKernel), stride: dimensions, existing: 1,
            into: hiddenGradient.start + first, stride: units)
        architecture.activation.differentiate(
            hiddenGradient.start + first, at: hidden.start + first, count: rows.count * units)
    }

    /// The gradient of a dense layer's kernel and bias, over the whole batch.
    func backwardDense(
        _ layer: DenseLayer, _ input: Buffer<Float>, _ outputGradient: Buffer<Float>, _ batch: Int, _ sink: Sink
    ) {
        let (inputs, outputs) = architecture.size(of: layer.kernel)
        gemm(
            .transposed, .stored, m: inputs, n: outputs, k: batch, input.start, stride: inputs,
            outputGradient.start, stride: outputs, into: sink.room, stride: outputs)
        deliver(sink.room, inputs * outputs, at: place(of: layer.kernel), isKernel: true, sink.destination)
        backwardBias(layer.bias, outputGradient, batch, sink)
    }

    /// The gradient of a bias: the sum over the batch.
    func backwardBias(
        _ bias: Architecture.Parameter, _ outputGradient: Buffer<Float>, _ batch: Int, _ sink: Sink
    ) {
        let count = architecture.count(of: bias)
        sumRows(outputGradient.start, stride: count, rows: batch, count: count, into: sink.room)
        deliver(sink.room, count, at: place(of: bias), isKernel: false, sink.destination)
    }
}

/// The kernel and the bias of a dense layer.
struct DenseLayer {
    let kernel, bias: Architecture.Parameter

    static let mean = DenseLayer(kernel: .meanKernel, bias: .meanBias)
    static let logVariance = DenseLayer(kernel: .logVarianceKernel, bias: .logVarianceBias)
    static let decoderHidden = DenseLayer(kernel: .decoderHiddenKernel, bias: .decoderHiddenBias)
}

/// A worker's buffer for a gradient, and what to do with the gradient.
struct Sink {
    let room: UnsafeMutablePointer<Float>
    let destination: GradientDestination
}
