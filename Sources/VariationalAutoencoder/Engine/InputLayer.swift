import LinearAlgebra

/// The input layer: a sum of kernel rows over the clicks that dropout kept, not a dense product.
extension Engine {
    /// Lists the clicks of a user of the batch that a call's dropout keeps, with their values in the input.
    func applyDropout(_ user: Int, _ batch: Batch, call: Int, dropout: Dropout?, noise: Noise?) {
        let items = batch.items(user)
        let row = call * batch.count + user
        let kept = keptItems.start + inputStarts[row]
        var weight: Float = 1
        if let dropout, let noise {
            weight = dropout.scale
            switch noise {
            case .drawn(let masks, _, let firstRow):
                keptCounts.start[row] = dropout.keep(items, of: firstRow + user, masks[call], into: kept)
            case .fixed(let keeps, _):
                var count = 0
                for click in items.indices where keeps[call][inputStarts[user] + click] {
                    kept[count] = items[click]
                    count += 1
                }
                keptCounts.start[row] = count
            }
        } else {
            keptCounts.start[row] = items.count
            for click in items.indices { kept[click] = items[click] }
        }
        if architecture.normalizesInput && items.count > 0 { weight /= Float(items.count).squareRoot() }
        inputWeights.start[row] = weight
    }

    private func keptClicks(_ row: Int) -> Rows {
        Rows(rows: keptItems.start + inputStarts[row], count: keptCounts.start[row])
    }

    /// hidden = activation(bias + weight · Σ kernel row).
    func sumKernelRows(_ row: Int) {
        let units = architecture.hidden
        let sums = hidden.start + row * units
        keptClicks(row).sum(of: weights(.encoderHiddenKernel), width: units, into: sums)
        let (weight, bias) = (Float8(repeating: inputWeights.start[row]), weights(.encoderHiddenBias))
        forEachVector(of: sums, units) { sum, at in fma(weight, sum, partial(bias + at.lowerBound, at.count)) }
        architecture.activation.apply(sums, count: units)
    }

    /// The gradient of the kernel rows of a user's clicks: that of the pre-activations, times the user's input weight.
    func weighGradient(_ row: Int) {
        let units = architecture.hidden
        let (weight, gradient) = (Float8(repeating: inputWeights.start[row]), hiddenGradient.start + row * units)
        forEachVector(of: inputGradient.start + row * units, units) { _, at in
            weight * partial(gradient + at.lowerBound, at.count)
        }
    }

    /// Lists the batch's kept clicks by item, rows ascending, by a counting sort.
    func groupByItem(_ batch: Batch) {
        let starts = itemStarts.start
        starts.update(repeating: 0, count: architecture.items + 1)
        for row in 0..<calls * batch.count {
            let clicks = keptClicks(row)
            for click in 0..<clicks.count { starts[Int(clicks.rows[click]) &+ 1] &+= 1 }
        }
        for item in 0..<architecture.items { starts[item + 1] &+= starts[item] }
        for row in 0..<calls * batch.count {
            let clicks = keptClicks(row)
            for click in 0..<clicks.count {
                let item = Int(clicks.rows[click])
                itemRows.start[Int(starts[item])] = Int32(truncatingIfNeeded: row)
                starts[item] &+= 1
            }
        }
        // By now every start has moved to that of the next item.
        for item in stride(from: architecture.items, to: 0, by: -1) { starts[item] = starts[item - 1] }
        starts[0] = 0
    }

    /// The gradient of the kernel rows of some blocks of items, each row passed on while it is in cache.
    func backwardInput(_ blocks: [Range<Int>], _ worker: Int, _ destination: GradientDestination) {
        let units = architecture.hidden
        let gradient = weightGradient.start + worker * columnBlock * (units + 1)
        let kernel = place(of: .encoderHiddenKernel)
        for columns in blocks {
            for item in columns {
                let start = Int(itemStarts.start[item])
                Rows(rows: itemRows.start + start, count: Int(itemStarts.start[item + 1]) - start)
                    .sum(of: inputGradient.start, width: units, into: gradient + (item - columns.lowerBound) * units)
            }
            deliver(
                gradient, columns.count * units, at: kernel + columns.lowerBound * units, isKernel: true, destination)
        }
    }
}
