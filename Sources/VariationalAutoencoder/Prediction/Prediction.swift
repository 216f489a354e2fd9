import LinearAlgebra

extension Model {
    /// A score of each item for each user (U, I), from the users' inputs (U, I): the probability of a click for a
    /// Bernoulli model; for a multinomial one, the logarithm of the item's share of clicks, up to a constant per user.
    /// O(U H I).
    ///
    /// - Parameter epsilon: The ε of each user's z, as the notebook's `predict` draws it; nil takes the posterior's mean,
    ///   as in Liang et al. 2018 (section 3.2).
    public func predict(
        _ input: BinaryMatrix, epsilon: RowDraws?, likelihood: Objective.Likelihood = .bernoulli, threads: Threads
    ) -> Matrix {
        var scores = Matrix(rows: input.rows, columns: architecture.items)
        let users = Array(0..<input.rows)
        let engine = Engine(
            self, objective: Objective(likelihood, .sum), batchSize: min(batchSize, max(1, users.count)),
            threads: threads)
        scores.values.withUnsafeMutableBufferPointer { scores in
            guard let first = scores.baseAddress else { return }
            for batch in users.indices.blocks(of: batchSize) {
                engine.predict(
                    users[batch], of: input,
                    noise: epsilon.map { .drawn(masks: [], epsilon: $0, firstRow: batch.lowerBound) },
                    into: first + batch.lowerBound * architecture.items)
            }
        }
        return scores
    }

    /// The mean and the log variance of each user's posterior, both (U, K). O(clicks H + U H K).
    public func posterior(of input: BinaryMatrix, threads: Threads) -> (mean: Matrix, logVariance: Matrix) {
        let users = Array(0..<input.rows)
        let engine = Engine(self, batchSize: batchSize, threads: threads)
        var mean: [Float] = []
        var logVariance: [Float] = []
        for batch in users.indices.blocks(of: batchSize) {
            let part = engine.posterior(users[batch], of: input)
            mean += part.mean
            logVariance += part.logVariance
        }
        func matrix(_ values: [Float]) -> Matrix {
            Matrix(rows: input.rows, columns: architecture.latent, values: values)
        }
        return (matrix(mean), matrix(logVariance))
    }
}

/// The number of users that are predicted for at once.
private let batchSize = 128
