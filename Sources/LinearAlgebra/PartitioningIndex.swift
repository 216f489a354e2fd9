extension RandomAccessCollection {
    /// The first place whose element a condition holds for, where it holds for all that come after such an element;
    /// `endIndex` if it holds for none. O(log n).
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
