import LinearAlgebra
import Random

/// Where the dropout masks and ε of a batch come from: random ops, or fixed values in a test.
package enum Noise: Sendable {
    /// Drawn by random ops; the batch's users are the rows from `firstRow` on.
    case drawn(masks: [RowDraws], epsilon: RowDraws?, firstRow: Int)
    /// Given: for each mask and click of the batch whether dropout keeps it, and ε (B, K).
    case fixed(keeps: [[Bool]], epsilon: [Float])

    /// How many masks there are: at most one for each time that the encoder is called.
    var masks: Int {
        switch self {
        case .drawn(let masks, _, _): masks.count
        case .fixed(let keeps, _): keeps.count
        }
    }

    /// Fills `values` with the ε of a row of the batch.
    func fillEpsilon(_ row: Int, into values: UnsafeMutableBufferPointer<Float>) {
        switch self {
        case .drawn(_, let epsilon, let firstRow):
            guard let (run, first) = epsilon?.run(of: firstRow + row) else { return }
            run.normals(from: first, into: values)
        case .fixed(_, let epsilon):
            for k in values.indices { values[k] = epsilon[row * values.count + k] }
        }
    }
}

/// Dropout of a rate, as TensorFlow's `nn.dropout`: a number is kept where `u ≥ rate`, and then divided by `1 − rate`.
package struct Dropout {
    /// What a kept click becomes.
    let scale: Float
    /// The rate in units of 2⁻²³, rounded up.
    private let threshold: UInt32

    package init(rate: Float) {
        scale = Float(1 / (1 - Double(rate)))
        threshold = UInt32((Double(rate) * 0x1p23).rounded(.up))
    }

    /// Fills `weights` with what a mask makes of a row's clicks: `scale` or zero. Only their numbers are computed.
    package func fill(
        _ weights: UnsafeMutableBufferPointer<Float>, items: UnsafeBufferPointer<Int32>, of row: Int, _ mask: RowDraws
    ) {
        guard let start = weights.baseAddress, let item = items.baseAddress else { return }
        let (run, first) = mask.run(of: row)
        for place in stride(from: 0, to: weights.count, by: 8) {
            let count = min(8, weights.count - place)
            var indices = SIMD8<UInt32>(repeating: UInt32(first))
            for lane in 0..<count { indices[lane] &+= UInt32(truncatingIfNeeded: item[place + lane]) }
            let kept = run.mantissas(indices) .>= threshold
            store(Float8(repeating: 0).replacing(with: scale, where: kept), start + place, count)
        }
    }
}
