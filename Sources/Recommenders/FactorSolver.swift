import LinearAlgebra

/// Solves for one side's factors with the other side fixed: K factors x for each row of clicks, independently, with
///
///     (α₀ YᵀY + Y_cᵀ Y_c + rI) x = Σ y,
///
/// where Y are the fixed factors, and Y_c and the sum are over the fixed rows y that were clicked. `rows × K`.
///
/// The same on any number of threads; O(clicks · `K`² + rows · `K`³).
///
/// - Parameters:
///   - clicks: `rows × columns`.
///   - fixed: Y, `columns × K`.
///   - unobserved: α₀.
///   - regularization: r of a row with so many clicks.
/// - Throws: `NotPositiveDefinite` if r is too small, as zero is for fewer clicks than factors.
func leastSquares(
    _ clicks: BinaryMatrix, against fixed: Matrix, unobserved: Float, regularization: (_ clicks: Int) -> Float,
    threads: Threads
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
        addGram(m: clicks.columns, n: factors, scale: unobserved, fixed, into: shared.start)
        failures.withUnsafeMutableBufferPointer { failures in
            threads.forEachBlock(of: clicks.rows, size: 16) { block, worker in
                let (rows, equations) = (scratch[worker].rows.start, scratch[worker].equations.start)
                for row in block {
                    let solution = solved.start + row * factors
                    let ones = clicks[row: row]
                    equations.update(from: shared.start, count: factors * factors)
                    let added = regularization(ones.count)
                    for factor in 0..<factors { equations[factor * (factors + 1)] += added }
                    for start in stride(from: ones.startIndex, to: ones.endIndex, by: gathered) {
                        let chunk = ones[start..<min(start + gathered, ones.endIndex)]
                        for (place, one) in chunk.enumerated() {
                            let source = fixed + Int(one) * factors
                            (rows + place * factors).update(from: source, count: factors)
                            for factor in 0..<factors { solution[factor] += source[factor] }
                        }
                        addGram(m: chunk.count, n: factors, rows, into: equations)
                    }
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

/// The dot products of every user's and every item's factors. `U × I`; O(`U I K`).
func factorProducts(_ users: Matrix, _ items: Matrix, _ threads: Threads) -> Matrix {
    var products = Matrix(rows: users.rows, columns: items.rows)
    let (rows, count, factors) = (users.rows, items.rows, items.columns)
    products.values.withUnsafeMutableBufferPointer { products in
        users.values.withUnsafeBufferPointer { users in
            items.values.withUnsafeBufferPointer { items in
                guard let products = products.baseAddress, let users = users.baseAddress, let items = items.baseAddress
                else { return }
                threads.forEachBlock(of: rows, size: 64) { block, _ in
                    gemm(
                        .stored, .transposed, m: block.count, n: count, k: factors,
                        users + block.lowerBound * factors, stride: factors, items, stride: factors,
                        into: products + block.lowerBound * count, stride: count)
                }
            }
        }
    }
    return products
}
