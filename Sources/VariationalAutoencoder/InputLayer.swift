import LinearAlgebra

/// The layer that takes the clicks: a sum over those that dropout kept, never a dense product.
extension Engine {
    /// Lists the clicks of a user of the batch that a call's dropout keeps, with what the input holds for each.
    func weighInput(_ user: Int, _ batch: Batch, call: Int, dropout: Dropout?, sampling: Sampling) {
        let items = batch.items(user)
        let row = call * batch.count + user
        let weights = UnsafeMutableBufferPointer(start: keptWeights.start + inputStarts[row], count: items.count)
        let kept = keptItems.start + inputStarts[row]
        keptCounts.start[row] = items.count
        for click in items.indices { kept[click] = items[click] }
        if let dropout, case .noise(let noise) = sampling {
            switch noise {
            case .drawn(let masks, _, let firstRow):
                dropout.fill(weights, items: items, of: firstRow + user, masks[call])
            case .fixed(let keeps, _):
                for click in weights.indices { weights[click] = keeps[call][inputStarts[user] + click] ? dropout.scale : 0 }
            }
            // Every click is written and then kept or not: a branch would be mispredicted every other time.
            var count = 0
            for click in weights.indices {
                let weight = weights[click]
                kept[count] = items[click]
                weights[count] = weight
                count &+= weight == 0 ? 0 : 1
            }
            keptCounts.start[row] = count
        } else {
            weights.update(repeating: 1)
        }
        if architecture.normalizesInput && items.count > 0 {
            let norm = Float(items.count).squareRoot()
            for click in 0..<keptCounts.start[row] { weights[click] /= norm }
        }
    }

    private func keptClicks(_ row: Int) -> WeightedRows {
        WeightedRows(
            rows: keptItems.start + inputStarts[row], weights: keptWeights.start + inputStarts[row],
            count: keptCounts.start[row])
    }

    /// hidden = activation(bias + Σ weight · kernel row).
    func sumKernelRows(_ row: Int) {
        let units = architecture.hidden
        let sums = hidden.start + row * units
        sums.update(from: weights(.encoderHiddenBias), count: units)
        keptClicks(row).add(of: weights(.encoderHiddenKernel), width: units, to: sums)
        architecture.activation.apply(sums, count: units)
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
                let place = Int(starts[item])
                itemRows.start[place] = Int32(truncatingIfNeeded: row)
                itemWeights.start[place] = clicks.weights[click]
                starts[item] &+= 1
            }
        }
        // Every start has moved to the next item's.
        for item in stride(from: architecture.items, to: 0, by: -1) { starts[item] = starts[item - 1] }
        starts[0] = 0
    }

    /// The gradient of the kernel rows of some blocks of items, each row delivered while it is in cache.
    func learnInput(_ blocks: [Range<Int>], _ worker: Int, _ destination: Destination) {
        let units = architecture.hidden
        let gradient = weightGradient.start + worker * columnBlock * (units + 1)
        let kernel = place(of: .encoderHiddenKernel)
        for columns in blocks {
            gradient.update(repeating: 0, count: columns.count * units)
            for item in columns {
                let start = Int(itemStarts.start[item])
                WeightedRows(
                    rows: itemRows.start + start, weights: itemWeights.start + start,
                    count: Int(itemStarts.start[item + 1]) - start
                ).add(of: hiddenGradient.start, width: units, to: gradient + (item - columns.lowerBound) * units)
            }
            deliver(gradient, columns.count * units, at: kernel + columns.lowerBound * units, isKernel: true, destination)
        }
    }
}
