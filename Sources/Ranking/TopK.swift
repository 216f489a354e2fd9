/// The indices of the largest scores, the largest first.
///
/// Equal scores are ordered by index, the lower first; the notebook's `bottleneck.argpartition` leaves their order
/// open. A score that is not a number ranks below every other.
///
/// ```swift
/// topK(scores: [0.1, 0.9, 0.4, 0.9], k: 3)  // [1, 3, 2]
/// ```
///
/// - Parameters:
///   - scores: One score per item, `I` of them; at most 2³² items.
///   - k: How many to return; all of them where there are fewer.
/// - Complexity: O(*I* + *k* log *k* log(*I* / *k*)) for scores in random order, O(*I* log *k*) at worst.
public func topK(scores: ArraySlice<Float>, k: Int) -> [Int] {
    precondition(k >= 0, "k counts items, so it cannot be \(k)")
    guard k > 0 else { return [] }
    // The best k so far plus up to k newcomers: when full, sort, and forget the worse half.
    var candidates: [UInt64] = []
    candidates.reserveCapacity(2 * k)
    var threshold = UInt64.max
    var index: UInt64 = 0
    for score in scores {
        let key = UInt64(descendingKey(score)) << 32 | index
        index += 1
        guard key < threshold else { continue }
        candidates.append(key)
        if candidates.count == 2 * k {
            candidates.sort()
            candidates.removeLast(k)
            threshold = candidates[k - 1]
        }
    }
    candidates.sort()
    return candidates.prefix(k).map { Int($0 & 0xFFFF_FFFF) }
}

/// The indices of the largest scores, the largest first; see `topK(scores:k:)` for a slice.
public func topK(scores: [Float], k: Int) -> [Int] {
    topK(scores: scores[...], k: k)
}

/// A number that is smaller for a larger score, so that (key, index) sorts scores descending and indices ascending.
private func descendingKey(_ score: Float) -> UInt32 {
    if score.isNaN { return .max }
    // Adding zero makes −0 and +0, which are equal, share their bits.
    let bits = (score + 0).bitPattern
    // The bits of positive floats ascend with their value, those of negative ones descend.
    return bits >> 31 == 0 ? 0x7FFF_FFFF - bits : bits
}
