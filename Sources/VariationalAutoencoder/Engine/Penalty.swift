import LinearAlgebra

/// The penalty on the kernels, and its gradient.
extension Engine {
    /// λ Σ w² over the kernels, summed in fixed blocks and in block order.
    var penalty: Double {
        guard objective.penalty > 0 else { return 0 }
        let blocks = architecture.parameters.filter { !$0.isBias }.flatMap {
            architecture.range(of: $0).blocks(of: 65_536)
        }
        let sums = Buffer<Double>(count: blocks.count)
        threads.forEach(blocks.count) { block, _ in
            sums.start[block] = squaredNorm(parameters.start + blocks[block].lowerBound, count: blocks[block].count)
        }
        return objective.penalty * sums.values.reduce(0, +)
    }

    /// Passes on the gradient in `sink.room` of a kernel's entries from `place` on, after adding the penalty's, 2λw.
    func deliverKernel(_ sink: Sink, at place: Int, count: Int) {
        if objective.penalty > 0 {
            add(Float(2 * objective.penalty), parameters.start + place, to: sink.room, count: count)
        }
        sink.destination.take(sink.room, of: parameters, from: place, count: count)
    }
}

/// Σ x², in single precision within runs of 256 entries and in double precision over the runs.
private func squaredNorm(_ values: UnsafePointer<Float>, count: Int) -> Double {
    var total = 0.0
    var place = 0
    while place < count {
        let end = min(place &+ 256, count)
        var sum = Float8()
        while place < end {
            let x = partial(values + place, min(8, end &- place))
            sum = fma(x, x, sum)
            place &+= 8
        }
        total += Double(sum.sum())
    }
    return total
}
