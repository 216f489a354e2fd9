import LinearAlgebra
import Random

/// The forward and the backward pass over one batch, with room for its intermediate values.
///
/// A batch is worked on in four parallel loops over *fixed* blocks: rows (users) forward; columns (items) of the
/// output layer, each block forward, backward and updated while it is in cache; rows backward; columns of the input
/// layer. Every sum over blocks is taken in block order, so that no result depends on the number of threads.
package final class Engine {
    /// What becomes of a gradient once it is known.
    package enum Destination {
        /// Adam updates the parameters at once.
        case update(Adam, stepSize: Float, mean: Buffer<Float>, square: Buffer<Float>)
        /// The gradient is kept, and the parameters stay.
        case keep(Buffer<Float>)
    }

    let architecture: Architecture
    let threads: Threads
    let batchSize: Int
    package let parameters: Buffer<Float>

    /// The users of a block of rows.
    private let rowBlock = 32
    /// The items of a block of columns: its weights, moments and gradient fit a core's second-level cache.
    private let columnBlock: Int
    private let columnBlocks: Int

    private let hidden: Buffer<Float>
    private let mean: Buffer<Float>
    private let logVariance: Buffer<Float>
    private let epsilon: Buffer<Float>
    private let latent: Buffer<Float>
    private let decoded: Buffer<Float>
    private let hiddenGradient: Buffer<Float>
    private let meanGradient: Buffer<Float>
    private let logVarianceGradient: Buffer<Float>
    private let latentGradient: Buffer<Float>
    private let decodedGradient: Buffer<Float>
    /// What each column block adds to the gradient of `decoded`.
    private let partials: Buffer<Float>
    /// A worker's logits of a column block and the gradient of a block's weights.
    private let logits: Buffer<Float>
    private let weightGradient: Buffer<Float>
    private let middleGradient: Buffer<Float>
    /// What dropout makes of each click of the batch, and where each row's clicks begin.
    private var inputWeights = Buffer<Float>(count: 0)
    private var inputStarts: [Int] = []
    private let rowDivergence: Buffer<Double>
    private let blockLoss: Buffer<Double>

    /// Makes an engine for batches of up to `batchSize` users, with a copy of the model's parameters.
    package init(_ model: Model, batchSize: Int, threads: Threads) {
        architecture = model.architecture
        self.threads = threads
        self.batchSize = batchSize
        parameters = Buffer<Float>(model.parameters)
        let (items, hiddenUnits, latentUnits) = (architecture.items, architecture.hidden, architecture.latent)
        columnBlock = min(200, (items + 7) / 8 * 8)
        columnBlocks = (items + columnBlock - 1) / columnBlock
        hidden = Buffer<Float>(count: batchSize * hiddenUnits)
        mean = Buffer<Float>(count: batchSize * latentUnits)
        logVariance = Buffer<Float>(count: batchSize * latentUnits)
        epsilon = Buffer<Float>(count: batchSize * latentUnits)
        latent = Buffer<Float>(count: batchSize * latentUnits)
        decoded = Buffer<Float>(count: batchSize * hiddenUnits)
        hiddenGradient = Buffer<Float>(count: batchSize * hiddenUnits)
        meanGradient = Buffer<Float>(count: batchSize * latentUnits)
        logVarianceGradient = Buffer<Float>(count: batchSize * latentUnits)
        latentGradient = Buffer<Float>(count: batchSize * latentUnits)
        decodedGradient = Buffer<Float>(count: batchSize * hiddenUnits)
        partials = Buffer<Float>(count: columnBlocks * batchSize * hiddenUnits)
        logits = Buffer<Float>(count: threads.count * batchSize * columnBlock)
        weightGradient = Buffer<Float>(count: threads.count * columnBlock * (hiddenUnits + 1))
        middleGradient = Buffer<Float>(count: threads.count * max(hiddenUnits * latentUnits, hiddenUnits))
        rowDivergence = Buffer(count: batchSize)
        blockLoss = Buffer(count: columnBlocks)
    }

    /// A copy of the parameters as they are now.
    package var model: Model { Model(architecture: architecture, parameters: parameters.values) }

    private func weights(_ parameter: Architecture.Parameter) -> UnsafeMutablePointer<Float> {
        parameters.start + architecture.range(of: parameter).lowerBound
    }

    private func columns(of block: Int) -> Range<Int> {
        block * columnBlock..<min((block + 1) * columnBlock, architecture.items)
    }

    // MARK: Forward

    /// How z is taken from the posterior.
    package enum Sampling {
        case noise(Noise, Stream)
        case mean
    }

    /// Runs the encoder and the decoder's hidden layer over the rows `users` of `input`.
    ///
    /// `dropout` is the rate for training; nil leaves every click as it is.
    private func encode(_ users: ArraySlice<Int>, of input: BinaryMatrix, dropout: Float?, sampling: Sampling) {
        let batch = users.count
        inputStarts.removeAll(keepingCapacity: true)
        inputStarts.append(0)
        for user in users {
            inputStarts.append(inputStarts[inputStarts.count - 1] + input.rowStarts[user + 1] - input.rowStarts[user])
        }
        let clicks = inputStarts[batch]
        if inputWeights.count < clicks { inputWeights = Buffer<Float>(count: clicks + clicks / 4) }
        let (units, dimensions) = (architecture.hidden, architecture.latent)
        input.columnIndices.withUnsafeBufferPointer { indices in
            threads.forEach((batch + rowBlock - 1) / rowBlock) { block, _ in
                let rows = block * rowBlock..<min((block + 1) * rowBlock, batch)
                for row in rows {
                    let user = users[users.startIndex + row]
                    let ones = UnsafeBufferPointer(rebasing: indices[input.rowStarts[user]..<input.rowStarts[user + 1]])
                    let kept = UnsafeMutableBufferPointer(start: inputWeights.start + inputStarts[row], count: ones.count)
                    dropClicks(kept, rate: dropout, sampling: sampling, row: row)
                    sumKernelRows(ones, kept, into: hidden.start + row * units)
                    if case .noise(let noise, let stream) = sampling {
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
                rectify(decoded.start + rows.lowerBound * units, count: rows.count * units)
            }
        }
    }

    private func dropClicks(_ kept: UnsafeMutableBufferPointer<Float>, rate: Float?, sampling: Sampling, row: Int) {
        guard let rate, case .noise(let noise, _) = sampling else {
            kept.update(repeating: 1)
            return
        }
        switch noise {
        case .drawn(let generator, let epoch, let batch):
            drawDropout(generator, rate: rate, epoch: epoch, batch: batch, row: row, into: kept)
        case .fixed(let keeps, _):
            for click in kept.indices { kept[click] = keeps[inputStarts[row] + click] ? 1 / (1 - rate) : 0 }
        }
    }

    /// hidden = relu(bias + Σ weight · kernel row): a sum over the clicks that dropout kept, never a dense product.
    private func sumKernelRows(
        _ ones: UnsafeBufferPointer<Int32>, _ kept: UnsafeMutableBufferPointer<Float>, into row: UnsafeMutablePointer<Float>
    ) {
        let units = architecture.hidden
        let kernel = weights(.encoderHiddenKernel)
        row.update(from: weights(.encoderHiddenBias), count: units)
        for click in ones.indices where kept[click] != 0 {
            add(kept[click], kernel + Int(ones[click]) * units, to: row, count: units)
        }
        rectify(row, count: units)
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
            if case .noise = sampling { z = mu + deviation * partial(epsilon.start + at, count) }
            store(z, latent.start + at, count)
        }
        rowDivergence.start[row] = divergence
    }

    /// Computes σ of the output layer for the rows `users` of `input` into `scores` (B, I).
    func predict(
        _ users: ArraySlice<Int>, of input: BinaryMatrix, sampling: Sampling, into scores: UnsafeMutablePointer<Float>
    ) {
        encode(users, of: input, dropout: nil, sampling: sampling)
        let items = architecture.items
        let bias = weights(.outputBias)
        threads.forEach(columnBlocks) { block, _ in
            let columns = columns(of: block)
            outputProduct(columns, batch: users.count, into: scores + columns.lowerBound, stride: items)
            for row in 0..<users.count {
                let start = scores + row * items
                for lane in stride(from: columns.lowerBound, to: columns.upperBound, by: 8) {
                    let count = min(8, columns.upperBound - lane)
                    let probability = sigmoid(partial(start + lane, count) + partial(bias + lane, count))
                    store(probability, start + lane, count)
                }
            }
        }
    }

    /// The latent mean and log variance (B, K) of the rows `users` of `input`.
    func posterior(_ users: ArraySlice<Int>, of input: BinaryMatrix) -> (mean: ArraySlice<Float>, logVariance: ArraySlice<Float>) {
        encode(users, of: input, dropout: nil, sampling: .mean)
        let count = users.count * architecture.latent
        return (mean.values[..<count], logVariance.values[..<count])
    }

    private func outputProduct(_ columns: Range<Int>, batch: Int, into logits: UnsafeMutablePointer<Float>, stride: Int) {
        let units = architecture.hidden
        gemm(
            .stored, .transposed, m: batch, n: columns.count, k: units, decoded.start, stride: units,
            weights(.outputKernel) + columns.lowerBound * units, stride: units, into: logits, stride: stride)
    }

    /// The loss of predicting the rows `users` of `target` from those of `input`, averaged over the users.
    package func loss(_ users: ArraySlice<Int>, of input: BinaryMatrix, target: BinaryMatrix, sampling: Sampling) -> Loss {
        encode(users, of: input, dropout: nil, sampling: sampling)
        target.columnIndices.withUnsafeBufferPointer { ones in
            threads.forEach(columnBlocks) { block, worker in
                let logits = logits.start + worker * batchSize * columnBlock
                blockLoss.start[block] = differentiateOutput(
                    columns(of: block), users, target.rowStarts, ones, logits: logits, scale: 0)
            }
        }
        return averagedLoss(users.count)
    }

    private func averagedLoss(_ batch: Int) -> Loss {
        Loss(
            reconstruction: blockLoss.values.reduce(0, +) / (Double(batch) * Double(architecture.items)),
            divergence: rowDivergence.values[..<batch].reduce(0, +) / Double(batch))
    }

    // MARK: Backward

    /// Runs one batch forward and backward; every gradient goes to `destination`. The loss is the batch's, before the update.
    package func step(
        _ users: ArraySlice<Int>, of clicks: BinaryMatrix, dropout: Float, noise: Noise, beta: Double, destination: Destination
    ) -> Loss {
        encode(users, of: clicks, dropout: dropout, sampling: .noise(noise, .training))
        clicks.columnIndices.withUnsafeBufferPointer { ones in
            threads.forEach(columnBlocks) { block, worker in
                blockLoss.start[block] = learnOutput(block, worker, users, clicks.rowStarts, ones, destination)
            }
            let rowBlocks = (users.count + rowBlock - 1) / rowBlock
            threads.forEach(rowBlocks) { block, _ in
                differentiateRows(block * rowBlock..<min((block + 1) * rowBlock, users.count), users.count, Float(beta))
            }
            threads.forEach(columnBlocks + 3) { task, worker in
                switch task {
                case 0: learnMiddle(.meanKernel, .meanBias, hidden, meanGradient, users.count, worker, destination)
                case 1:
                    learnMiddle(
                        .logVarianceKernel, .logVarianceBias, hidden, logVarianceGradient, users.count, worker, destination)
                case 2:
                    learnMiddle(
                        .decoderHiddenKernel, .decoderHiddenBias, latent, decodedGradient, users.count, worker, destination)
                    learnBias(.encoderHiddenBias, hiddenGradient, users.count, worker, destination)
                default: learnInput(columns(of: task - 3), worker, users, clicks.rowStarts, ones, destination)
                }
            }
        }
        return averagedLoss(users.count)
    }

    /// The logits of a block of columns, turned into `scale` times the gradient of the cross-entropy, and its sum.
    private func differentiateOutput(
        _ columns: Range<Int>, _ users: ArraySlice<Int>, _ rowStarts: [Int], _ ones: UnsafeBufferPointer<Int32>,
        logits: UnsafeMutablePointer<Float>, scale: Float
    ) -> Double {
        outputProduct(columns, batch: users.count, into: logits, stride: columnBlock)
        let bias = weights(.outputBias)
        var total = 0.0
        for (row, user) in users.enumerated() {
            let logits = logits + row * columnBlock
            let clicked = clicks(ones, rowStarts[user]..<rowStarts[user + 1], in: columns)
            for click in clicked {
                let item = Int(ones[click])
                total -= Double(min(max(logits[item - columns.lowerBound] + bias[item], -Bernoulli.clip), Bernoulli.clip))
            }
            total += Bernoulli.lossOfZeros(logits, bias: bias + columns.lowerBound, count: columns.count, scale: scale)
            for click in clicked {
                let column = Int(ones[click]) - columns.lowerBound
                // Only where the clip acts is the gradient exactly zero, and there it stays so.
                if logits[column] != 0 { logits[column] -= scale }
            }
        }
        return total
    }

    /// The places in `ones`, within a row's `places`, of the clicks on `columns`.
    private func clicks(_ ones: UnsafeBufferPointer<Int32>, _ places: Range<Int>, in columns: Range<Int>) -> Range<Int> {
        func firstPlace(notBelow column: Int) -> Int {
            var (low, high) = (places.lowerBound, places.upperBound)
            while low < high {
                let middle = (low + high) / 2
                if Int(ones[middle]) < column { low = middle + 1 } else { high = middle }
            }
            return low
        }
        return firstPlace(notBelow: columns.lowerBound)..<firstPlace(notBelow: columns.upperBound)
    }

    private func learnOutput(
        _ block: Int, _ worker: Int, _ users: ArraySlice<Int>, _ rowStarts: [Int], _ ones: UnsafeBufferPointer<Int32>,
        _ destination: Destination
    ) -> Double {
        let (batch, units) = (users.count, architecture.hidden)
        let columns = columns(of: block)
        let logits = logits.start + worker * batchSize * columnBlock
        let gradient = weightGradient.start + worker * columnBlock * (units + 1)
        let biasGradient = gradient + columnBlock * units
        let kernel = architecture.range(of: .outputKernel).lowerBound + columns.lowerBound * units
        let total = differentiateOutput(
            columns, users, rowStarts, ones, logits: logits, scale: 1 / (Float(batch) * Float(architecture.items)))
        gemm(
            .stored, .stored, m: batch, n: units, k: columns.count, logits, stride: columnBlock,
            parameters.start + kernel, stride: units, into: partials.start + block * batchSize * units, stride: units)
        gemm(
            .transposed, .stored, m: columns.count, n: units, k: batch, logits, stride: columnBlock,
            decoded.start, stride: units, into: gradient, stride: units)
        sumRows(logits, stride: columnBlock, rows: batch, count: columns.count, into: biasGradient)
        deliver(gradient, columns.count * units, at: kernel, destination)
        deliver(
            biasGradient, columns.count, at: architecture.range(of: .outputBias).lowerBound + columns.lowerBound, destination)
        return total
    }

    /// From the gradient of the decoder's hidden layer back to that of the encoder's, for a block of rows.
    private func differentiateRows(_ rows: Range<Int>, _ batch: Int, _ beta: Float) {
        let (units, dimensions) = (architecture.hidden, architecture.latent)
        let count = rows.count * units
        let first = rows.lowerBound * units
        let gradient = decodedGradient.start + first
        gradient.update(from: partials.start + first, count: count)
        for block in 1..<max(1, columnBlocks) {
            add(1, partials.start + block * batchSize * units + first, to: gradient, count: count)
        }
        mask(gradient, where: decoded.start + first, count: count)
        let latentRows = rows.lowerBound * dimensions
        gemm(
            .stored, .transposed, m: rows.count, n: dimensions, k: units, gradient, stride: units,
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
        mask(hiddenGradient.start + first, where: hidden.start + first, count: count)
    }

    private func learnMiddle(
        _ kernel: Architecture.Parameter, _ bias: Architecture.Parameter, _ input: Buffer<Float>, _ outputGradient: Buffer<Float>,
        _ batch: Int, _ worker: Int, _ destination: Destination
    ) {
        let (inputs, outputs) = architecture.size(of: kernel)
        let gradient = middleGradient.start + worker * (middleGradient.count / threads.count)
        gemm(
            .transposed, .stored, m: inputs, n: outputs, k: batch, input.start, stride: inputs,
            outputGradient.start, stride: outputs, into: gradient, stride: outputs)
        deliver(gradient, inputs * outputs, at: architecture.range(of: kernel).lowerBound, destination)
        learnBias(bias, outputGradient, batch, worker, destination)
    }

    private func learnBias(
        _ bias: Architecture.Parameter, _ outputGradient: Buffer<Float>, _ batch: Int, _ worker: Int, _ destination: Destination
    ) {
        let count = architecture.count(of: bias)
        let gradient = middleGradient.start + worker * (middleGradient.count / threads.count)
        sumRows(outputGradient.start, stride: count, rows: batch, count: count, into: gradient)
        deliver(gradient, count, at: architecture.range(of: bias).lowerBound, destination)
    }

    /// The input layer's kernel rows of a block of items: only items that dropout kept have a gradient.
    private func learnInput(
        _ columns: Range<Int>, _ worker: Int, _ users: ArraySlice<Int>, _ rowStarts: [Int],
        _ ones: UnsafeBufferPointer<Int32>, _ destination: Destination
    ) {
        let units = architecture.hidden
        let gradient = weightGradient.start + worker * columnBlock * (units + 1)
        gradient.update(repeating: 0, count: columns.count * units)
        for (row, user) in users.enumerated() {
            for click in clicks(ones, rowStarts[user]..<rowStarts[user + 1], in: columns) {
                let kept = inputWeights.start[inputStarts[row] + click - rowStarts[user]]
                if kept == 0 { continue }
                let item = Int(ones[click]) - columns.lowerBound
                add(kept, hiddenGradient.start + row * units, to: gradient + item * units, count: units)
            }
        }
        let kernel = architecture.range(of: .encoderHiddenKernel).lowerBound + columns.lowerBound * units
        deliver(gradient, columns.count * units, at: kernel, destination)
    }

    private func deliver(_ gradient: UnsafeMutablePointer<Float>, _ count: Int, at place: Int, _ destination: Destination) {
        switch destination {
        case .keep(let gradients): (gradients.start + place).update(from: gradient, count: count)
        case .update(let adam, let stepSize, let mean, let square):
            adam.update(
                count, parameters: parameters.start + place, mean: mean.start + place, square: square.start + place,
                gradient: gradient, stepSize: stepSize)
        }
    }
}

// MARK: Rows of numbers

/// `sum += scale · row`, entry by entry.
@inline(__always)
private func add(_ scale: Float, _ row: UnsafeMutablePointer<Float>, to sum: UnsafeMutablePointer<Float>, count: Int) {
    var index = 0
    while index + 8 <= count {
        store(load(UnsafePointer(sum + index)).addingProduct(load(UnsafePointer(row + index)), Float8(repeating: scale)), sum + index)
        index += 8
    }
    while index < count {
        sum[index] = sum[index].addingProduct(row[index], scale)
        index += 1
    }
}

/// relu, in place.
private func rectify(_ values: UnsafeMutablePointer<Float>, count: Int) {
    for index in 0..<count { values[index] = max(values[index], 0) }
}

/// Zeroes the gradient where relu gave zero.
private func mask(_ gradient: UnsafeMutablePointer<Float>, where output: UnsafeMutablePointer<Float>, count: Int) {
    for index in 0..<count where output[index] <= 0 { gradient[index] = 0 }
}

/// The sum of rows, entry by entry.
private func sumRows(
    _ values: UnsafeMutablePointer<Float>, stride: Int, rows: Int, count: Int, into sum: UnsafeMutablePointer<Float>
) {
    sum.update(from: values, count: count)
    for row in 1..<max(1, rows) { add(1, values + row * stride, to: sum, count: count) }
}
