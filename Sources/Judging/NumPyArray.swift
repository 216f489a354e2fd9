import Contest
import Formatting
import Foundation
import LinearAlgebra

/// An array of floating-point numbers in NumPy's file format, versions 1.0 to 3.0.
///
/// Source: `numpy.lib.format`, https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html.
struct NumPyArray {
    /// The first bytes of every such file.
    static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

    private let path: String
    private let bytes: Data
    /// Where the numbers begin.
    private let start: Int
    private let shape: [Int]
    private let number: Number
    /// Whether columns follow one another, not rows.
    private let isFortranOrdered: Bool

    /// How a number is written.
    private struct Number {
        let isDouble: Bool
        let isBigEndian: Bool

        init?(dtype: String) {
            guard let order = dtype.first, order == "<" || order == ">", ["f4", "f8"].contains(dtype.dropFirst()) else {
                return nil
            }
            isBigEndian = order == ">"
            isDouble = dtype.hasSuffix("f8")
        }

        var size: Int { isDouble ? 8 : 4 }

        func read(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Double {
            if isDouble {
                let bits = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                return Double(bitPattern: isBigEndian ? UInt64(bigEndian: bits) : UInt64(littleEndian: bits))
            }
            let bits = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
            return Double(Float(bitPattern: isBigEndian ? UInt32(bigEndian: bits) : UInt32(littleEndian: bits)))
        }
    }

    /// Reads the header.
    ///
    /// - Throws: `JudgingError` if it is not as NumPy writes it, or the numbers have another type.
    init(_ bytes: Data, path: String) throws(JudgingError) {
        self.bytes = bytes
        self.path = path
        let version = bytes.dropFirst(Self.magic.count).prefix(2).map { Int($0) }
        guard [[1, 0], [2, 0], [3, 0]].contains(version) else {
            let found = version.map { "\($0)" }.joined(separator: ".")
            throw JudgingError(path, "expected version 1.0, 2.0 or 3.0 of NumPy's format, found \"\(found)\"")
        }
        let lengthBytes = version[0] == 1 ? 2 : 4
        let headerStart = Self.magic.count + 2 + lengthBytes
        let length = bytes.prefix(headerStart).suffix(lengthBytes).reversed().reduce(0) { $0 << 8 | Int($1) }
        start = headerStart + length
        guard start <= bytes.count else {
            throw JudgingError(path, "expected a header of \(length) bytes, found the end of the file: it is cut off")
        }
        let header = String(decoding: bytes.dropFirst(headerStart).prefix(min(length, 10_000)), as: UTF8.self)
        let pattern =
            /\{'descr': ('[ -&(-~]*'|\[[ -~]*\]), 'fortran_order': (True|False), 'shape': \(([0-9, ]*)\),? ?\} *\n?/
        guard let match = header.wholeMatch(of: pattern) else {
            let found = header.prefix(80).debugDescription
            throw JudgingError(path, "expected a header as NumPy writes it, found \(found); save with np.save")
        }
        guard let number = Number(dtype: String(match.1).replacing("'", with: "")) else {
            throw JudgingError(
                path, "expected numbers of type '<f4' or '<f8', found \(match.1); save scores.astype(np.float64)")
        }
        self.number = number
        isFortranOrdered = match.2 == "True"
        shape = match.3.split(separator: ",").map { Int($0.replacing(" ", with: "")) ?? -1 }
    }

    /// The numbers as the users' scores, in single precision: those in double precision are replaced by numbers of the
    /// same order, so that rounding makes no two equal.
    ///
    /// - Throws: `JudgingError` unless there are users × movies, each a number or minus infinity.
    func scores(of users: TestUsers) throws -> Matrix {
        let (rows, columns) = (users.uids.count, users.movies)
        guard shape == [rows, columns] else {
            let hint = shape == [columns, rows] ? "; save its transpose, scores.T" : ""
            let found = shape.count == 1 ? "(\(shape[0]),)" : "(\(shape.map { "\($0)" }.joined(separator: ", ")))"
            throw JudgingError(
                path, "expected the shape (\(rows), \(columns)), test users × movies, found \(found)\(hint)")
        }
        let size = rows * columns * number.size
        guard bytes.count - start == size else {
            let hint = bytes.count - start < size ? "the file is cut off" : "something follows the array"
            throw JudgingError(
                path, "expected \(decimal(size)) bytes of numbers, found \(decimal(bytes.count - start)): \(hint)")
        }
        var scores: [Float] = []
        scores.reserveCapacity(rows * columns)
        try bytes.dropFirst(start).withUnsafeBytes { bytes in
            for row in 0..<rows {
                let values = (0..<columns).map { column in
                    let index = isFortranOrdered ? column * rows + row : row * columns + column
                    return number.read(bytes, at: index * number.size)
                }
                if let column = values.firstIndex(where: { $0.isNaN || $0 == .infinity }) {
                    let found = values[column].isNaN ? "NaN" : "infinity"
                    throw JudgingError(
                        path,
                        "expected numbers, or -inf for what is not to be recommended, found \(found) in row "
                            + "\(row), column \(column) (uid \(users.uids.lowerBound + row), sid \(column))")
                }
                scores += number.isDouble ? inSinglePrecision(orderOf: values) : values.map { Float($0) }
            }
        }
        return Matrix(rows: rows, columns: columns, values: scores)
    }
}

/// Numbers in the order of others, and equal where those are equal: each one's place among the different ones, from 1.
/// Minus infinity stays what it is.
///
/// - Precondition: none is NaN, and there are at most 2²⁴, as many whole numbers as single precision has in a row.
func inSinglePrecision(orderOf values: [Double]) -> [Float] {
    var result = [Float](repeating: -.infinity, count: values.count)
    var (place, last): (Float, Double) = (0, -.infinity)
    for index in values.indices.sorted(by: { values[$0] < values[$1] }) where values[index] > -.infinity {
        if values[index] > last { (place, last) = (place + 1, values[index]) }
        result[index] = place
    }
    return result
}
