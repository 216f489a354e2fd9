import Random
import Testing

// Golden values are what NumPy's frozen legacy generator gives: printed by Fixtures/random_state.py.

struct Golden: CustomTestStringConvertible, Sendable {
    let seed: UInt32
    let bits: [UInt32]
    let bit1999: UInt32
    let doubles: [Double]
    let permutation5: [Int]
    let permutation10: [Int]
    let ends1000: (first: Int, last: Int)
    let hash1000: UInt64
    let ends3125: (first: Int, last: Int)
    let hash3125: UInt64
    let permutation2: [Int]
    let choice: [Int]

    var testDescription: String { "seed \(seed)" }
}

let goldens = [
    Golden(
        seed: 0,
        bits: [2357136044, 2546248239, 3071714933, 3626093760], bit1999: 3856691381,
        doubles: [0.5488135039273248, 0.7151893663724195, 0.6027633760716439, 0.5448831829968969],
        permutation5: [2, 0, 1, 3, 4],
        permutation10: [2, 8, 4, 9, 1, 6, 7, 3, 0, 5],
        ends1000: (993, 684), hash1000: 0xec1900e185b845cd,
        ends3125: (2537, 2732), hash3125: 0x7bcc9a21daec37eb,
        permutation2: [1, 0],
        choice: [993, 859, 298, 553, 672]),
    Golden(
        seed: 1,
        bits: [1791095845, 4282876139, 3093770124, 4005303368], bit1999: 138279050,
        doubles: [0.417022004702574, 0.7203244934421581, 0.00011437481734488664, 0.30233257263183977],
        permutation5: [2, 1, 4, 0, 3],
        permutation10: [2, 9, 6, 4, 0, 3, 1, 7, 8, 5],
        ends1000: (507, 37), hash1000: 0x95ff52b25075433b,
        ends3125: (2956, 1061), hash3125: 0xaa8f3285aaf6b9b3,
        permutation2: [0, 1],
        choice: [507, 818, 452, 368, 242]),
    Golden(
        seed: 42,
        bits: [1608637542, 3421126067, 4083286876, 787846414], bit1999: 2238969328,
        doubles: [0.3745401188473625, 0.9507143064099162, 0.7319939418114051, 0.5986584841970366],
        permutation5: [1, 4, 2, 0, 3],
        permutation10: [8, 1, 5, 0, 7, 2, 9, 4, 3, 6],
        ends1000: (521, 102), hash1000: 0x11ee0fefd9b3298f,
        ends3125: (817, 860), hash3125: 0xfb25d8e386149415,
        permutation2: [1, 0],
        choice: [521, 737, 740, 660, 411]),
    Golden(
        seed: 98765,
        bits: [381816597, 462228979, 4069238124, 3270897581], bit1999: 3480293271,
        doubles: [0.088898599949636, 0.94744333447192, 0.7981944001722441, 0.2719057911043675],
        permutation5: [4, 2, 1, 0, 3],
        permutation10: [8, 7, 1, 2, 0, 6, 9, 4, 3, 5],
        ends1000: (734, 789), hash1000: 0x778424f1c512b3fd,
        ends3125: (298, 1388), hash3125: 0xe0e12cd4227b28c3,
        permutation2: [0, 1],
        choice: [734, 219, 278, 498, 1]),
    Golden(
        seed: 4294967295,
        bits: [419326371, 479346978, 3918654476, 2416749639], bit1999: 1762272365,
        doubles: [0.0976320289940138, 0.9123828453026218, 0.78903530185164, 0.7800035981134678],
        permutation5: [4, 1, 0, 2, 3],
        permutation10: [6, 9, 5, 1, 8, 0, 7, 4, 2, 3],
        ends1000: (94, 419), hash1000: 0x9a2f9dd53251418d,
        ends3125: (1838, 2467), hash3125: 0x246bf504f3fdc0a1,
        permutation2: [0, 1],
        choice: [94, 405, 819, 632, 217]),
]

/// The 64-bit FNV-1a hash, a number at a time.
func fnv(_ numbers: [Int]) -> UInt64 {
    numbers.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
}

@Suite struct RandomStateTests {
    @Test("the raw stream, past three twists", arguments: goldens)
    func bits(golden: Golden) {
        var random = RandomState(seed: golden.seed)
        let bits = (0..<2000).map { _ in random.nextUInt32() }
        #expect(Array(bits.prefix(4)) == golden.bits)
        #expect(bits[1999] == golden.bit1999)
    }

    @Test("doubles of 53 bits", arguments: goldens)
    func doubles(golden: Golden) {
        var random = RandomState(seed: golden.seed)
        #expect((0..<4).map { _ in random.nextDouble() } == golden.doubles)
    }

    @Test("permutations of every size", arguments: goldens)
    func permutations(golden: Golden) {
        func permutation(_ count: Int) -> [Int] {
            var random = RandomState(seed: golden.seed)
            return random.permutation(count)
        }
        #expect(permutation(2) == golden.permutation2)
        #expect(permutation(5) == golden.permutation5)
        #expect(permutation(10) == golden.permutation10)
        let thousand = permutation(1000)
        #expect(thousand.first == golden.ends1000.first && thousand.last == golden.ends1000.last)
        #expect(fnv(thousand) == golden.hash1000)
        let movies = permutation(3125)
        #expect(movies.first == golden.ends3125.first && movies.last == golden.ends3125.last)
        #expect(fnv(movies) == golden.hash3125)
    }

    @Test("choice without replacement", arguments: goldens)
    func choice(golden: Golden) {
        var random = RandomState(seed: golden.seed)
        #expect(random.choice(1000, size: 5) == golden.choice)
    }

    @Test("choices one after another, as vae_cf draws them user by user")
    func choices() {
        var random = RandomState(seed: 98765)
        #expect(
            [5, 9, 15, 31].map { random.choice($0, size: Int(0.2 * Double($0))) }
                == [[4], [7], [4, 14, 5], [0, 30, 25, 23, 1, 11]])
    }

    @Test("permutations of nothing and of one element draw nothing")
    func emptyAndSingle() {
        var random = RandomState(seed: 42)
        #expect(random.permutation(0) == [])
        #expect(random.permutation(1) == [0])
        #expect(random.choice(0, size: 0) == [])
        #expect(random.nextDouble() == 0.3745401188473625)
    }

    @Test("a permutation of ids is that of their positions, and the stream goes on after it")
    func continues() {
        var random = RandomState(seed: 42)
        #expect(random.permutation(of: [10, 20, 30, 40]) == [20, 40, 10, 30])
        #expect(random.permutation(5) == [1, 4, 0, 3, 2])
        #expect(random.nextDouble() == 0.15601864044243652)
    }

    @Test("an interval past 32 bits is drawn from 64")
    func wideInterval() {
        var random = RandomState(seed: 42)
        #expect((0..<3).map { _ in random.interval(1 << 40) } == [441507790259, 458615280711, 810017303572])
        #expect(random.interval(0) == 0)
    }

    @Test("as a Swift generator, 64 bits come high half first")
    func swiftGenerator() {
        var random = RandomState(seed: 42)
        #expect(random.next() == 1_608_637_542 << 32 | 3_421_126_067)
    }
}
