import LinearAlgebra
import Random

/// Weighted matrix factorisation by alternating least squares: a score is the dot product of a user's and an item's K
/// factors.
///
/// Every pair of user and item has a preference, one for a click and else zero, and a confidence, 1 + α for a click and
/// else one. The factors minimise the squared error weighted by confidence, plus λ times the squared factors. With one
/// side fixed, each row x of the other solves
///
///     (YᵀY + α Y_uᵀ Y_u + λI) x = (1 + α) Σ y,
///
/// where Y_u and the sum are over the fixed rows y that u clicked.
///
/// Source: Hu, Koren and Volinsky, "Collaborative Filtering for Implicit Feedback Datasets", ICDM 2008, equations 3 to
/// 5.
package struct WMF: Recommender, Hashable {
    /// The hyperparameters of a fit.
    package struct Settings: Sendable, Hashable {
        /// α: the additional confidence in a click, which weighs 1 + α.
        package var confidence: Float
        /// λ: the weight of the squared factors.
        package var regularization: Float
        /// The number of rounds, each of which solves for the users and then for the items.
        package var iterations: Int

        /// Creates settings.
        package init(confidence: Float, regularization: Float, iterations: Int = 10) {
            self.confidence = confidence
            self.regularization = regularization
            self.iterations = iterations
        }
    }

    /// The factors of the items, `I × K`.
    package let items: Matrix
    /// The hyperparameters of this fit.
    package let settings: Settings

    /// Fits the items' factors.
    ///
    /// The same on any number of threads; a round takes O(clicks · `K`² + (`U` + `I`) · `K`³).
    ///
    /// - Parameters:
    ///   - training: `U × I` clicks.
    ///   - initial: The items' initial factors, `I × K`; see `initialFactors`.
    /// - Throws: `NotPositiveDefinite` if λ is too small, as zero is for fewer clicks than factors.
    package init(
        training: BinaryMatrix, initial: Matrix, settings: Settings, threads: Threads = Threads(1)
    ) throws(NotPositiveDefinite) {
        precondition(initial.rows == training.columns, "\(initial.rows) rows of factors for \(training.columns) items")
        self.settings = settings
        let usersOf = training.transposed()
        var items = initial
        for _ in 0..<settings.iterations {
            let users = try leastSquares(training, against: items, settings, threads)
            items = try leastSquares(usersOf, against: users, settings, threads)
        }
        self.items = items
    }

    /// Initial factors, uniform on ±1/√K. `I × K`.
    package static func initialFactors(items: Int, factors: Int, generator: Philox4x32) -> Matrix {
        let limit = 1 / Float(factors).squareRoot()
        return Matrix(
            rows: items, columns: factors,
            values: (0..<items * factors).map { index in
                let word = generator(SIMD4(UInt32(index / 4), 0, 0, 0))[index % 4]
                // A single-precision number holds 24 bits exactly.
                return (Float(word >> 8) * 0x1p-23 - 1) * limit
            })
    }

    /// The factors of users who were not part of the fit, by one least-squares problem each. `U × K`.
    ///
    /// O(clicks · `K`² + `U` · `K`³).
    package func users(for input: BinaryMatrix, threads: Threads = Threads(1)) throws(NotPositiveDefinite) -> Matrix {
        precondition(input.columns == items.rows, "\(input.columns) items shown, \(items.rows) fitted")
        return try leastSquares(input, against: items, settings, threads)
    }

    /// The products of the users' factors, from `users(for:threads:)`, and the items'. O(`U I K`) more than that.
    package func scores(for input: BinaryMatrix, threads: Threads = Threads(1)) throws(NotPositiveDefinite) -> Matrix {
        let users = try users(for: input, threads: threads)
        var scores = Matrix(rows: input.rows, columns: items.rows)
        let (count, factors) = (items.rows, items.columns)
        scores.values.withUnsafeMutableBufferPointer { scores in
            users.values.withUnsafeBufferPointer { users in
                items.values.withUnsafeBufferPointer { items in
                    guard let scores = scores.baseAddress, let users = users.baseAddress, let items = items.baseAddress
                    else { return }
                    threads.forEachBlock(of: input.rows, size: 64) { block, _ in
                        gemm(
                            .stored, .transposed, m: block.count, n: count, k: factors,
                            users + block.lowerBound * factors, stride: factors, items, stride: factors,
                            into: scores + block.lowerBound * count, stride: count)
                    }
                }
            }
        }
        return scores
    }
}

/// Solves for one side's factors with the other side fixed: K factors for each row of clicks, independently.
private func leastSquares(
    _ clicks: BinaryMatrix, against fixed: Matrix, _ settings: WMF.Settings, _ threads: Threads
) throws(NotPositiveDefinite) -> Matrix {
    let factors = fixed.columns
    let shared = Buffer<Float>(count: factors * factors)
    let solved = Buffer<Float>(count: clicks.rows * factors)
    // Clicked rows are gathered this many at a time, so that they are still in cache when they are multiplied.
    let gathered = 256
    let scratch = (0..<threads.count).map { _ in
        (rows: Buffer<Float>(count: gathered * factors), equations: Buffer<Float>(count: factors * factors))
    }
    var failures = [NotPositiveDefinite?](repeating: nil, count: clicks.rows)
    fixed.values.withUnsafeBufferPointer { fixed in
        guard let fixed = fixed.baseAddress else { return }
        addGram(m: clicks.columns, n: factors, fixed, into: shared.start)
        for factor in 0..<factors { shared.start[factor * (factors + 1)] += settings.regularization }
        failures.withUnsafeMutableBufferPointer { failures in
            threads.forEachBlock(of: clicks.rows, size: 16) { block, worker in
                let (rows, equations) = (scratch[worker].rows.start, scratch[worker].equations.start)
                for row in block {
                    let solution = solved.start + row * factors
                    equations.update(from: shared.start, count: factors * factors)
                    let ones = clicks[row: row]
                    for start in stride(from: ones.startIndex, to: ones.endIndex, by: gathered) {
                        let chunk = ones[start..<min(start + gathered, ones.endIndex)]
                        for (place, one) in chunk.enumerated() {
                            let source = fixed + Int(one) * factors
                            (rows + place * factors).update(from: source, count: factors)
                            for factor in 0..<factors { solution[factor] += source[factor] }
                        }
                        addGram(m: chunk.count, n: factors, scale: settings.confidence, rows, into: equations)
                    }
                    for factor in 0..<factors { solution[factor] *= 1 + settings.confidence }
                    do throws(NotPositiveDefinite) {
                        try factorizePositiveDefinite(equations, order: factors)
                        solvePositiveDefinite(factor: equations, order: factors, solution)
                    } catch { failures[row] = error }
                }
            }
        }
    }
    for case let failure? in failures { throw failure }
    return Matrix(rows: clicks.rows, columns: factors, values: solved.values)
}
