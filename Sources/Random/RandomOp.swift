/// A random op of a TensorFlow 1 graph: `random_uniform` or `random_normal`, bit for bit.
///
/// A run of the op draws many numbers at once. A number depends only on its index in the run and on how many numbers
/// the op drew in earlier runs of the session, so numbers that nobody reads need not be computed.
///
///     let op = RandomOp(seed: 123)
///     let run = op.run(after: 0)
///     run.uniform(0)  // 0.04080963
///     run.normal(1)   // 0.65329778
///
/// Source: TensorFlow 1.14, `core/lib/random/philox_random.h`, `core/kernels/random_op.cc` and
/// `python/framework/random_seed.py`; Salmon et al. 2011.
public struct RandomOp: Sendable, Hashable {
    /// The op's own seed, `seed2` of the graph's node.
    public let seed: UInt32

    /// Creates the op that has this seed in a graph that has none of its own.
    public init(seed: UInt32) { self.seed = seed }

    /// The generator's key: TensorFlow's `DEFAULT_GRAPH_SEED`.
    @usableFromInline static let philox = Philox4x32(seed: 87_654_321)

    /// The op's next run in a session in which it has already drawn `count` numbers.
    ///
    /// - Precondition: `count` is not negative.
    public func run(after count: Int) -> Run {
        precondition(count >= 0, "an op has made no fewer than zero numbers")
        return Run(seed: seed, firstBlock: 256 * UInt64(count))
    }

    /// The numbers of one run, by index.
    ///
    /// Number `i` comes from block `256 · count + i / 4`. Each number drawn advances later runs by 256 blocks, although
    /// four numbers share a block.
    public struct Run: Sendable, Hashable {
        @usableFromInline let seed: UInt32
        @usableFromInline let firstBlock: UInt64

        @inlinable
        init(seed: UInt32, firstBlock: UInt64) {
            self.seed = seed
            self.firstBlock = firstBlock
        }

        /// A block's four words.
        @inlinable
        func words(_ block: Int) -> SIMD4<UInt32> {
            let counter = firstBlock &+ UInt64(block)
            return RandomOp.philox(
                SIMD4(UInt32(truncatingIfNeeded: counter), UInt32(truncatingIfNeeded: counter >> 32), seed, 0))
        }

        /// A number uniform on [0, 1), a multiple of 2⁻²³, as `random_uniform`.
        @inlinable
        public func uniform(_ index: Int) -> Float { unit(words(index / 4)[index % 4]) }

        /// A standard normal number of at most 5.68 in size, as `random_normal`.
        public func normal(_ index: Int) -> Float {
            let words = words(index / 4)
            let pair = index % 4 < 2 ? boxMuller(words.x, words.y) : boxMuller(words.z, words.w)
            return index % 2 == 0 ? pair.0 : pair.1
        }

        /// Fills `values` with normal numbers, starting at an index.
        public func normals(from index: Int, into values: UnsafeMutableBufferPointer<Float>) {
            var place = 0
            while place < values.count {
                let block = words((index + place) / 4)
                let (first, second) = (boxMuller(block.x, block.y), boxMuller(block.z, block.w))
                let numbers = SIMD4(first.0, first.1, second.0, second.1)
                for number in (index + place) % 4..<4 where place < values.count {
                    values[place] = numbers[number]
                    place += 1
                }
            }
        }

        /// Eight uniform numbers at once, in units of 2⁻²³.
        @inlinable @inline(__always)
        public func mantissas(_ indices: SIMD8<UInt32>) -> SIMD8<UInt32> {
            // Comparing and replacing lane by lane would take longer than the generator.
            let start = SIMD8(repeating: UInt32(truncatingIfNeeded: firstBlock))
            let steps = indices &>> 2
            let low = start &+ steps
            let carry = ((start & steps) | ((start | steps) & ~low)) &>> 31
            let high = SIMD8(repeating: UInt32(truncatingIfNeeded: firstBlock >> 32)) &+ carry
            let words = RandomOp.philox(low, high, SIMD8(repeating: seed), SIMD8(repeating: 0))
            let isOdd = 0 &- (indices & 1)
            let isLate = 0 &- (indices &>> 1 & 1)
            let early = words.0 ^ ((words.0 ^ words.1) & isOdd)
            let late = words.2 ^ ((words.2 ^ words.3) & isOdd)
            return (early ^ ((early ^ late) & isLate)) & 0x7F_FFFF
        }
    }
}

/// A number in [0, 1) whose digits are the word's low 23 bits.
@inlinable
func unit(_ word: UInt32) -> Float { Float(bitPattern: 0x3F80_0000 | word & 0x7F_FFFF) - 1 }
