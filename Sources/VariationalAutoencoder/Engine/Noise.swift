import LinearAlgebra
import Random

/// Where the dropout masks and ε of a batch come from: random ops, or fixed values in a test.
package enum Noise: Sendable {
    /// Drawn by random ops; the batch's users are the rows from `firstRow`.
    case drawn(masks: [RowDraws], epsilon: RowDraws?, firstRow: Int)
    /// Fixed values: for each mask, whether dropout keeps each click of the batch, and ε (B, K).
    case fixed(keeps: [[Bool]], epsilon: [Float])

    /// The number of masks, at most one per call of the encoder.
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

/// Dropout as in TensorFlow's `nn.dropout`: a number is kept if `u ≥ rate`, and then divided by `1 − rate`.
package struct Dropout {
    /// The value of a kept click: 1 / (1 − rate).
    package let scale: Float
    /// The rate in units of 2⁻²³, rounded up.
    private let threshold: UInt32

    package init(rate: Float) {
        scale = Float(1 / (1 - Double(rate)))
        threshold = UInt32((Double(rate) * 0x1p23).rounded(.up))
    }

    /// Writes a row's items that a mask keeps to `kept`, which has room for all of them, and returns their number.
    ///
    /// Computes random numbers only for these items, not for the whole row.
    package func keep(
        _ items: UnsafeBufferPointer<Int32>, of row: Int, _ mask: RowDraws, into kept: UnsafeMutablePointer<Int32>
    ) -> Int {
        guard let start = items.baseAddress else { return 0 }
        let (run, first) = mask.run(of: row)
        let offset = SIMD8(repeating: UInt32(truncatingIfNeeded: first))
        var count = 0
        var place = 0
        while place < items.count {
            let lanes = min(8, items.count &- place)
            let next = UnsafeRawPointer(start + place)
            var eight = SIMD8<UInt32>()
            if lanes == 8 {
                eight = next.loadUnaligned(as: SIMD8<UInt32>.self)
            } else {
                for lane in 0..<lanes { eight[lane] = UInt32(truncatingIfNeeded: start[place &+ lane]) }
            }
            // The top bit of `threshold − 1 − u` tells whether `u` is at least the threshold.
            let isKept = (SIMD8(repeating: threshold &- 1) &- run.mantissas(offset &+ eight)) &>> 31
            // Every item is written, then counted or not: a branch would be mispredicted half of the time.
            withUnsafeBytes(of: isKept) { isKept in
                let isKept = isKept.assumingMemoryBound(to: UInt32.self)
                for lane in 0..<lanes {
                    kept[count] = start[place &+ lane]
                    count &+= Int(isKept[lane])
                }
            }
            place &+= 8
        }
        return count
    }
}
