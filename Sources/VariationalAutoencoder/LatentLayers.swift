import LinearAlgebra
import Random

/// The layers between input and output: small dense products over a block of rows.
extension Engine {
    /// From the encoder's hidden layer over mean, log variance and z to the decoder's hidden layer.
    func sample(_ rows: Range<Int>, _ sampling: Sampling) {
        let (units, dimensions) = (architecture.hidden, architecture.latent)
        if case .noise(let noise, let stream) = sampling {
            for row in rows {
                let values = UnsafeMutableBufferPointer(start: epsilon.start + row * dimensions, count: dimensions)
                switch noise {
                case .drawn(let generator, let epoch, let batch):
                    drawNormals(generator, stream: stream, epoch: epoch, batch: batch, row: row, into: values)
                case .fixed(_, let fixed):
                    for k in 0..<dimensions { values[k] = fixed[row * dimensions + k] }
                }
            }
        }
        dense(hidden, units, .meanKernel, .meanBias, into: mean, dimensions, rows)
        dense(hidden, units, .logVarianceKernel, .logVarianceBias, into: logVariance, dimensions, rows)
        for row in rows { sample(row, sampling) }
        dense(latent, dimensions, .decoderHiddenKernel, .decoderHiddenBias, into: decoded, units, rows)
        architecture.activation.apply(decoded.start + rows.lowerBound * units, count: rows.count * units)
    }

    private func dense(
        _ input: Buffer<Float>, _ inputs: Int, _ kernel: Architecture.Parameter, _ bias: Architecture.Parameter,
        into output: Buffer<Float>, _ outputs: Int, _ rows: Range<Int>
    ) {
        for row in rows { (output.start + row * outputs).update(from: weights(bias), count: outputs) }
        gemm(
            .stored, .stored, m: rows.count, n: outputs, k: inputs, input.start + rows.lowerBound * inputs, stride: inputs,
            weights(kernel), stride: outputs, existing: 1, into: output.start + rows.lowerBound * outputs, stride: outputs)
    }

    /// z = μ + exp(½ log σ²) ε, and the divergence −½ Σ (1 + log σ² − μ² − σ²). Source: notebook cells 24 and 213.
    private func sample(_ row: Int, _ sampling: Sampling) {
        let start = row * architecture.latent
        var divergence = 0.0
        for lane in stride(from: 0, to: architecture.latent, by: 8) {
            let count = min(8, architecture.latent - lane)
            let at = start + lane
            let mu = partial(mean.start + at, count)
            let logVar = partial(logVariance.start + at, count)
            let deviation = exp(logVar * 0.5)
            let terms = 1 + logVar - mu * mu - exp(logVar)
            for index in 0..<count { divergence -= 0.5 * Double(terms[index]) }
            var z = mu
            if case .noise = sampling { z = fma(deviation, partial(epsilon.start + at, count), mu) }
            store(z, latent.start + at, count)
        }
        rowDivergence.start[row] = divergence
    }

    /// From the gradient of the output layer's input back to that of the encoder's hidden layer.
    func differentiate(_ rows: Range<Int>, _ batch: Int, _ beta: Float) {
        let units = architecture.hidden
        let count = rows.count * units
        let first = rows.lowerBound * units
        let gradient = decodedGradient.start + first
        gradient.update(from: partials.start + first, count: count)
        for group in 1..<max(1, columnGroups.count) {
            add(1, partials.start + group * batchSize * units + first, to: gradient, count: count)
        }
        architecture.activation.differentiate(gradient, at: decoded.start + first, count: count)
        if architecture.isVariational { differentiateLatent(rows, batch, beta) }
    }

    private func differentiateLatent(_ rows: Range<Int>, _ batch: Int, _ beta: Float) {
        let (units, dimensions) = (architecture.hidden, architecture.latent)
        let first = rows.lowerBound * units
        let latentRows = rows.lowerBound * dimensions
        gemm(
            .stored, .transposed, m: rows.count, n: dimensions, k: units, decodedGradient.start + first, stride: units,
            weights(.decoderHiddenKernel), stride: units, into: latentGradient.start + latentRows, stride: dimensions)
        let weight = beta / Float(batch)
        for lane in stride(from: 0, to: rows.count * dimensions, by: 8) {
            let lanes = min(8, rows.count * dimensions - lane)
            let at = latentRows + lane
            let dz = partial(latentGradient.start + at, lanes)
            let logVar = partial(logVariance.start + at, lanes)
            let dMean = dz + partial(mean.start + at, lanes) * weight
            let dLogVar =
                dz * partial(epsilon.start + at, lanes) * exp(logVar * 0.5) * 0.5 + (exp(logVar) - 1) * (0.5 * weight)
            store(dMean, meanGradient.start + at, lanes)
            store(dLogVar, logVarianceGradient.start + at, lanes)
        }
        gemm(
            .stored, .transposed, m: rows.count, n: units, k: dimensions, meanGradient.start + latentRows, stride: dimensions,
            weights(.meanKernel), stride: dimensions, into: hiddenGradient.start + first, stride: units)
        gemm(
            .stored, .transposed, m: rows.count, n: units, k: dimensions, logVarianceGradient.start + latentRows,
            stride: dimensions, weights(.logVarianceKernel), stride: dimensions, existing: 1,
            into: hiddenGradient.start + first, stride: units)
        architecture.activation.differentiate(
            hiddenGradient.start + first, at: hidden.start + first, count: rows.count * units)
    }

    /// The gradient of a dense layer's kernel and bias, over the whole batch.
    func learnDense(
        _ kernel: Architecture.Parameter, _ bias: Architecture.Parameter, _ input: Buffer<Float>, _ outputGradient: Buffer<Float>,
        _ batch: Int, _ worker: Int, _ destination: Destination
    ) {
        let (inputs, outputs) = architecture.size(of: kernel)
        let gradient = middleGradient.start + worker * (middleGradient.count / threads.count)
        gemm(
            .transposed, .stored, m: inputs, n: outputs, k: batch, input.start, stride: inputs,
            outputGradient.start, stride: outputs, into: gradient, stride: outputs)
        deliver(gradient, inputs * outputs, at: place(of: kernel), isKernel: true, destination)
        learnBias(bias, outputGradient, batch, worker, destination)
    }

    /// The gradient of a bias: the sum over the batch.
    func learnBias(
        _ bias: Architecture.Parameter, _ outputGradient: Buffer<Float>, _ batch: Int, _ worker: Int, _ destination: Destination
    ) {
        let count = architecture.count(of: bias)
        let gradient = middleGradient.start + worker * (middleGradient.count / threads.count)
        sumRows(outputGradient.start, stride: count, rows: batch, count: count, into: gradient)
        deliver(gradient, count, at: place(of: bias), isKernel: false, destination)
    }
}
