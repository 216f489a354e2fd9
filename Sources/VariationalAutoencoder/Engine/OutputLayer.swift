import LinearAlgebra

/// The output layer, with nearly all of the arithmetic, computed a block of columns at a time.
extension Engine {
    /// A worker's buffer for the logits of a block of columns, and its row stride.
    func logits(of columns: Range<Int>, _ worker: Int) -> (start: UnsafeMutablePointer<Float>, stride: Int) {
        objective.likelihood == .multinomial
            ? (logits.start + columns.lowerBound, architecture.items)
            : (logits.start + worker * batchSize * columnBlock, columnBlock)
    }

    /// The logits of a block of columns, without their bias.
    func outputProduct(_ columns: Range<Int>, batch: Int, into logits: UnsafeMutablePointer<Float>, stride: Int) {
        let units = architecture.hidden
        gemm(
            .stored, .transposed, m: batch, n: columns.count, k: units, decoded.start, stride: units,
            weights(.outputKernel) + columns.lowerBound * units, stride: units, into: logits, stride: stride)
    }

    /// For the multinomial likelihood: all logits of the batch, and each row's normaliser.
    func normalize(_ batch: Batch) {
        guard objective.likelihood == .multinomial else { return }
        let bias = weights(.outputBias)
        let groups = columnGroups.count
        var groupNormalizers = Array(repeating: Multinomial.Normalizer(), count: groups * batch.count)
        groupNormalizers.withUnsafeMutableBufferPointer { normalizers in
            nonisolated(unsafe) let normalizers = normalizers
            threads.forEach(groups) { group, worker in
                for columns in columnGroups[group] {
                    let (logits, stride) = logits(of: columns, worker)
                    outputProduct(columns, batch: batch.count, into: logits, stride: stride)
                    for row in 0..<batch.count {
                        let block = Multinomial.normalize(
                            logits + row * stride, bias: bias + columns.lowerBound, count: columns.count)
                        normalizers[row * groups + group] = normalizers[row * groups + group].adding(block)
                    }
                }
            }
        }
        for row in 0..<batch.count {
            let all = groupNormalizers[row * groups..<(row + 1) * groups].reduce(Multinomial.Normalizer()) {
                $0.adding($1)
            }
            logNormalizers.start[row] = all.logarithm
        }
    }

    /// Replaces the logits of a block of columns by `scale` times the gradient of the cross-entropy, and returns the
    /// cross-entropy's sum.
    func differentiateOutput(
        _ columns: Range<Int>, _ batch: Batch, _ logits: (start: UnsafeMutablePointer<Float>, stride: Int), scale: Float
    ) -> Double {
        let bias = weights(.outputBias)
        var total = 0.0
        if objective.likelihood == .bernoulli {
            outputProduct(columns, batch: batch.count, into: logits.start, stride: logits.stride)
        }
        for row in 0..<batch.count {
            let values = logits.start + row * logits.stride
            let clicked = batch.items(row, in: columns)
            switch objective.likelihood {
            case .bernoulli:
                for item in clicked {
                    total += Bernoulli.lossOfOne(values[Int(item) - columns.lowerBound] + bias[Int(item)])
                }
                total += Bernoulli.differentiateZeros(
                    values, bias: bias + columns.lowerBound, count: columns.count, scale: scale)
            case .multinomial:
                let logNormalizer = logNormalizers.start[row]
                for item in clicked { total += Double(logNormalizer - values[Int(item) - columns.lowerBound]) }
                Multinomial.differentiate(
                    values, count: columns.count, logNormalizer: logNormalizer,
                    scale: scale * Float(batch.items(row).count))
            }
            for item in clicked {
                let column = Int(item) - columns.lowerBound
                // The gradient is exactly zero only where Keras's clip applies, and stays so there.
                if values[column] != 0 || objective.likelihood == .multinomial { values[column] -= scale }
            }
        }
        return total
    }

    /// Runs a group of column blocks forward and backward, and passes on the gradient of their weights.
    func backwardOutput(_ group: Int, _ worker: Int, _ batch: Batch, _ destination: GradientDestination) {
        let units = architecture.hidden
        let gradient = weightGradient.start + worker * columnBlock * (units + 1)
        let biasGradient = gradient + columnBlock * units
        let contribution = partials.start + group * batchSize * units
        let perItem = objective.reduction == .mean ? Float(architecture.items) : 1
        groupLoss.start[group] = 0
        for (number, columns) in columnGroups[group].enumerated() {
            let (logits, stride) = logits(of: columns, worker)
            groupLoss.start[group] += differentiateOutput(
                columns, batch, (logits, stride), scale: 1 / (Float(batch.count) * perItem))
            let kernel = place(of: .outputKernel) + columns.lowerBound * units
            gemm(
                .stored, .stored, m: batch.count, n: units, k: columns.count, logits, stride: stride,
                parameters.start + kernel, stride: units, existing: number == 0 ? 0 : 1, into: contribution,
                stride: units)
            gemm(
                .transposed, .stored, m: columns.count, n: units, k: batch.count, logits, stride: stride,
                decoded.start, stride: units, into: gradient, stride: units)
            sumRows(logits, stride: stride, rows: batch.count, count: columns.count, into: biasGradient)
            deliver(gradient, columns.count * units, at: kernel, isKernel: true, destination)
            deliver(
                biasGradient, columns.count, at: place(of: .outputBias) + columns.lowerBound, isKernel: false,
                destination)
        }
    }

    /// Applies or stores a gradient.
    func deliver(
        _ gradient: UnsafeMutablePointer<Float>, _ count: Int, at place: Int, isKernel: Bool,
        _ destination: GradientDestination
    ) {
        if isKernel && objective.penalty > 0 {
            add(Float(2 * objective.penalty), parameters.start + place, to: gradient, count: count)
        }
        destination.take(gradient, of: parameters, from: place, count: count)
    }
}
