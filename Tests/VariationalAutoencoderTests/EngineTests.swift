import LinearAlgebra
import Random
import Testing
import VariationalAutoencoder

/// One batch with everything fixed: clicks, dropout mask, ε and parameters, some of them large enough to saturate outputs.
private struct Case {
    let architecture = Architecture(items: 213, hidden: 12, latent: 5)
    let clicks: BinaryMatrix
    let users = [
        4, 0, 7, 2, 39, 11, 5, 33, 12, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 1, 34, 35, 36, 37, 38, 3, 40, 41,
        42, 6, 8, 9,
    ]
    let model: Model
    /// Of the reconstruction, then of the divergence.
    let keeps: [[Bool]]
    let epsilon: [Float]
    let beta = 0.3

    init(saturated: Bool = false, masks: Int = 2) {
        let generator = Philox4x32(seed: 5)
        clicks = BinaryMatrix(
            columns: 213,
            rows: (0..<43).map { row in
                (0..<213).filter { generator(SIMD4(UInt32($0), UInt32(row), 0, 1)).x < 300_000_000 }
            })
        var model = Model(architecture: architecture, seed: 3)
        // Biases away from zero, so that no gradient is tested at a special point; a few outputs beyond the clip.
        for parameter in Architecture.Parameter.allCases where parameter.isBias {
            for (index, place) in architecture.range(of: parameter).enumerated() {
                model.parameters[place] = Float(index % 7) * 0.05 - 0.1
                if saturated && parameter == .outputBias && index % 5 == 0 {
                    model.parameters[place] = index % 2 == 0 ? 20 : -20
                }
            }
        }
        self.model = model
        let ones = users.reduce(0) { [clicks] in $0 + clicks[row: $1].count }
        // Chosen so that no hidden unit's sum lies within 1e-5 of the kink at zero, where a finite difference means nothing.
        keeps = (0..<masks).map { mask in (0..<ones).map { generator(SIMD4(UInt32($0), UInt32(mask), 0, 3)).x & 1 == 0 }
        }
        epsilon = (0..<users.count * 5).map { Float($0 % 11) * 0.2 - 1 }
    }

    var reference: ReferenceLoss {
        ReferenceLoss(
            architecture: architecture, clicks: clicks, users: users, dropout: 0.5, keeps: keeps,
            epsilon: epsilon.map(Double.init), beta: beta)
    }

    func step(threads: Int) -> (loss: Loss, gradient: [Float]) {
        let engine = Engine(model, batchSize: 40, masks: keeps.count, threads: Threads(threads))
        let gradient = Buffer<Float>(count: architecture.parameterCount)
        let loss = engine.step(
            users[...], of: clicks, noise: .fixed(keeps: keeps, epsilon: epsilon), beta: beta,
            destination: .keep(gradient))
        return (loss, gradient.values)
    }
}

@Suite struct EngineTests {
    /// Relative 1e-6: single-precision logits, summed in double precision.
    @Test("both parts of the loss agree with double precision", arguments: [false, true], [1, 2])
    func loss(saturated: Bool, masks: Int) {
        let batch = Case(saturated: saturated, masks: masks)
        let expected = batch.reference(batch.model.parameters.map(Double.init))
        let (loss, _) = batch.step(threads: 2)
        #expect(abs(loss.reconstruction - expected.reconstruction) < 1e-6 * expected.reconstruction)
        #expect(abs(loss.klDivergence - expected.klDivergence) < 1e-6 * expected.klDivergence)
    }

    /// Central differences of the double-precision loss at every parameter. The differences themselves are good to
    /// about 1e-9; the gradient is single precision, so each entry may be off by 1e-5 of its tensor's largest.
    @Test(
        "every gradient agrees with finite differences", .tags(.slow),
        arguments: [(false, 1), (false, 2), (true, 2)])
    func gradients(saturated: Bool, masks: Int) {
        let batch = Case(saturated: saturated, masks: masks)
        let reference = batch.reference
        let (_, gradient) = batch.step(threads: 2)
        var parameters = batch.model.parameters.map(Double.init)
        let width = 1e-5
        for parameter in Architecture.Parameter.allCases {
            let range = batch.architecture.range(of: parameter)
            let largest = gradient[range].map(abs).max() ?? 0
            // Every entry of the small tensors, and a regular sample of the two large ones.
            var worst = 0.0
            for place in stride(from: range.lowerBound, to: range.upperBound, by: range.count > 1000 ? 5 : 1) {
                let value = parameters[place]
                parameters[place] = value + width
                let above = reference(parameters)
                parameters[place] = value - width
                let below = reference(parameters)
                parameters[place] = value
                let slope =
                    (above.reconstruction - below.reconstruction + batch.beta
                        * (above.klDivergence - below.klDivergence))
                    / (2 * width)
                worst = max(worst, abs(slope - Double(gradient[place])))
            }
            #expect(worst <= 1e-5 * Double(largest) + 1e-10, "\(parameter.rawValue)")
        }
    }

    @Test("a clipped output has no gradient")
    func clipped() {
        let batch = Case(saturated: true)
        let (_, gradient) = batch.step(threads: 1)
        let bias = gradient[batch.architecture.range(of: .outputBias)]
        #expect(bias.enumerated().allSatisfy { $0.offset % 5 != 0 || $0.element == 0 })
        #expect(bias.contains { $0 != 0 })
    }

    @Test("the number of threads changes no bit", arguments: [2, 3, 8])
    func threads(threads: Int) {
        let one = Case().step(threads: 1)
        let several = Case().step(threads: threads)
        #expect(one.gradient == several.gradient)
        #expect(one.loss == several.loss)
    }
}
