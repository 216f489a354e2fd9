import LinearAlgebra

/// The clicks of a batch that dropout kept, by row and by item.
final class SparseInput {
    private let columns: Int
    /// The value of each row's clicks in the input.
    let weights: Buffer<Float>
    /// The gradient of the encoder's hidden pre-activations, each row times its weight.
    let gradient: Buffer<Float>
    /// The number of each row's kept clicks.
    let counts: Buffer<Int>
    /// The items of the kept clicks; a row's begin where its clicks in the batch do.
    private(set) var items = Buffer<Int32>(count: 0)
    /// The same clicks by item: each item's offset, and the rows.
    private let itemStarts: Buffer<Int32>
    private var itemRows = Buffer<Int32>(count: 0)

    init(_ architecture: Architecture, rows: Int) {
        columns = architecture.items
        weights = Buffer(count: rows)
        gradient = Buffer(count: rows * architecture.hidden)
        counts = Buffer(count: rows)
        itemStarts = Buffer(count: columns + 2)
    }

    func makeRoom(for batch: Batch) {
        let clicks = batch.clickStarts[batch.rows]
        guard items.count < clicks else { return }
        let room = clicks + clicks / 4
        items = Buffer(count: room)
        itemRows = Buffer(count: room)
    }

    /// A row's kept items, as rows of the kernel.
    func kept(_ row: Int, _ batch: Batch) -> Rows {
        Rows(rows: items.start + batch.clickStarts[row], count: counts.start[row])
    }

    /// The rows that kept an item.
    func rows(keeping item: Int) -> Rows {
        let start = Int(itemStarts.start[item])
        return Rows(rows: itemRows.start + start, count: Int(itemStarts.start[item + 1]) - start)
    }

    /// Lists the batch's kept clicks by item, rows ascending, by a counting sort.
    func groupByItem(_ batch: Batch) {
        // An item's count is two places on, and its offset one, which moves to the next item's as rows are listed.
        let starts = itemStarts.start
        starts.update(repeating: 0, count: columns + 2)
        for row in 0..<batch.rows {
            let clicks = kept(row, batch)
            for click in 0..<clicks.count { starts[Int(clicks.rows[click]) &+ 2] &+= 1 }
        }
        for item in 0..<columns { starts[item + 2] &+= starts[item + 1] }
        for row in 0..<batch.rows {
            let clicks = kept(row, batch)
            for click in 0..<clicks.count {
                let item = Int(clicks.rows[click])
                itemRows.start[Int(starts[item &+ 1])] = Int32(truncatingIfNeeded: row)
                starts[item &+ 1] &+= 1
            }
        }
    }
}

/// The input layer: a sum of kernel rows over the clicks that dropout kept, not a dense product.
extension Engine {
    /// Lists the clicks of a user of the batch that a call's dropout keeps, and returns their value in the input.
    func keepClicks(_ user: Int, _ batch: Batch, call: Int, _ dropout: Dropout?, _ noise: Noise?) -> Float {
        let items = batch.items(user)
        let row = call * batch.count + user
        let kept = input.items.start + batch.clickStarts[row]
        var weight: Float = 1
        if let dropout, let noise {
            weight = dropout.scale
            switch noise {
            case .drawn(let masks, _, let firstRow):
                input.counts.start[row] = dropout.keep(items, of: firstRow + user, masks[call], into: kept)
            case .fixed(let keeps, _):
                var count = 0
                for click in items.indices where keeps[call][batch.clickStarts[user] + click] {
                    kept[count] = items[click]
                    count += 1
                }
                input.counts.start[row] = count
            }
        } else {
            input.counts.start[row] = items.count
            for click in items.indices { kept[click] = items[click] }
        }
        if architecture.normalizesInput && items.count > 0 { weight /= Float(items.count).squareRoot() }
        return weight
    }

    /// hidden = activation(bias + weight · Σ kernel row).
    func sumKernelRows(_ row: Int, _ batch: Batch) {
        let (layer, units) = (layers.encoderHidden, architecture.hidden)
        let sums = activations.hidden.start + row * units
        input.kept(row, batch).sum(of: parameters.start + layer.kernel, width: units, into: sums)
        let (weight, bias) = (Float8(repeating: input.weights.start[row]), parameters.start + layer.bias)
        forEachVector(of: sums, units) { sum, place, lanes in fma(weight, sum, partial(bias + place, lanes)) }
        architecture.activation.apply(sums, count: units)
    }

    /// The gradient of the kernel rows of a row's clicks: that of the pre-activations, times the row's input weight.
    func weighGradient(_ row: Int) {
        let units = architecture.hidden
        let weight = Float8(repeating: input.weights.start[row])
        let gradient = gradients.hidden.start + row * units
        forEachVector(of: input.gradient.start + row * units, units) { _, place, lanes in
            weight * partial(gradient + place, lanes)
        }
    }

    /// The gradient of the kernel rows of some blocks of items, each block passed on while it is in cache.
    func backwardInput(_ blocks: [Range<Int>], _ sink: Sink) {
        let units = architecture.hidden
        for columns in blocks {
            for item in columns {
                input.rows(keeping: item).sum(
                    of: input.gradient.start, width: units, into: sink.room + (item - columns.lowerBound) * units)
            }
            deliverKernel(
                sink, at: layers.encoderHidden.kernel + columns.lowerBound * units, count: columns.count * units)
        }
    }
}
