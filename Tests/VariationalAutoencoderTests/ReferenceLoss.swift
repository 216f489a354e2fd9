import Foundation
import LinearAlgebra
import VariationalAutoencoder

/// The notebook's loss, written a second time, plainly and in double precision: the yardstick for the engine.
struct ReferenceLoss {
    let architecture: Architecture
    let clicks: BinaryMatrix
    let users: [Int]
    let dropout: Double
    let keeps: [Bool]
    let epsilon: [Double]
    let beta: Double

    /// The two parts of the loss at the given parameters, averaged over the batch.
    func callAsFunction(_ parameters: [Double]) -> (reconstruction: Double, divergence: Double) {
        func kernel(_ parameter: Architecture.Parameter, _ input: Int, _ output: Int) -> Double {
            let range = architecture.range(of: parameter)
            let (inputs, outputs) = architecture.size(of: parameter)
            return parameter == .outputKernel
                ? parameters[range.lowerBound + output * inputs + input]
                : parameters[range.lowerBound + input * outputs + output]
        }
        func dense(_ x: [Double], _ kernelName: Architecture.Parameter, _ bias: Architecture.Parameter) -> [Double] {
            (0..<architecture.size(of: kernelName).outputs).map { output in
                x.indices.reduce(kernel(bias, 0, output)) { $0 + x[$1] * kernel(kernelName, $1, output) }
            }
        }
        var (reconstruction, divergence, click) = (0.0, 0.0, 0)
        for (row, user) in users.enumerated() {
            var input = [Double](repeating: 0, count: architecture.items)
            for item in clicks[row: user] {
                input[Int(item)] = keeps[click] ? 1 / (1 - dropout) : 0
                click += 1
            }
            let hidden = dense(input, .encoderHiddenKernel, .encoderHiddenBias).map { max($0, 0) }
            let mean = dense(hidden, .meanKernel, .meanBias)
            let logVariance = dense(hidden, .logVarianceKernel, .logVarianceBias)
            let z = mean.indices.map {
                mean[$0] + exp(0.5 * logVariance[$0]) * epsilon[row * architecture.latent + $0]
            }
            let decoded = dense(z, .decoderHiddenKernel, .decoderHiddenBias).map { max($0, 0) }
            let logits = dense(decoded, .outputKernel, .outputBias)
            for (item, logit) in logits.enumerated() {
                let p = min(max(1 / (1 + exp(-logit)), 1e-7), 1 - 1e-7)
                reconstruction -= clicks[user, item] ? log(p) : log(1 - p)
            }
            for k in mean.indices {
                divergence -= 0.5 * (1 + logVariance[k] - mean[k] * mean[k] - exp(logVariance[k]))
            }
        }
        return (
            reconstruction / Double(users.count * architecture.items), divergence / Double(users.count)
        )
    }
}
