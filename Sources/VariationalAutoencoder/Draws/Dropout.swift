import Random

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
