import LinearAlgebra

/// `sum += scale · row`, entry by entry.
func add(_ scale: Float, _ row: UnsafePointer<Float>, to sum: UnsafeMutablePointer<Float>, count: Int) {
    let scale = Float8(repeating: scale)
    let whole = count & ~7
    var place = 0
    while place < whole {
        store(fma(scale, load(row + place), load(UnsafePointer(sum + place))), sum + place)
        place &+= 8
    }
    if place < count {
        let lanes = count &- place
        store(fma(scale, partial(row + place, lanes), partial(sum + place, lanes)), sum + place, lanes)
    }
}

/// Σ x², in double precision but for runs of 256 entries.
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

/// The sum of rows, entry by entry.
func sumRows(
    _ values: UnsafeMutablePointer<Float>, stride: Int, rows: Int, count: Int, into sum: UnsafeMutablePointer<Float>
) {
    sum.update(from: values, count: count)
    for row in 1..<max(1, rows) { add(1, values + row * stride, to: sum, count: count) }
}

/// Rows of a matrix, each with a weight.
struct WeightedRows {
    let rows: UnsafePointer<Int32>
    let weights: UnsafePointer<Float>
    let count: Int

    /// `sums += Σ weight · row` over rows of `width` entries of `matrix`; sums of up to 64 entries at a time stay in registers.
    func add(of matrix: UnsafePointer<Float>, width: Int, to sums: UnsafeMutablePointer<Float>) {
        if count == 0 { return }
        var place = 0
        place = add(Twice<Twice<Twice<Float8>>>.self, matrix, width, sums, from: place)
        place = add(Twice<Twice<Float8>>.self, matrix, width, sums, from: place)
        place = add(Twice<Float8>.self, matrix, width, sums, from: place)
        place = add(Float8.self, matrix, width, sums, from: place)
        guard place < width else { return }
        let lanes = width &- place
        var sum = partial(sums + place, lanes)
        for index in 0..<count {
            sum = fma(Float8(repeating: weights[index]), partial(matrix + (Int(rows[index]) &* width &+ place), lanes), sum)
        }
        store(sum, sums + place, lanes)
    }

    @inline(__always)
    private func add<S: Sums>(
        _: S.Type, _ matrix: UnsafePointer<Float>, _ width: Int, _ sums: UnsafeMutablePointer<Float>, from start: Int
    ) -> Int {
        var place = start
        while place &+ S.width <= width {
            var sum = S(at: sums + place)
            for index in 0..<count {
                sum.add(Float8(repeating: weights[index]), matrix + (Int(rows[index]) &* width &+ place))
            }
            sum.write(to: sums + place)
            place &+= S.width
        }
        return place
    }
}

/// Some neighbouring sums, few enough for registers.
private protocol Sums {
    static var width: Int { get }
    init(at start: UnsafePointer<Float>)
    mutating func add(_ scale: Float8, _ row: UnsafePointer<Float>)
    func write(to start: UnsafeMutablePointer<Float>)
}

extension Float8: Sums {
    fileprivate static var width: Int { 8 }
    @_transparent fileprivate init(at start: UnsafePointer<Float>) { self = load(start) }
    @_transparent fileprivate mutating func add(_ scale: Float8, _ row: UnsafePointer<Float>) { self = fma(scale, load(row), self) }
    @_transparent fileprivate func write(to start: UnsafeMutablePointer<Float>) { store(self, start) }
}

/// Twice as many.
private struct Twice<Half: Sums>: Sums {
    var low: Half
    var high: Half

    static var width: Int { 2 &* Half.width }

    @inline(__always) init(at start: UnsafePointer<Float>) {
        low = Half(at: start)
        high = Half(at: start + Half.width)
    }

    @inline(__always) mutating func add(_ scale: Float8, _ row: UnsafePointer<Float>) {
        low.add(scale, row)
        high.add(scale, row + Half.width)
    }

    @inline(__always) func write(to start: UnsafeMutablePointer<Float>) {
        low.write(to: start)
        high.write(to: start + Half.width)
    }
}

extension Activation {
    /// Applies the activation to sums, in place.
    func apply(_ values: UnsafeMutablePointer<Float>, count: Int) {
        for place in stride(from: 0, to: count, by: 8) {
            let lanes = min(8, count &- place)
            let x = partial(values + place, lanes)
            store(self == .relu ? x.replacing(with: 0, where: x .< 0) : LinearAlgebra.tanh(x), values + place, lanes)
        }
    }

    /// Multiplies gradients by the activation's slope, known from its outputs, in place.
    func differentiate(_ gradient: UnsafeMutablePointer<Float>, at output: UnsafePointer<Float>, count: Int) {
        for place in stride(from: 0, to: count, by: 8) {
            let lanes = min(8, count &- place)
            let (g, y) = (partial(gradient + place, lanes), partial(output + place, lanes))
            store(self == .relu ? g.replacing(with: 0, where: y .<= 0) : g * (1 - y * y), gradient + place, lanes)
        }
    }
}
