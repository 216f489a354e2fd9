import Random

/// Rows of random numbers, one per user, that an op draws batch by batch.
public struct RowDraws: Sendable, Hashable {
    package let op: RandomOp
    /// The length of a row.
    package let width: Int
    /// The number of rows in one run of the op.
    let batch: Int
    /// The number of random numbers that the op drew before the first row.
    let made: Int

    /// The run that draws a row, and the index of the row's first number in it.
    package func run(of row: Int) -> (run: RandomOp.Run, first: Int) {
        (op.run(after: made + row / batch * batch * width), row % batch * width)
    }
}
