import LinearAlgebra
import Random

/// Where the dropout masks and ε of a batch come from: random ops, or fixed values in a test.
package enum Noise: Sendable {
    /// Drawn by random ops; the batch's users are the rows from `firstRow`.
    case drawn(masks: [RowDraws], epsilon: RowDraws?, firstRow: Int)
    /// Fixed values: for each mask, whether dropout keeps each click of the batch, and ε (B, K).
    case fixed(keeps: [[Bool]], epsilon: [Float])

    /// The number of masks, at most one per call of the encoder.
    var masks: Int {
        switch self {
        case .drawn(let masks, _, _): masks.count
        case .fixed(let keeps, _): keeps.count
        }
    }

    /// Fills `values` with the ε of a row of the batch.
    func fillEpsilon(_ row: Int, into values: UnsafeMutableBufferPointer<Float>) {
        switch self {
        case .drawn(_, let epsilon, let firstRow):
            guard let (run, first) = epsilon?.run(of: firstRow + row) else { return }
            run.normals(from: first, into: values)
        case .fixed(_, let epsilon):
            for k in values.indices { values[k] = epsilon[row * values.count + k] }
        }
    }
}
