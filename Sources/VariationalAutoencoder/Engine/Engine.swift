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
    package let parameters: Buffer<Float>
    /// The share of clicks that dropout removes in training.
    package var dropout: Float = 0.5

    let layers: Layers
    let columns: ColumnBlocks
    let input: SparseInput
    let activations: LayerValues
    let gradients: LayerValues
    /// The ε that z was drawn with.
    let epsilon: Buffer<Float>
    /// The divergence of each row.
    let klDivergences: Buffer<Double>
    let output: OutputBuffers
    /// Each worker's room for the gradient of some parameters.
    private let rooms: Buffer<Float>

    /// Creates an engine with a copy of the model's parameters, for batches of up to `batchSize` users and training
    /// steps with up to `masks` dropout masks.
    package init(_ model: Model, objective: Objective = Objective(), batchSize: Int, masks: Int = 1, threads: Threads) {
        architecture = model.architecture
        self.objective = objective
        self.threads = threads
        parameters = Buffer<Float>(model.parameters)
        layers = Layers(architecture)
        columns = ColumnBlocks(items: architecture.items)
        let rows = batchSize * (architecture.isVariational ? masks : 1)
        input = SparseInput(architecture, rows: rows)
        activations = LayerValues(architecture, batchSize: batchSize, rows: rows)
        gradients = LayerValues(architecture, batchSize: batchSize, rows: rows)
        epsilon = Buffer<Float>(count: batchSize * architecture.latent)
        klDivergences = Buffer<Double>(count: batchSize)
        output = OutputBuffers(
            columns, architecture, batchSize: batchSize,
            isNormalized: objective.likelihood.crossEntropy.normalizer != nil, threads: threads.count)
        let room = architecture.hidden * max(columns.width, architecture.latent)
        rooms = Buffer<Float>(count: threads.count * room)
    }

    /// A copy of the current parameters.
    package var model: Model { Model(architecture: architecture, parameters: parameters.values) }

    /// Runs one batch forward and backward; every gradient goes to `destination`. The loss is the batch's, before the
    /// update.
    package func step(
        _ users: ArraySlice<Int>, of clicks: BinaryMatrix, noise: Noise, beta: Double,
        destination: GradientDestination
    ) -> Loss {
        let penalty = penalty
        let calls = architecture.isVariational ? noise.masks : 1
        clicks.withBatch(users, calls: calls) { batch in
            encode(batch, dropout: Dropout(rate: dropout), noise: noise)
            normalize(batch)
            threads.forEach(columns.groups.count) { group, worker in
                backwardOutput(group, worker, batch, sink(worker, destination))
            }
            let blocks = batch.rowBlocks
            threads.forEach(blocks.count + 1) { task, _ in
                if task == 0 {
                    input.groupByItem(batch)
                } else {
                    backwardHidden(blocks[task - 1], of: batch.count, Float(beta))
                }
            }
            let tasks = columns.groups.count + (architecture.isVariational ? 4 : 1)
            threads.forEach(tasks) { task, worker in
                let sink = sink(worker, destination)
                switch task - columns.groups.count {
                case 0: backwardBias(layers.encoderHidden, gradients.hidden, batch.rows, sink)
                case 1: backwardDense(layers.mean, activations.hidden, gradients.mean, batch.rows, sink)
                case 2: backwardDense(layers.logVariance, activations.hidden, gradients.logVariance, batch.rows, sink)
                case 3: backwardDense(layers.decoderHidden, activations.latent, gradients.decoded, batch.count, sink)
                default: backwardInput(columns.groups[task], sink)
                }
            }
        }
        return averagedLoss(users.count, penalty)
    }

    /// The loss of predicting the rows `users` of `target` from those of `input`, averaged over the users.
    package func loss(
        _ users: ArraySlice<Int>, of input: BinaryMatrix, target: BinaryMatrix, noise: Noise
    ) -> Loss {
        input.withBatch(users) { encode($0, noise: noise) }
        target.withBatch(users) { batch in
            normalize(batch)
            threads.forEach(columns.groups.count) { group, worker in
                output.losses.start[group] = columns.groups[group].reduce(0) {
                    $0 + differentiate(output.block(of: $1, worker), batch, scale: 0)
                }
            }
        }
        return averagedLoss(users.count, penalty)
    }

    /// Computes the scores of the items for the rows `users` of `input` into `scores` (B, I), as the likelihood
    /// defines them.
    func predict(
        _ users: ArraySlice<Int>, of input: BinaryMatrix, noise: Noise?, into scores: UnsafeMutablePointer<Float>
    ) {
        input.withBatch(users) { encode($0, noise: noise) }
        threads.forEach(columns.groups.count) { group, _ in
            for columns in columns.groups[group] {
                score(
                    LogitBlock(start: scores + columns.lowerBound, stride: architecture.items, columns: columns),
                    batch: users.count)
            }
        }
    }

    /// The latent mean and log variance (B, K) of the rows `users` of `input`.
    func posterior(_ users: ArraySlice<Int>, of input: BinaryMatrix) -> (
        mean: ArraySlice<Float>, logVariance: ArraySlice<Float>
    ) {
        input.withBatch(users) { encode($0) }
        let count = users.count * architecture.latent
        return (activations.mean.values[..<count], activations.logVariance.values[..<count])
    }

    /// Runs all layers of a batch except the last.
    ///
    /// Without `dropout` every click is kept unscaled; without `noise` z is the posterior's mean.
    private func encode(_ batch: Batch, dropout: Dropout? = nil, noise: Noise? = nil) {
        input.makeRoom(for: batch)
        let blocks = batch.rowBlocks
        threads.forEach(blocks.count) { task, _ in
            let block = blocks[task]
            for (user, row) in zip(block.users, block.rows) {
                input.weights.start[row] = keepClicks(user, batch, call: block.call, dropout, noise)
                sumKernelRows(row, batch)
            }
            guard architecture.isVariational else { return }
            encode(block, of: batch.count)
            if block.givesLatent { decode(block.users, noise) }
        }
    }

    private func sink(_ worker: Int, _ destination: GradientDestination) -> Sink {
        Sink(room: rooms.start + worker * (rooms.count / threads.count), destination: destination)
    }

    private func averagedLoss(_ batch: Int, _ penalty: Double) -> Loss {
        let items = objective.reduction.divisor(items: architecture.items)
        return Loss(
            reconstruction: output.losses.values.reduce(0, +) / (Double(batch) * Double(items)),
            klDivergence: architecture.isVariational
                ? klDivergences.values[..<batch].reduce(0, +) / Double(batch) : 0,
            penalty: penalty)
    }
}

/// A worker's room for a gradient, and what becomes of the gradient.
struct Sink {
    let room: UnsafeMutablePointer<Float>
    let destination: GradientDestination
}
