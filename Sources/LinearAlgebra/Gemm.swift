import COpenBLAS

/// Whether a matrix enters a product as stored or transposed.
public enum Orientation: Sendable {
    case stored, transposed
}

/// Limits OpenBLAS to the calling thread: the kit distributes work itself, in fixed blocks, so that sums have the same
/// order on any number of threads.
package let singleThreaded: Void = openblas_set_num_threads(1)

/// Sets C to `scale · A B + existing · C`; all three are single precision and stored row by row.
///
/// A is `m × k` and B is `k × n` after orientation, C is `m × n`; each stride is the distance in entries between the
/// starts of two stored rows. C must not overlap A or B. Runs on the calling thread only; O(m n k).
public func gemm(
    _ orientationA: Orientation, _ orientationB: Orientation, m: Int, n: Int, k: Int,
    scale: Float = 1, _ a: UnsafePointer<Float>, stride strideA: Int, _ b: UnsafePointer<Float>, stride strideB: Int,
    existing: Float = 0, into c: UnsafeMutablePointer<Float>, stride strideC: Int
) {
    if m == 0 || n == 0 { return }
    _ = singleThreaded
    cblas_sgemm(
        CblasRowMajor, orientationA == .stored ? CblasNoTrans : CblasTrans,
        orientationB == .stored ? CblasNoTrans : CblasTrans, Int32(m), Int32(n), Int32(k),
        scale, a, Int32(strideA), b, Int32(strideB), existing, c, Int32(strideC))
}

/// The kernels that OpenBLAS chose: its version and the processor type that they are written for. Other kernels may
/// give products that differ in the last bits.
public let matrixProductKernels: String = {
    let version = openblas_get_config().map {
        String(cString: $0).split(separator: " ").prefix(2).joined(separator: " ")
    }
    let core = openblas_get_corename().map { String(cString: $0) }
    return "\(version ?? "OpenBLAS"), \(core ?? "unknown kernels")"
}()
