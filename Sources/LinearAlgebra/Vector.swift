import Foundation

/// A vector with NumPy's element-wise arithmetic, for formulas that are meant to be read.
///
///     let z: Vector = mean + exp(0.5 * logVariance) * epsilon
///
/// Every operation is O(n), in double precision, and takes vectors of equal length.
public struct Vector: Sendable, Hashable, ExpressibleByArrayLiteral {
    /// The entries.
    public var values: [Double]

    /// Creates a vector from numbers.
    public init(_ values: some Sequence<Double>) { self.values = Array(values) }

    /// Creates a vector from single-precision numbers, converted exactly.
    public init(_ values: some Sequence<Float>) { self.values = values.map(Double.init) }

    public init(arrayLiteral values: Double...) { self.values = values }

    /// One entry.
    public subscript(index: Int) -> Double {
        get { values[index] }
        set { values[index] = newValue }
    }

    /// The number of entries.
    public var count: Int { values.count }

    /// The sum of the entries.
    public var sum: Double { values.reduce(0, +) }

    /// The mean of the entries.
    public var mean: Double { sum / Double(count) }

    /// Each entry, limited to a range.
    public func clipped(_ lower: Double, _ upper: Double) -> Vector { map { min(max($0, lower), upper) } }

    fileprivate func map(_ body: (Double) -> Double) -> Vector { Vector(values.map(body)) }

    private static func zip(_ a: Vector, _ b: Vector, _ body: (Double, Double) -> Double) -> Vector {
        precondition(a.count == b.count, "vectors of \(a.count) and \(b.count) entries do not pair")
        return Vector(a.values.indices.map { body(a.values[$0], b.values[$0]) })
    }

    public static func + (a: Vector, b: Vector) -> Vector { zip(a, b, +) }
    public static func - (a: Vector, b: Vector) -> Vector { zip(a, b, -) }
    public static func * (a: Vector, b: Vector) -> Vector { zip(a, b, *) }
    public static func / (a: Vector, b: Vector) -> Vector { zip(a, b, /) }
    public static func + (a: Vector, b: Double) -> Vector { a.map { $0 + b } }
    public static func - (a: Vector, b: Double) -> Vector { a.map { $0 - b } }
    public static func * (a: Vector, b: Double) -> Vector { a.map { $0 * b } }
    public static func / (a: Vector, b: Double) -> Vector { a.map { $0 / b } }
    public static func + (a: Double, b: Vector) -> Vector { b.map { a + $0 } }
    public static func - (a: Double, b: Vector) -> Vector { b.map { a - $0 } }
    public static func * (a: Double, b: Vector) -> Vector { b.map { a * $0 } }
    public static prefix func - (a: Vector) -> Vector { a.map { -$0 } }

    /// 1 where an entry is at least a bound, else 0.
    public static func >= (a: Vector, bound: Double) -> Vector { a.map { $0 >= bound ? 1 : 0 } }

    /// `x @ kernel`: the product with a matrix that has as many rows as this vector has entries. Zero entries are
    /// skipped.
    public func times(_ kernel: Matrix) -> Vector {
        precondition(count == kernel.rows, "\(count) entries do not pair with \(kernel.rows) rows")
        var sums = [Double](repeating: 0, count: kernel.columns)
        kernel.values.withUnsafeBufferPointer { kernel in
            sums.withUnsafeMutableBufferPointer { sums in
                for (row, x) in values.enumerated() where x != 0 {
                    for column in sums.indices { sums[column] += x * Double(kernel[row * sums.count + column]) }
                }
            }
        }
        return Vector(sums)
    }
}

/// eˣ of every entry.
public func exp(_ x: Vector) -> Vector { x.map { Foundation.exp($0) } }
/// The natural logarithm of every entry.
public func log(_ x: Vector) -> Vector { x.map { Foundation.log($0) } }
/// A power of every entry.
public func pow(_ x: Vector, _ exponent: Double) -> Vector { x.map { Foundation.pow($0, exponent) } }
/// √x of every entry.
public func sqrt(_ x: Vector) -> Vector { x.map { $0.squareRoot() } }
/// The hyperbolic tangent of every entry.
public func tanh(_ x: Vector) -> Vector { x.map { Foundation.tanh($0) } }
/// max(x, 0) of every entry.
public func relu(_ x: Vector) -> Vector { x.map { max($0, 0) } }
/// 1 / (1 + e⁻ˣ) of every entry.
public func sigmoid(_ x: Vector) -> Vector { x.map { 1 / (1 + Foundation.exp(-$0)) } }

/// The largest difference of two vectors' entries.
package func largestDifference(_ a: Vector, _ b: Vector) -> Double {
    zip(a.values, b.values).map { abs($0 - $1) }.max() ?? 0
}

/// The largest difference of vectors from a matrix's rows.
package func largestDifference(_ rows: [Vector], _ matrix: Matrix) -> Double {
    zip(rows.flatMap(\.values), matrix.values).map { abs($0 - Double($1)) }.max() ?? 0
}
