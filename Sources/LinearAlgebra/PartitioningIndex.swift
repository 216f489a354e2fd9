extension RandomAccessCollection {
    /// The first index whose element satisfies a condition that all later elements satisfy too; `endIndex` if none
    /// does. O(log n).
    @inlinable
    package func partitioningIndex(where holds: (Element) -> Bool) -> Index {
        var (low, rest) = (startIndex, count)
        while rest > 0 {
            let half = rest / 2
            let middle = index(low, offsetBy: half)
            if holds(self[middle]) {
                rest = half
            } else {
                low = index(after: middle)
                rest -= half + 1
            }
        }
        return low
    }
}
