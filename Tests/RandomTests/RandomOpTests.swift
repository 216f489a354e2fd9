import Foundation
import Random
import Testing

/// What TensorFlow 1.14 gives, on Linux with glibc 2.36: run once, see `Fixtures/random_op.py`.
@Suite struct RandomOpTests {
    @Test(
        "one block's words",
        arguments: [
            (123, [0x7085_3940, 0x4d1a_ad8c, 0xcf0b_c033, 0x0f59_e1b6]),
            (8_325_804, [0x1d46_5671, 0xf77f_bd77, 0x6db5_86d8, 0x6b0e_7708]),
        ] as [(UInt32, [UInt32])])
    func words(seed: UInt32, expected: [UInt32]) {
        #expect(Philox4x32(seed: 87_654_321)(SIMD4(0, 0, seed, 0)) == SIMD4(expected))
        let run = RandomOp(seed: seed).run(after: 0)
        #expect((0..<4).map { run.uniform($0) } == expected.map { Float($0 & 0x7F_FFFF) * 0x1p-23 })
    }

    @Test("random_uniform, its first run and the one after ten numbers")
    func uniform() {
        let op = RandomOp(seed: 123)
        let bits: [UInt32] = [0x3d27_2800, 0x3e55_6c60, 0x3dbc_0330, 0x3f33_c36c]
        #expect((0..<4).map { op.run(after: 0).uniform($0).bitPattern } == bits)
        // These four are printed to eight digits.
        for (index, expected) in [0.70731330, 0.39646494, 0.06650937, 0.29188633].enumerated() {
            #expect(abs(Double(op.run(after: 0).uniform(4 + index)) - expected) < 6e-9)
        }
        #expect((0..<4).map { op.run(after: 10).uniform($0) } == [0.62723029, 0.07027006, 0.52142501, 0.20030642])
    }

    @Test("random_normal, its first run and the one after a thousand numbers")
    func normal() {
        let op = RandomOp(seed: 123)
        let bits: [UInt32] = [
            0x401c_62ec, 0x3f27_3e86, 0xc005_9bc4, 0xbf25_83a5, 0x3f01_0574, 0xbf29_885c, 0x400f_e0db, 0xbf1b_0f5c,
        ]
        #expect((0..<8).map { op.run(after: 0).normal($0).bitPattern } == bits)
        #expect((0..<4).map { op.run(after: 1000).normal($0) } == [1.2345887, -1.1211761, -0.74416488, -1.3329688])
    }

    @Test("numbers are the same one by one, from any index on, and eight at a time", arguments: [0, 1, 2, 3, 7])
    func addressed(start: Int) {
        // After so many numbers the counter's low word overflows within the run.
        for made in [0, 10, 0xFF_FFFF, 0x1234_5678_9ABC] {
            let run = RandomOp(seed: 9_628_519).run(after: made)
            var values = [Float](repeating: 0, count: 13)
            values.withUnsafeMutableBufferPointer { run.normals(from: start, into: $0) }
            #expect(values == (start..<start + 13).map { run.normal($0) })
            let indices = SIMD8<UInt32>(0, 1, 2, 3, 5, 1022, 1023, 400_000) &+ UInt32(start)
            let mantissas = run.mantissas(indices)
            for lane in 0..<8 { #expect(Float(mantissas[lane]) * 0x1p-23 == run.uniform(Int(indices[lane]))) }
        }
    }

    @Test("u = 0 counts as 1e-7, so that no normal number is larger than √(−2 log 1e-7)")
    func largest() {
        let (sine, cosine) = boxMuller(0, 0)
        #expect(sine == 0)
        #expect(cosine == Float((-2 * log(1e-7)).squareRoot()))
    }

    #if canImport(Glibc)
        @Test("log, sine and cosine are the C library's at all 2²³ arguments that occur")
        func cLibrary() {
            var differences = 0
            for digits in UInt32(0)..<1 << 23 {
                let u = Float(digits) * 0x1p-23
                let angle = Float(2 * Double.pi * Double(u))
                let (sine, cosine) = glibcSineAndCosine(angle)
                if sine != sin(angle) || cosine != cos(angle) || glibcLog(max(u, 1e-7)) != log(max(u, 1e-7)) {
                    differences += 1
                }
            }
            #expect(differences == 0)
        }
    #endif
}
