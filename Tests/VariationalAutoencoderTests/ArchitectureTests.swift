import Testing
import VariationalAutoencoder

@Suite struct ArchitectureTests {
    let notebook = Architecture(items: 3125, hidden: 120, latent: 40)

    /// Notebook cells 237 and 239, `summary()`.
    @Test("parameter counts are the notebook's")
    func parameterCounts() {
        #expect(notebook.count(of: .encoderHiddenKernel) + notebook.count(of: .encoderHiddenBias) == 375_120)
        #expect(notebook.count(of: .meanKernel) + notebook.count(of: .meanBias) == 4840)
        #expect(notebook.count(of: .logVarianceKernel) + notebook.count(of: .logVarianceBias) == 4840)
        #expect(notebook.encoderParameterCount == 384_800)
        #expect(notebook.decoderParameterCount == 383_045)
        #expect(notebook.parameterCount == 767_845)
    }

    @Test("parameters follow each other without gaps")
    func layout() {
        var end = 0
        for parameter in Architecture.Parameter.allCases {
            #expect(notebook.range(of: parameter).lowerBound == end)
            end = notebook.range(of: parameter).upperBound
        }
        #expect(end == notebook.parameterCount)
    }

    /// A kernel of n inputs and m outputs is uniform on ±√(6/(n+m)): its largest entries come near the limit, its mean
    /// lies within four standard errors of zero, and its variance within 1% of limit²/3 (375,000 draws).
    @Test("kernels are Glorot-uniform and biases zero")
    func initialization() {
        let model = Model(architecture: notebook, seed: 42)
        let kernel = model[.encoderHiddenKernel].values.map(Double.init)
        let limit = (6.0 / 3245).squareRoot()
        let count = Double(kernel.count)
        let mean = kernel.reduce(0, +) / count
        let variance = kernel.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        #expect(kernel.allSatisfy { abs($0) <= limit })
        #expect((kernel.max() ?? 0) > 0.999 * limit)
        #expect(abs(mean) < 4 * limit / (3 * count).squareRoot())
        #expect(abs(variance / (limit * limit / 3) - 1) < 0.01)
        #expect(model[.outputBias].values.allSatisfy { $0 == 0 })
    }
}
