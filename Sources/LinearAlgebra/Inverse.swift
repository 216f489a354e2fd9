/// The identity matrix, row by row. O(`order`²).
public func identity(_ order: Int) -> [Vector] {
    (0..<order).map { row in Vector((0..<order).map { $0 == row ? 1.0 : 0.0 }) }
}

/// The inverse of a symmetric positive definite matrix, both row by row and in double precision, for formulas that are
/// meant to be read. O(n³): a few milliseconds for 100 rows.
///
/// By Gauss–Jordan elimination, which needs no exchange of rows since such a matrix has positive pivots only.
///
/// - Throws: `NotPositiveDefinite` at the first pivot that is not positive.
/// - Precondition: the matrix is square.
public func inverse(_ matrix: [Vector]) throws(NotPositiveDefinite) -> [Vector] {
    let order = matrix.count
    precondition(matrix.allSatisfy { $0.count == order }, "a matrix of \(order) rows has as many columns")
    var (left, right) = (matrix, identity(order))
    for pivot in 0..<order {
        let value = left[pivot][pivot]
        guard value > 0 else { throw NotPositiveDefinite(order: order, minor: pivot + 1) }
        (left[pivot], right[pivot]) = (left[pivot] / value, right[pivot] / value)
        for row in 0..<order where row != pivot {
            let factor = left[row][pivot]
            left[row] = left[row] - factor * left[pivot]
            right[row] = right[row] - factor * right[pivot]
        }
    }
    return right
}
