import LinearAlgebra

/// How much a model uses its latent space to tell users apart.
public struct LatentUse: Sendable, Hashable {
    /// The Kullback–Leibler divergence of the posterior from the standard normal in each latent dimension, in nats,
    /// averaged over users: `K` values.
    public let klDivergences: [Double]
    /// The variance over users of the posterior's mean in each latent dimension: `K` values.
    public let variances: [Double]

    /// The variance above which a dimension counts as active. Source: Burda, Grosse and Salakhutdinov 2016, section
    /// 5.2.
    public static let activeVariance = 0.01

    /// Measures posteriors by their means and log variances, both (U, K). O(U K).
    ///
    /// - Precondition: both have the same shape, of at least one user.
    public init(mean: Matrix, logVariance: Matrix) {
        precondition(
            mean.rows == logVariance.rows && mean.columns == logVariance.columns && mean.rows > 0,
            "\(mean.rows)×\(mean.columns) means and \(logVariance.rows)×\(logVariance.columns) log variances do not pair"
        )
        let (users, dimensions) = (mean.rows, mean.columns)
        var klDivergences = [Double](repeating: 0, count: dimensions)
        var means = [Double](repeating: 0, count: dimensions)
        for user in 0..<users {
            for start in stride(from: 0, to: dimensions, by: 8) {
                let lanes = min(8, dimensions - start)
                var logVar = Float8()
                for lane in 0..<lanes { logVar[lane] = logVariance[user, start + lane] }
                let variance = exp(logVar)
                for lane in 0..<lanes {
                    let mu = Double(mean[user, start + lane])
                    klDivergences[start + lane] += 0.5 * (mu * mu + Double(variance[lane]) - 1 - Double(logVar[lane]))
                    means[start + lane] += mu
                }
            }
        }
        let count = Double(users)
        self.klDivergences = klDivergences.map { $0 / count }
        variances = means.enumerated().map { dimension, sum in
            (0..<users).reduce(0) {
                let deviation = Double(mean[$1, dimension]) - sum / count
                return $0 + deviation * deviation
            } / count
        }
    }

    /// The divergence summed over the dimensions, in nats.
    public var klDivergence: Double { klDivergences.reduce(0, +) }

    /// The number of dimensions whose mean varies over users by more than `activeVariance`.
    public var activeUnits: Int { variances.count { $0 > Self.activeVariance } }
}

extension Model {
    /// How much this model uses its latent space for the users of an input (U, I). O(clicks H + U H K).
    public func latentUse(of input: BinaryMatrix, threads: Threads) -> LatentUse {
        let posterior = posterior(of: input, threads: threads)
        return LatentUse(mean: posterior.mean, logVariance: posterior.logVariance)
    }
}
