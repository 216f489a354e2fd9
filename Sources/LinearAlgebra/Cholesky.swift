import COpenBLAS

/// A symmetric matrix that should be factorised is not positive definite, exactly or after rounding.
public struct NotPositiveDefinite: Error, Hashable, Sendable, CustomStringConvertible {
    /// The number of rows of the square matrix.
    public let order: Int
    /// The order of the first leading minor that is not positive, from 1.
    public let minor: Int

    /// Creates the error.
    public init(order: Int, minor: Int) {
        self.order = order
        self.minor = minor
    }

    /// The error on one line.
    public var description: String {
        "Cholesky: expected a positive definite matrix of order \(order), found a leading minor of order \(minor) that"
            + " is not positive; add more to the diagonal (a larger regularization)"
    }
}

/// Replaces the lower triangle of a symmetric positive definite matrix A by that of its Cholesky factor L, A = L Lᵀ.
///
/// The matrix is `order × order`, stored row by row; entries above the diagonal are neither read nor written. Runs on
/// the calling thread only; O(n³ / 3).
///
/// - Throws: `NotPositiveDefinite` with the first leading minor that is not positive; the triangle is then partly
///   overwritten.
///
/// Source: LAPACK's `spotrf`.
public func factorizePositiveDefinite(_ matrix: UnsafeMutablePointer<Float>, order: Int) throws(NotPositiveDefinite) {
    if order == 0 { return }
    _ = singleThreaded
    var (upper, n, stride, info) = (lowerByRows, blasint(order), blasint(order), blasint(0))
    _ = spotrf_(&upper, &n, matrix, &stride, &info)
    if info != 0 { throw NotPositiveDefinite(order: order, minor: Int(info)) }
}

/// Replaces a right-hand side b by the solution x of L Lᵀ x = b, for a factor L from `factorizePositiveDefinite`.
///
/// Runs on the calling thread only; O(2 n²).
public func solvePositiveDefinite(
    factor: UnsafePointer<Float>, order: Int, _ rightHandSide: UnsafeMutablePointer<Float>
) {
    _ = singleThreaded
    for transposed in [CblasNoTrans, CblasTrans] {
        cblas_strsv(
            CblasRowMajor, CblasLower, transposed, CblasNonUnit, Int32(order), factor, Int32(order), rightHandSide, 1)
    }
}

extension Matrix {
    /// Replaces a symmetric positive definite matrix by its inverse.
    ///
    /// Reads only the lower triangle. Works in place and on the calling thread only, so several matrices can be
    /// inverted at once. O(n³): half a second for 3,125 rows on one core.
    ///
    /// - Throws: `NotPositiveDefinite`; the matrix is then partly overwritten.
    /// - Precondition: the matrix is square.
    ///
    /// Source: LAPACK's `spotrf` and `spotri`.
    public mutating func invertPositiveDefinite() throws(NotPositiveDefinite) {
        precondition(rows == columns, "a \(rows)×\(columns) matrix has no inverse")
        let order = rows
        if order == 0 { return }
        // A result, since Swift 6.0's own function takes no error of a declared type.
        try values.withUnsafeMutableBufferPointer { buffer in
            Result { () throws(NotPositiveDefinite) in
                if let start = buffer.baseAddress { try invert(start, order: order) }
            }
        }.get()
    }
}

/// Replaces a symmetric positive definite matrix, stored row by row, by its inverse.
private func invert(_ matrix: UnsafeMutablePointer<Float>, order: Int) throws(NotPositiveDefinite) {
    try factorizePositiveDefinite(matrix, order: order)
    var (upper, n, stride, info) = (lowerByRows, blasint(order), blasint(order), blasint(0))
    _ = spotri_(&upper, &n, matrix, &stride, &info)
    if info != 0 { throw NotPositiveDefinite(order: order, minor: Int(info)) }
    mirrorLowerTriangle(matrix, order: order)
}

/// Fortran stores matrices by columns and the kit by rows, so the kit's lower triangle is Fortran's upper one.
private let lowerByRows = CChar(UInt8(ascii: "U"))

/// Copies the lower triangle of a square matrix to the upper one, tile by tile so that both sides stay in cache.
private func mirrorLowerTriangle(_ matrix: UnsafeMutablePointer<Float>, order: Int) {
    let tile = 32
    for top in stride(from: 0, to: order, by: tile) {
        for left in stride(from: 0, through: top, by: tile) {
            for row in top..<min(top + tile, order) {
                for column in left..<min(left + tile, row) {
                    matrix[column * order + row] = matrix[row * order + column]
                }
            }
        }
    }
}
