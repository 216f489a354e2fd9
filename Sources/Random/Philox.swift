/// The counter-based generator Philox4x32-10: four random words that depend only on a key and a counter.
///
/// It has no state, so draws are the same in any order and on any thread. Source: Salmon, Moraes, Dror and Shaw,
/// "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011.
public struct Philox4x32: Sendable, Hashable {
    /// The key; different keys give independent streams.
    public let key: SIMD2<UInt32>

    /// Creates the generator with a key.
    @inlinable
    public init(key: SIMD2<UInt32>) { self.key = key }

    /// Creates a generator whose key is the low and the high word of a seed.
    @inlinable
    public init(seed: UInt64) {
        self.init(key: SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)))
    }

    /// The four words at a counter: ten rounds, about 40 multiplications.
    @inlinable
    public func callAsFunction(_ counter: SIMD4<UInt32>) -> SIMD4<UInt32> {
        var (a, b, c, d) = (counter.x, counter.y, counter.z, counter.w)
        var (k0, k1) = (key.x, key.y)
        for _ in 0..<10 {
            let first = UInt64(a) &* 0xD251_1F53
            let second = UInt64(c) &* 0xCD9E_8D57
            (a, b, c, d) = (
                UInt32(truncatingIfNeeded: second >> 32) ^ b ^ k0,
                UInt32(truncatingIfNeeded: second),
                UInt32(truncatingIfNeeded: first >> 32) ^ d ^ k1,
                UInt32(truncatingIfNeeded: first)
            )
            k0 &+= 0x9E37_79B9
            k1 &+= 0xBB67_AE85
        }
        return SIMD4(a, b, c, d)
    }

    /// The words at eight counters at once, one vector per word, with a lane for each counter.
    @inlinable
    public func callAsFunction(
        _ a: SIMD8<UInt32>, _ b: SIMD8<UInt32>, _ c: SIMD8<UInt32>, _ d: SIMD8<UInt32>
    ) -> (SIMD8<UInt32>, SIMD8<UInt32>, SIMD8<UInt32>, SIMD8<UInt32>) {
        var (a, b, c, d) = (a, b, c, d)
        var (k0, k1) = (key.x, key.y)
        for _ in 0..<10 {
            let first = Self.product(a, 0xD251_1F53)
            let second = Self.product(c, 0xCD9E_8D57)
            (a, b, c, d) = (second.high ^ b ^ k0, second.low, first.high ^ d ^ k1, first.low)
            k0 &+= 0x9E37_79B9
            k1 &+= 0xBB67_AE85
        }
        return (a, b, c, d)
    }

    /// The high and the low halves of eight products, computed as two vectors of four 64-bit products.
    @inlinable @inline(__always)
    static func product(_ x: SIMD8<UInt32>, _ factor: UInt64) -> (high: SIMD8<UInt32>, low: SIMD8<UInt32>) {
        let lower = SIMD4<UInt64>(repeating: 0xFFFF_FFFF)
        let pairs = unsafeBitCast(x, to: SIMD4<UInt64>.self)
        let even = (pairs & lower) &* factor
        let odd = (pairs &>> 32) &* factor
        return (
            unsafeBitCast((even &>> 32) | (odd & ~lower), to: SIMD8<UInt32>.self),
            unsafeBitCast((even & lower) | (odd &<< 32), to: SIMD8<UInt32>.self)
        )
    }
}
