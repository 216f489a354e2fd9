import LinearAlgebra

/// The indices of the largest scores, the largest first.
///
/// Equal scores are ordered by index, the lower first; the notebook's `bottleneck.argpartition` leaves their order
/// open. NaN ranks below every other score.
///
/// ```swift
/// topK(scores: [0.1, 0.9, 0.4, 0.9], k: 3)  // [1, 3, 2]
/// ```
///
/// - Parameters:
///   - scores: One score per item, `I` of them; at most 2³² items.
///   - k: How many to return; all of them if there are fewer.
/// - Complexity: O(*I* + *k* log *k*) for scores in random order, O(*I* log *k*) at worst.
package func topK(scores: ArraySlice<Float>, k: Int) -> [Int] {
    var selection = Selection(k: k)
    return scores.withUnsafeBufferPointer { selection.best($0).map { Int($0) } }
}

/// The indices of the largest scores, the largest first; see `topK(scores:k:)` for a slice.
package func topK(scores: [Float], k: Int) -> [Int] {
    topK(scores: scores[...], k: k)
}

/// Ranks rows of scores one after another, reusing its memory.
struct Selection {
    private let k: Int
    /// The best k so far and up to k new candidates, as (key, index) pairs that ascend as scores fall.
    private var candidates: [UInt64]

    init(k: Int) {
        precondition(k >= 0, "k counts items, so it cannot be \(k)")
        self.k = k
        candidates = []
        candidates.reserveCapacity(2 * k)
    }

    /// The indices of the largest scores as `topK(scores:k:)` orders them.
    mutating func best(_ scores: UnsafeBufferPointer<Float>) -> [Int32] {
        guard k > 0 else { return [] }
        candidates.removeAll(keepingCapacity: true)
        // Indices ascend, so that once there are k a newcomer must beat the worst of the best outright. Nothing is below
        // or equal to NaN, so that before there are k, and where fewer are numbers, all pass.
        var worst = Float.nan
        func consider(_ index: Int) {
            let score = scores[index]
            guard !(score <= worst) else { return }
            candidates.append(UInt64(descendingKey(score)) << 32 | UInt64(index))
            if candidates.count == 2 * k {
                keepBest()
                worst = scores[Int(candidates[k - 1] & 0xFFFF_FFFF)]
            }
        }
        let whole = scores.count & ~7
        if let start = scores.baseAddress {
            var index = 0
            while index < whole {
                // Soon hardly any score passes, so eight are rejected at once.
                if !all(load(start + index) .<= Float8(repeating: worst)) {
                    for lane in index..<index + 8 { consider(lane) }
                }
                index &+= 8
            }
        }
        for index in whole..<scores.count { consider(index) }
        keepBest()
        candidates.sort()
        return candidates.map { Int32(truncatingIfNeeded: $0 & 0xFFFF_FFFF) }
    }

    /// Keeps only the k best candidates, with the worst of them last, by quickselect.
    private mutating func keepBest() {
        guard candidates.count > k else { return }
        candidates.withUnsafeMutableBufferPointer { values in
            var (low, high) = (0, values.count - 1)
            while low < high {
                // The median of three, so that sorted scores take linear time too.
                let middle = (low + high) / 2
                if values[middle] < values[low] { values.swapAt(middle, low) }
                if values[high] < values[low] { values.swapAt(high, low) }
                if values[middle] < values[high] { values.swapAt(middle, high) }
                let pivot = values[high]
                var boundary = low
                // Every value is moved unconditionally: a branch would be mispredicted half of the time.
                for index in low..<high {
                    let value = values[index]
                    values[index] = values[boundary]
                    values[boundary] = value
                    boundary += value < pivot ? 1 : 0
                }
                values.swapAt(boundary, high)
                if boundary == k - 1 { break }
                if boundary < k - 1 { low = boundary + 1 } else { high = boundary - 1 }
            }
        }
        candidates.removeLast(candidates.count - k)
    }
}

/// A key that is smaller for a larger score, so that (key, index) sorts scores descending and indices ascending.
private func descendingKey(_ score: Float) -> UInt32 {
    if score.isNaN { return .max }
    // Adding zero makes −0 and +0, which are equal, share their bits.
    let bits = (score + 0).bitPattern
    // The bits of positive floats ascend with their value, those of negative ones descend.
    return bits >> 31 == 0 ? 0x7FFF_FFFF - bits : bits
}
