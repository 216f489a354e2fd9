import LinearAlgebra

/// The forward and the backward pass over one batch, with buffers for its intermediate values.
///
/// A batch takes a few parallel loops over *fixed* blocks: rows (users) forward; columns (items) of the output layer,
/// each block forward, backward and updated while it is in cache; rows backward; columns of the input layer. Every sum
/// over blocks is taken in block order, so results do not depend on the number of threads.
package final class Engine {
    let architecture: Architecture
    let objective: Objective
    let threads: Threads
    let batchSize: Int
    /// How often the encoder is called on the current batch, each time with its own dropout mask. The rows of a second
    /// call follow those of the first. Its mean and log variance give the divergence; the first call's z gives
    /// everything else.
    private(set) var calls = 1
    package let parameters: Buffer<Float>
    /// The share of clicks that dropout removes in training.
    package var dropout: Float = 0.5
    /// The offset of each parameter, in the order of all cases.
    private let places: [Int]

    /// The number of users in a block of rows.
    private let rowBlock = 64
    /// The items of the output layer, in groups of blocks. The blocks of a group are processed one after another, so
    /// that a group needs only one buffer for what they add to the decoder's gradient.
    let columnGroups: [[Range<Int>]]
    /// The largest number of items in a block.
    let columnBlock: Int

    let hidden: Buffer<Float>
    let mean: Buffer<Float>
    let logVariance: Buffer<Float>
    let epsilon: Buffer<Float>
    let latent: Buffer<Float>
    /// The input of the output layer: the decoder's hidden layer, or a denoising autoencoder's only hidden layer.
    let decoded: Buffer<Float>
    let hiddenGradient: Buffer<Float>
    let meanGradient: Buffer<Float>
    let logVarianceGradient: Buffer<Float>
    let latentGradient: Buffer<Float>
    let decodedGradient: Buffer<Float>
    /// What each column group adds to the gradient of `decoded`.
    let partials: Buffer<Float>
    /// Each worker's logits of a column block; for the multinomial likelihood, all logits of the batch.
    let logits: Buffer<Float>
    /// Each worker's gradient of a block's weights.
    let weightGradient: Buffer<Float>
    let middleGradient: Buffer<Float>
    /// The clicks of the batch that dropout kept: each row's offset and count, their items, and their values in the
    /// input.
    var inputStarts: [Int] = []
    let keptCounts: Buffer<Int>
    var keptItems = Buffer<Int32>(count: 0)
    let inputWeights: Buffer<Float>
    /// The same clicks by item: each item's offset, and the rows.
    let itemStarts: Buffer<Int32>
    var itemRows = Buffer<Int32>(count: 0)
    /// The gradient of the encoder's hidden pre-activations, each row times its weight in the input.
    let inputGradient: Buffer<Float>
    let rowKLDivergence: Buffer<Double>
    let groupLoss: Buffer<Double>
    /// For the multinomial likelihood: the logarithm of each row's normaliser.
    let logNormalizers: Buffer<Float>

    /// Creates an engine with a copy of the model's parameters, for batches of up to `batchSize` users and training
    /// steps with up to `masks` dropout masks.
    package init(_ model: Model, objective: Objective = Objective(), batchSize: Int, masks: Int = 1, threads: Threads) {
        architecture = model.architecture
        self.objective = objective
        self.threads = threads
        self.batchSize = batchSize
        parameters = Buffer<Float>(model.parameters)
        let (items, units, dimensions) = (architecture.items, architecture.hidden, architecture.latent)
        let architecture = architecture
        places = Architecture.Parameter.allCases.map {
            architecture.parameters.contains($0) ? architecture.range(of: $0).lowerBound : 0
        }
        columnBlock = min(800, (items + 7) / 8 * 8)
        columnGroups = Self.groups(items: items, block: columnBlock)
        let rows = batchSize * (architecture.isVariational ? masks : 1)
        hidden = Buffer<Float>(count: rows * units)
        mean = Buffer<Float>(count: rows * dimensions)
        logVariance = Buffer<Float>(count: rows * dimensions)
        epsilon = Buffer<Float>(count: batchSize * dimensions)
        latent = Buffer<Float>(count: batchSize * dimensions)
        decoded = architecture.isVariational ? Buffer<Float>(count: batchSize * units) : hidden
        hiddenGradient = Buffer<Float>(count: rows * units)
        meanGradient = Buffer<Float>(count: rows * dimensions)
        logVarianceGradient = Buffer<Float>(count: rows * dimensions)
        latentGradient = Buffer<Float>(count: batchSize * dimensions)
        decodedGradient = architecture.isVariational ? Buffer<Float>(count: batchSize * units) : hiddenGradient
        partials = Buffer<Float>(count: columnGroups.count * batchSize * units)
        let isMultinomial = objective.likelihood == .multinomial
        logits = Buffer<Float>(count: batchSize * (isMultinomial ? items : threads.count * columnBlock))
        weightGradient = Buffer<Float>(count: threads.count * columnBlock * (units + 1))
        middleGradient = Buffer<Float>(count: threads.count * max(units * dimensions, units))
        keptCounts = Buffer<Int>(count: rows)
        inputWeights = Buffer<Float>(count: rows)
        inputGradient = Buffer<Float>(count: rows * units)
        itemStarts = Buffer<Int32>(count: items + 1)
        rowKLDivergence = Buffer(count: batchSize)
        groupLoss = Buffer(count: columnGroups.count)
        logNormalizers = Buffer<Float>(count: batchSize)
    }

    /// At most sixteen groups of consecutive blocks, as equal in size as possible.
    private static func groups(items: Int, block: Int) -> [[Range<Int>]] {
        let blocks = stride(from: 0, to: items, by: block).map { $0..<min($0 + block, items) }
        let count = min(16, blocks.count)
        return (0..<count).map { Array(blocks[$0 * blocks.count / count..<($0 + 1) * blocks.count / count]) }
    }

    /// A copy of the current parameters.
    package var model: Model { Model(architecture: architecture, parameters: parameters.values) }

    /// The offset of a parameter in the buffer.
    func place(of parameter: Architecture.Parameter) -> Int { places[parameter.index] }

    func weights(_ parameter: Architecture.Parameter) -> UnsafeMutablePointer<Float> {
        parameters.start + place(of: parameter)
    }

    /// The blocks of the batch's rows, once for each call of the encoder.
    private func blocks(of batch: Int) -> [(call: Int, rows: Range<Int>)] {
        (0..<calls).flatMap { call in
            stride(from: 0, to: batch, by: rowBlock).map { (call, $0..<min($0 + rowBlock, batch)) }
        }
    }

    // MARK: One batch

    /// Runs one batch forward and backward; every gradient goes to `destination`. The loss is the batch's, before the
    /// update.
    package func step(
        _ users: ArraySlice<Int>, of clicks: BinaryMatrix, noise: Noise, beta: Double, destination: GradientDestination
    ) -> Loss {
        let penalty = penalty
        encode(users, of: clicks, dropout: dropout, noise: noise)
        clicks.columnIndices.withUnsafeBufferPointer { ones in
            let batch = Batch(users: users, rowStarts: clicks.rowStarts, ones: ones)
            normalize(batch)
            threads.forEach(columnGroups.count) { group, worker in backwardOutput(group, worker, batch, destination) }
            let blocks = blocks(of: users.count)
            threads.forEach(blocks.count + 1) { task, _ in
                if task == 0 {
                    groupByItem(batch)
                } else {
                    backwardHidden(blocks[task - 1].rows, users.count, call: blocks[task - 1].call, Float(beta))
                }
            }
            let middle = architecture.isVariational ? 3 : 0
            let rows = calls * users.count
            threads.forEach(columnGroups.count + middle + 1) { task, worker in
                let room = middleGradient.start + worker * (middleGradient.count / threads.count)
                let sink = Sink(room: room, destination: destination)
                switch task {
                case columnGroups.count: backwardBias(.encoderHiddenBias, hiddenGradient, rows, sink)
                case columnGroups.count + 1: backwardDense(.mean, hidden, meanGradient, rows, sink)
                case columnGroups.count + 2: backwardDense(.logVariance, hidden, logVarianceGradient, rows, sink)
                case columnGroups.count + 3: backwardDense(.decoderHidden, latent, decodedGradient, users.count, sink)
                default: backwardInput(columnGroups[task], worker, destination)
                }
            }
        }
        return averagedLoss(users.count, penalty)
    }

    /// The loss of predicting the rows `users` of `target` from those of `input`, averaged over the users.
    package func loss(_ users: ArraySlice<Int>, of input: BinaryMatrix, target: BinaryMatrix, noise: Noise)
        -> Loss
    {
        encode(users, of: input, dropout: nil, noise: noise)
        target.columnIndices.withUnsafeBufferPointer { ones in
            let batch = Batch(users: users, rowStarts: target.rowStarts, ones: ones)
            normalize(batch)
            threads.forEach(columnGroups.count) { group, worker in
                groupLoss.start[group] = columnGroups[group].reduce(0) {
                    $0 + differentiateOutput($1, batch, logits(of: $1, worker), scale: 0)
                }
            }
        }
        return averagedLoss(users.count, penalty)
    }

    /// Computes the scores of the items for the rows `users` of `input` into `scores` (B, I): σ of the logits for the
    /// Bernoulli likelihood; the logits themselves for the multinomial one, as softmax keeps their order.
    func predict(
        _ users: ArraySlice<Int>, of input: BinaryMatrix, noise: Noise?, into scores: UnsafeMutablePointer<Float>
    ) {
        encode(users, of: input, dropout: nil, noise: noise)
        let items = architecture.items
        let bias = weights(.outputBias)
        threads.forEach(columnGroups.count) { group, _ in
            for columns in columnGroups[group] {
                outputProduct(columns, batch: users.count, into: scores + columns.lowerBound, stride: items)
                for row in 0..<users.count {
                    let start = scores + row * items
                    for lane in stride(from: columns.lowerBound, to: columns.upperBound, by: 8) {
                        let count = min(8, columns.upperBound - lane)
                        let logit = partial(start + lane, count) + partial(bias + lane, count)
                        store(objective.likelihood == .bernoulli ? sigmoid(logit) : logit, start + lane, count)
                    }
                }
            }
        }
    }

    /// The latent mean and log variance (B, K) of the rows `users` of `input`.
    func posterior(_ users: ArraySlice<Int>, of input: BinaryMatrix) -> (
        mean: ArraySlice<Float>, logVariance: ArraySlice<Float>
    ) {
        encode(users, of: input, dropout: nil, noise: nil)
        let count = users.count * architecture.latent
        return (mean.values[..<count], logVariance.values[..<count])
    }

    /// Runs all layers except the last over the rows `users` of `input`.
    ///
    /// Without `dropout` every click is kept unscaled; without `noise` z is the posterior's mean.
    private func encode(_ users: ArraySlice<Int>, of input: BinaryMatrix, dropout: Float?, noise: Noise?) {
        calls = 1
        if dropout != nil, architecture.isVariational, let noise { calls = noise.masks }
        let dropout = dropout.map { Dropout(rate: $0) }
        makeRoom(for: users, of: input)
        input.columnIndices.withUnsafeBufferPointer { ones in
            let batch = Batch(users: users, rowStarts: input.rowStarts, ones: ones)
            let blocks = blocks(of: users.count)
            threads.forEach(blocks.count) { task, _ in
                let (call, rows) = blocks[task]
                for row in rows {
                    applyDropout(row, batch, call: call, dropout: dropout, noise: noise)
                    sumKernelRows(call * users.count + row)
                }
                guard architecture.isVariational else { return }
                encode(rows, batch: users.count, call: call)
                if call == 0 { decode(rows, noise) }
            }
        }
    }

    private func makeRoom(for users: ArraySlice<Int>, of input: BinaryMatrix) {
        inputStarts.removeAll(keepingCapacity: true)
        inputStarts.append(0)
        for user in repeatElement(users, count: calls).joined() {
            inputStarts.append(inputStarts[inputStarts.count - 1] + input.rowStarts[user + 1] - input.rowStarts[user])
        }
        let clicks = inputStarts[calls * users.count]
        guard keptItems.count < clicks else { return }
        let room = clicks + clicks / 4
        keptItems = Buffer<Int32>(count: room)
        itemRows = Buffer<Int32>(count: room)
    }

    private func averagedLoss(_ batch: Int, _ penalty: Double) -> Loss {
        let items = objective.reduction == .mean ? Double(architecture.items) : 1
        return Loss(
            reconstruction: groupLoss.values.reduce(0, +) / (Double(batch) * items),
            klDivergence: architecture.isVariational
                ? rowKLDivergence.values[..<batch].reduce(0, +) / Double(batch) : 0,
            penalty: penalty)
    }

    /// λ Σ w² over the kernels, summed in fixed blocks and in block order.
    private var penalty: Double {
        guard objective.penalty > 0 else { return 0 }
        let blocks = architecture.parameters.filter { !$0.isBias }.flatMap { parameter in
            let range = architecture.range(of: parameter)
            return stride(from: range.lowerBound, to: range.upperBound, by: 65_536).map {
                $0..<min($0 + 65_536, range.upperBound)
            }
        }
        let sums = Buffer<Double>(count: blocks.count)
        threads.forEach(blocks.count) { block, _ in
            sums.start[block] = squaredNorm(parameters.start + blocks[block].lowerBound, count: blocks[block].count)
        }
        return objective.penalty * sums.values.reduce(0, +)
    }
}

/// The rows of a click matrix that are processed together.
struct Batch {
    /// The rows of the matrix, in the batch's order.
    let users: ArraySlice<Int>
    let rowStarts: [Int]
    let ones: UnsafeBufferPointer<Int32>

    /// The number of users, `B`.
    var count: Int { users.count }

    /// The items of a row of the batch, ascending.
    func items(_ row: Int) -> UnsafeBufferPointer<Int32> {
        let user = users[users.startIndex + row]
        return UnsafeBufferPointer(rebasing: ones[rowStarts[user]..<rowStarts[user + 1]])
    }

    /// The items of a row of the batch that lie in a range.
    func items(_ row: Int, in columns: Range<Int>) -> UnsafeBufferPointer<Int32> {
        let items = items(row)
        let first = items.partitioningIndex { Int($0) >= columns.lowerBound }
        let end = items.partitioningIndex { Int($0) >= columns.upperBound }
        return UnsafeBufferPointer(rebasing: items[first..<end])
    }
}
