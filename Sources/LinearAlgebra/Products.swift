import COpenBLAS

/// Sets C to `scale · AᵀA + existing · C` on and below the diagonal; entries above it are unchanged.
///
/// A is `m × n` and C is `n × n`, in single precision, stored row by row. C must not overlap A. Runs on the calling
/// thread only; O(m n²).
public func addGram(
    m: Int, n: Int, scale: Float = 1, _ a: UnsafePointer<Float>, existing: Float = 1,
    into c: UnsafeMutablePointer<Float>
) {
    if n == 0 { return }
    _ = singleThreaded
    cblas_ssyrk(
        CblasRowMajor, CblasLower, CblasTrans, Int32(n), Int32(m), scale, a, Int32(n), existing, c, Int32(n))
}

extension BinaryMatrix {
    /// The product of this matrix, `U × I`, and a dense one, `I × N`: for each row the sum of the dense rows at its
    /// ones, in their order. `U × N`.
    ///
    /// The same on any number of threads; O(ones · `N`).
    public func multiplied(by dense: Matrix, threads: Threads = Threads(1)) -> Matrix {
        precondition(
            columns == dense.rows, "a \(rows)×\(columns) and a \(dense.rows)×\(dense.columns) matrix do not multiply")
        let width = dense.columns
        return dense.values.withUnsafeBufferPointer { dense in
            Matrix(rows: rows, columns: width, threads: threads) { row, sums in
                for one in self[row: row] {
                    let addend = UnsafeBufferPointer(rebasing: dense[Int(one) * width..<(Int(one) + 1) * width])
                    for column in 0..<width { sums[column] += addend[column] }
                }
            }
        }
    }
}
