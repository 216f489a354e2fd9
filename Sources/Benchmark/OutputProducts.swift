import COpenBLAS
import LinearAlgebra

/// The three matrix products of a dense output layer for one batch, by OpenBLAS with its own threads: the least time
/// that a training step can take, as a yardstick.
///
/// Shapes: `batch × units` hidden units, `items × units` weights. O(batch · items · units).
final class OutputProducts {
    private let batch: Int
    private let items: Int
    private let units: Int
    private let hidden: Buffer<Float>
    private let weights: Buffer<Float>
    private let logits: Buffer<Float>
    private let weightGradient: Buffer<Float>
    private let hiddenGradient: Buffer<Float>

    /// Creates buffers for batches of up to `batch` rows.
    init(batch: Int, items: Int, units: Int) {
        (self.batch, self.items, self.units) = (batch, items, units)
        hidden = Buffer<Float>((0..<batch * units).map { Float($0 % 7) * 0.1 })
        weights = Buffer<Float>((0..<items * units).map { Float($0 % 5) * 0.1 })
        logits = Buffer<Float>(count: batch * items)
        weightGradient = Buffer<Float>(count: items * units)
        hiddenGradient = Buffer<Float>(count: batch * units)
    }

    /// Runs the products for batches with these numbers of rows, on `threads` threads.
    func run(_ batches: [Int], threads: Int) {
        _ = singleThreaded
        openblas_set_num_threads(Int32(threads))
        defer { openblas_set_num_threads(1) }
        for rows in batches {
            gemm(
                .stored, .transposed, m: rows, n: items, k: units, hidden.start, stride: units, weights.start,
                stride: units,
                into: logits.start, stride: items)
            gemm(
                .stored, .stored, m: rows, n: units, k: items, logits.start, stride: items, weights.start,
                stride: units,
                into: hiddenGradient.start, stride: units)
            gemm(
                .transposed, .stored, m: items, n: units, k: rows, logits.start, stride: items, hidden.start,
                stride: units,
                into: weightGradient.start, stride: units)
        }
    }
}

/// The users of each batch, the last one with the rest.
func batches(_ users: Int, _ size: Int) -> [Int] {
    stride(from: 0, to: users, by: size).map { min(size, users - $0) }
}
