import LinearAlgebra

/// `sum += scale · row`, entry by entry.
func add(_ scale: Float, _ row: UnsafePointer<Float>, to sum: UnsafeMutablePointer<Float>, count: Int) {
    let scale = Float8(repeating: scale)
    forEachVector(of: sum, count) { sum, at in fma(scale, partial(row + at.lowerBound, at.count), sum) }
}

/// Σ x², in single precision within runs of 256 entries and in double precision over the runs.
func squaredNorm(_ values: UnsafePointer<Float>, count: Int) -> Double {
    var total = 0.0
    var place = 0
    while place < count {
        let end = min(place &+ 256, count)
        var sum = Float8()
        while place < end {
            let x = partial(values + place, min(8, end &- place))
            sum = fma(x, x, sum)
            place &+= 8
        }
        total += Double(sum.sum())
    }
    return total
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

    /// Writes the sum of these rows of `matrix`, of `width` entries each, to `sums`; up to 64 entries at a time stay in
    /// registers.
    func sum(of matrix: UnsafePointer<Float>, width: Int, into sums: UnsafeMutablePointer<Float>) {
        var place = 0
        place = sum(Twice<Twice<Twice<Float8>>>.self, matrix, width, sums, from: place)
        place = sum(Twice<Twice<Float8>>.self, matrix, width, sums, from: place)
        place = sum(Twice<Float8>.self, matrix, width, sums, from: place)
        place = sum(Float8.self, matrix, width, sums, from: place)
        guard place < width else { return }
        let lanes = width &- place
        var sum = Float8()
        for index in 0..<count { sum += partial(matrix + (Int(rows[index]) &* width &+ place), lanes) }
        store(sum, sums + place, lanes)
    }

    @inline(__always)
    private func sum<S: Sums>(
        _: S.Type, _ matrix: UnsafePointer<Float>, _ width: Int, _ sums: UnsafeMutablePointer<Float>, from start: Int
    ) -> Int {
        var place = start
        while place &+ S.width <= width {
            var sum = S()
            for index in 0..<count { sum.add(matrix + (Int(rows[index]) &* width &+ place)) }
            sum.write(to: sums + place)
            place &+= S.width
        }
        return place
    }
}

/// Adjacent sums, few enough for registers.
private protocol Sums {
    static var width: Int { get }
    /// Zeros.
    init()
    mutating func add(_ row: UnsafePointer<Float>)
    func write(to start: UnsafeMutablePointer<Float>)
}

extension Float8: Sums {
    fileprivate static var width: Int { 8 }
    @_transparent fileprivate mutating func add(_ row: UnsafePointer<Float>) { self += load(row) }
    @_transparent fileprivate func write(to start: UnsafeMutablePointer<Float>) { store(self, start) }
}

/// Twice as many sums.
private struct Twice<Half: Sums>: Sums {
    var low: Half
    var high: Half

    static var width: Int { 2 &* Half.width }

    @inline(__always) init() {
        low = Half()
        high = Half()
    }

    @inline(__always) mutating func add(_ row: UnsafePointer<Float>) {
        low.add(row)
        high.add(row + Half.width)
    }

    @inline(__always) func write(to start: UnsafeMutablePointer<Float>) {
        low.write(to: start)
        high.write(to: start + Half.width)
    }
}

extension Activation {
    /// Applies the activation to pre-activations, in place.
    func apply(_ values: UnsafeMutablePointer<Float>, count: Int) {
        switch self {
        case .relu: forEachVector(of: values, count) { x, _ in x.replacing(with: 0, where: x .< 0) }
        case .tanh: forEachVector(of: values, count) { x, _ in LinearAlgebra.tanh(x) }
        }
    }

    /// Multiplies gradients by the activation's derivative, computed from its outputs, in place.
    func differentiate(_ gradient: UnsafeMutablePointer<Float>, at output: UnsafePointer<Float>, count: Int) {
        switch self {
        case .relu:
            forEachVector(of: gradient, count) { g, at in
                g.replacing(with: 0, where: partial(output + at.lowerBound, at.count) .<= 0)
            }
        case .tanh:
            forEachVector(of: gradient, count) { g, at in
                let y = partial(output + at.lowerBound, at.count)
                return g * (1 - y * y)
            }
        }
    }
}
