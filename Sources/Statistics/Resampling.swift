import Random

extension Philox4x32 {
    /// Draws places below a bound with replacement, for one of many resamples.
    ///
    /// - Parameters:
    ///   - count: How many to draw.
    ///   - number: The resample's number, which has draws of its own.
    ///   - stream: Tells apart what one resample draws of different things.
    @inline(__always)
    func resample(_ count: Int, of bound: Int, number: Int, stream: UInt32 = 0, _ body: (Int) -> Void) {
        for block in 0..<(count + 3) / 4 {
            let words = self(SIMD4(UInt32(block), UInt32(truncatingIfNeeded: number), stream, 0))
            // The high half of a product is uniform to within one part in 2³² / bound.
            for lane in 0..<min(4, count - block * 4) { body(Int((UInt64(words[lane]) * UInt64(bound)) >> 32)) }
        }
    }
}

extension ClosedRange<Double> {
    /// Whether the whole interval is at most a margin away from zero.
    package func lies(within margin: Double) -> Bool { -margin <= lowerBound && upperBound <= margin }
}
