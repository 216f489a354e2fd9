/// NumPy's legacy generator `numpy.random.RandomState`, bit for bit: the Mersenne Twister MT19937 seeded
/// from one integer.
///
/// NumPy has frozen this stream, so a permutation drawn here is the one that a notebook drew.
///
///     var random = RandomState(seed: 42)
///     random.permutation(10)  // [8, 1, 5, 0, 7, 2, 9, 4, 3, 6]
///
/// Source: M. Matsumoto and T. Nishimura, "Mersenne Twister" (1998); `numpy/random/mtrand.pyx`.
public struct RandomState: RandomNumberGenerator, Sendable, Hashable {
    private static let size = 624
    private static let shift = 397

    private var state: [UInt32]
    private var position: Int

    /// Seeds the generator as `numpy.random.RandomState(seed)` does, through `init_genrand`.
    public init(seed: UInt32) {
        state = [seed]
        state.reserveCapacity(Self.size)
        for index in 1..<Self.size {
            let previous = state[index - 1]
            state.append(1_812_433_253 &* (previous ^ previous >> 30) &+ UInt32(index))
        }
        position = Self.size
    }

    /// The next 32 bits of the stream. O(1), amortised.
    public mutating func nextUInt32() -> UInt32 {
        if position == Self.size { twist() }
        var bits = state[position]
        position += 1
        bits ^= bits >> 11
        bits ^= bits << 7 & 0x9d2c_5680
        bits ^= bits << 15 & 0xefc6_0000
        bits ^= bits >> 18
        return bits
    }

    /// The next 64 bits: two draws, the high half first.
    public mutating func next() -> UInt64 {
        let high = UInt64(nextUInt32())
        return high << 32 | UInt64(nextUInt32())
    }

    /// A number in `0..<1` with 53 random bits, as `random_sample()`.
    public mutating func nextDouble() -> Double {
        let high = Double(nextUInt32() >> 5)
        let low = Double(nextUInt32() >> 6)
        return (high * 67_108_864 + low) / 9_007_199_254_740_992
    }

    /// A whole number uniform on `0...maximum`: masked random bits, drawn again while they are too large.
    ///
    /// - Precondition: `maximum` is not negative.
    public mutating func interval(_ maximum: Int) -> Int {
        precondition(maximum >= 0, "an interval ends at zero or above")
        guard maximum > 0 else { return 0 }
        let limit = UInt64(maximum)
        let mask = UInt64.max >> UInt64(limit.leadingZeroBitCount)
        while true {
            let bits = limit <= 0xffff_ffff ? UInt64(nextUInt32()) : next()
            if bits & mask <= limit { return Int(bits & mask) }
        }
    }

    /// A whole number uniform on `0..<bound`, as `randint(bound)`.
    ///
    /// - Precondition: `bound` is positive.
    public mutating func randint(_ bound: Int) -> Int {
        precondition(bound > 0, "a random number lies below a positive bound")
        return interval(bound - 1)
    }

    /// Reorders a collection in place, as `shuffle(elements)`: Fisher–Yates from the last element down. O(n).
    public mutating func shuffle<Element>(_ elements: inout [Element]) {
        var last = elements.count - 1
        while last > 0 {
            elements.swapAt(last, interval(last))
            last -= 1
        }
    }

    /// The elements in a random order, as `permutation(elements)`. O(n).
    public mutating func permutation<Element>(of elements: [Element]) -> [Element] {
        var shuffled = elements
        shuffle(&shuffled)
        return shuffled
    }

    /// The numbers `0..<count` in a random order, as `permutation(count)`. O(count).
    public mutating func permutation(_ count: Int) -> [Int] {
        permutation(of: Array(0..<count))
    }

    /// `size` distinct numbers of `0..<count`, as `choice(count, size, replace=False)`: the first `size` of a
    /// permutation of all. O(count).
    ///
    /// - Precondition: `size` lies in `0...count`.
    public mutating func choice(_ count: Int, size: Int) -> [Int] {
        precondition(0...count ~= size, "cannot choose \(size) distinct numbers of \(count)")
        return Array(permutation(count).prefix(size))
    }

    private mutating func twist() {
        for index in 0..<Self.size {
            let joined = state[index] & 0x8000_0000 | state[(index + 1) % Self.size] & 0x7fff_ffff
            let twisted = joined >> 1 ^ (joined & 1 == 0 ? 0 : 0x9908_b0df)
            state[index] = state[(index + Self.shift) % Self.size] ^ twisted
        }
        position = 0
    }
}
