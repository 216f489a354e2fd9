import Foundation
import LinearAlgebra
import VariationalAutoencoder

/// The notebook's loss, written a second time, plainly and in double precision: the yardstick for the engine.
struct ReferenceLoss {
    let architecture: Architecture
    let clicks: BinaryMatrix
    let users: [Int]
    let dropout: Double
    /// What each mask keeps: the reconstruction's, then the divergence's if that has one of its own.
    let keeps: [[Bool]]
    let epsilon: [Double]
    let beta: Double

    /// The two parts of the loss at the given parameters, averaged over the batch.
    func callAsFunction(_ parameters: [Double]) -> (reconstruction: Double, klDivergence: Double) {
        func dense(_ x: [Double], _ kernel: Architecture.Parameter, _ bias: Architecture.Parameter) -> [Double] {
            let (inputs, outputs) = architecture.size(of: kernel)
            // The output's kernel is stored transposed.
            let (row, column) = kernel == .outputKernel ? (1, inputs) : (outputs, 1)
            let (first, biases) = (architecture.range(of: kernel).lowerBound, architecture.range(of: bias))
            var y = Array(parameters[biases])
            for input in 0..<inputs where x[input] != 0 {
                for output in 0..<outputs { y[output] += x[input] * parameters[first + input * row + output * column] }
            }
            return y
        }
        func posterior(_ user: Int, _ keeps: ArraySlice<Bool>) -> (mean: [Double], logVariance: [Double]) {
            var input = [Double](repeating: 0, count: architecture.items)
            for (item, isKept) in zip(clicks[row: user], keeps) { input[Int(item)] = isKept ? 1 / (1 - dropout) : 0 }
            let hidden = dense(input, .encoderHiddenKernel, .encoderHiddenBias).map { max($0, 0) }
            return (dense(hidden, .meanKernel, .meanBias), dense(hidden, .logVarianceKernel, .logVarianceBias))
        }
        var (reconstruction, divergence, click) = (0.0, 0.0, 0)
        for (row, user) in users.enumerated() {
            let clicks = click..<click + clicks[row: user].count
            click = clicks.upperBound
            let (mean, logVariance) = posterior(user, keeps[0][clicks])
            let (divergenceMean, divergenceLogVariance) = posterior(user, keeps[keeps.count - 1][clicks])
            let z = mean.indices.map {
                mean[$0] + exp(0.5 * logVariance[$0]) * epsilon[row * architecture.latent + $0]
            }
            let decoded = dense(z, .decoderHiddenKernel, .decoderHiddenBias).map { max($0, 0) }
            let logits = dense(decoded, .outputKernel, .outputBias)
            for (item, logit) in logits.enumerated() {
                let p = min(max(1 / (1 + exp(-logit)), 1e-7), 1 - 1e-7)
                reconstruction -= self.clicks[user, item] ? log(p) : log(1 - p)
            }
            for k in mean.indices {
                let (mean, logVariance) = (divergenceMean[k], divergenceLogVariance[k])
                divergence -= 0.5 * (1 + logVariance - mean * mean - exp(logVariance))
            }
        }
        return (
            reconstruction / Double(users.count * architecture.items), divergence / Double(users.count)
        )
    }
}
