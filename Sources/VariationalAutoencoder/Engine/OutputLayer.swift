import LinearAlgebra

/// The items of the output layer, in groups of blocks.
struct ColumnBlocks {
    /// The largest number of items in a block.
    let width: Int
    /// At most sixteen groups of consecutive blocks, as equal in size as possible. The blocks of a group are processed
    /// one after another, so that a group needs only one buffer for what they add to the decoder's gradient.
    let groups: [[Range<Int>]]

    init(items: Int) {
        let width = min(800, (items + 7) / 8 * 8)
        let blocks = (0..<items).blocks(of: width)
        let count = min(16, blocks.count)
        self.width = width
        groups = (0..<count).map { Array(blocks[$0 * blocks.count / count..<($0 + 1) * blocks.count / count]) }
    }
}

/// A batch's logits of adjacent items: a row for each user, `stride` after the row before.
struct LogitBlock {
    let start: UnsafeMutablePointer<Float>
    let stride: Int
    let columns: Range<Int>
}

/// What the output layer computes for a batch.
struct OutputBuffers {
    /// The logarithm of each row's normaliser.
    let logNormalizers: Buffer<Float>
    /// The loss of each column group.
    let losses: Buffer<Double>
    /// What each column group adds to the gradient of the layer's input: (B, H) a group.
    private let gradients: Buffer<Float>
    /// Each worker's logits of a column block; with a normaliser, all logits of the batch.
    private let logits: Buffer<Float>
    private let isNormalized: Bool
    /// The distance of two rows of logits.
    private let stride: Int
    private let batchSize, units: Int

    init(_ columns: ColumnBlocks, _ architecture: Architecture, batchSize: Int, isNormalized: Bool, threads: Int) {
        (self.batchSize, units) = (batchSize, architecture.hidden)
        self.isNormalized = isNormalized
        stride = isNormalized ? architecture.items : columns.width
        logNormalizers = Buffer(count: batchSize)
        losses = Buffer(count: columns.groups.count)
        gradients = Buffer(count: columns.groups.count * batchSize * units)
        logits = Buffer(count: batchSize * stride * (isNormalized ? 1 : threads))
    }

    /// The room for a worker's block of logits.
    func block(of columns: Range<Int>, _ worker: Int) -> LogitBlock {
        let start = isNormalized ? columns.lowerBound : worker * batchSize * stride
        return LogitBlock(start: logits.start + start, stride: stride, columns: columns)
    }

    /// What a column group adds to the gradient of the layer's input.
    func gradient(of group: Int) -> UnsafeMutablePointer<Float> { gradients.start + group * batchSize * units }
}

/// The output layer, with nearly all of the arithmetic, computed a block of columns at a time.
extension Engine {
    private var likelihood: any CrossEntropy.Type { objective.likelihood.crossEntropy }

    /// Computes a block of logits, without their bias.
    private func multiply(into block: LogitBlock, batch: Int) {
        let units = architecture.hidden
        gemm(
            .stored, .transposed, m: batch, n: block.columns.count, k: units, activations.decoded.start, stride: units,
            parameters.start + layers.output.kernel + block.columns.lowerBound * units, stride: units,
            into: block.start, stride: block.stride)
    }

    private func logits(_ row: Int, of block: LogitBlock) -> Logits {
        Logits(
            values: block.start + row * block.stride,
            bias: parameters.start + layers.output.bias + block.columns.lowerBound, count: block.columns.count,
            logNormalizer: output.logNormalizers.start[row])
    }

    /// For a likelihood with a normaliser: all logits of the batch, and each row's normaliser.
    func normalize(_ batch: Batch) {
        guard let normalizer = likelihood.normalizer else { return }
        let groups = columns.groups.count
        let normalizers = Buffer(repeating: Normalizer(), count: batch.count * groups)
        threads.forEach(groups) { group, worker in
            for columns in columns.groups[group] {
                let block = output.block(of: columns, worker)
                multiply(into: block, batch: batch.count)
                for row in 0..<batch.count {
                    let sum = normalizers.start + row * groups + group
                    sum.pointee = sum.pointee.adding(normalizer(logits(row, of: block)))
                }
            }
        }
        for row in 0..<batch.count {
            let parts = UnsafeBufferPointer(start: normalizers.start + row * groups, count: groups)
            output.logNormalizers.start[row] = parts.reduce(Normalizer()) { $0.adding($1) }.logarithm
        }
    }

    /// Replaces a block of logits by `scale` times the gradient of the cross-entropy, and returns the cross-entropy's
    /// sum. Without a normaliser the logits are computed first.
    func differentiate(_ block: LogitBlock, _ batch: Batch, scale: Float) -> Double {
        if likelihood.normalizer == nil { multiply(into: block, batch: batch.count) }
        var total = 0.0
        for row in 0..<batch.count {
            likelihood.differentiate(
                logits(row, of: block), at: batch.clicks(row, in: block.columns), scale: scale, addingTo: &total)
        }
        return total
    }

    /// Runs a group of column blocks forward and backward, and passes on the gradient of their weights.
    func backwardOutput(_ group: Int, _ worker: Int, _ batch: Batch, _ sink: Sink) {
        let units = architecture.hidden
        let perItem = Float(objective.reduction.divisor(items: architecture.items))
        output.losses.start[group] = 0
        for (number, columns) in columns.groups[group].enumerated() {
            let block = output.block(of: columns, worker)
            output.losses.start[group] += differentiate(block, batch, scale: 1 / (Float(batch.count) * perItem))
            let kernel = layers.output.kernel + columns.lowerBound * units
            gemm(
                .stored, .stored, m: batch.count, n: units, k: columns.count, block.start, stride: block.stride,
                parameters.start + kernel, stride: units, existing: number == 0 ? 0 : 1,
                into: output.gradient(of: group), stride: units)
            gemm(
                .transposed, .stored, m: columns.count, n: units, k: batch.count, block.start, stride: block.stride,
                activations.decoded.start, stride: units, into: sink.room, stride: units)
            deliverKernel(sink, at: kernel, count: columns.count * units)
            sumRows(block.start, stride: block.stride, rows: batch.count, count: columns.count, into: sink.room)
            sink.destination.take(
                sink.room, of: parameters, from: layers.output.bias + columns.lowerBound, count: columns.count)
        }
    }

    /// Replaces a block of room by the scores of its items.
    func score(_ block: LogitBlock, batch: Int) {
        multiply(into: block, batch: batch)
        for row in 0..<batch { likelihood.score(logits(row, of: block)) }
    }
}
