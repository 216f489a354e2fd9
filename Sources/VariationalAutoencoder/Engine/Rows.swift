import LinearAlgebra

/// `sum += scale · row`, entry by entry.
func add(_ scale: Float, _ row: UnsafePointer<Float>, to sum: UnsafeMutablePointer<Float>, count: Int) {
    let scale = Float8(repeating: scale)
    forEachVector(of: sum, count) { sum, place, lanes in fma(scale, partial(row + place, lanes), sum) }
}

/// The element-wise sum of rows.
func sumRows(
    _ values: UnsafeMutablePointer<Float>, stride: Int, rows: Int, count: Int, into sum: UnsafeMutablePointer<Float>
) {
    sum.update(from: values, count: count)
    for row in 1..<max(1, rows) { add(1, values + row * stride, to: sum, count: count) }
}

/// Rows of a matrix, to be summed.
struct Rows {
    let rows: UnsafePointer<Int32>
    let count: Int

    /// Writes the sum of these rows of `matrix`, of `width` entries each, to `sums`; forty entries at a time stay in
    /// registers, which divides the notebook's width of 120 and the paper's of 600.
    func sum(of matrix: UnsafePointer<Float>, width: Int, into sums: UnsafeMutablePointer<Float>) {
        var place = 0
        while place &+ 40 <= width {
            var (a, b, c, d, e) = (Float8(), Float8(), Float8(), Float8(), Float8())
            for index in 0..<count {
                let row = matrix + (Int(rows[index]) &* width &+ place)
                a += load(row)
                b += load(row + 8)
                c += load(row + 16)
                d += load(row + 24)
                e += load(row + 32)
            }
            let start = sums + place
            store(a, start)
            store(b, start + 8)
            store(c, start + 16)
            store(d, start + 24)
            store(e, start + 32)
            place &+= 40
        }
        while place < width {
            let lanes = min(8, width &- place)
            var sum = Float8()
            for index in 0..<count { sum += partial(matrix + (Int(rows[index]) &* width &+ place), lanes) }
            store(sum, sums + place, lanes)
            place &+= 8
        }
    }
}
