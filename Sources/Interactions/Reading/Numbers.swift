/// The whole number that an id is, `nil` where it is text: one with zeros in front is not the one without them.
func idNumber(_ bytes: UnsafeRawBufferPointer, in range: Range<Int>, withComma: Bool = false) -> Int64? {
    let isNegative = range.first.map { bytes[$0] == UInt8(ascii: "-") } ?? false
    let digits = isNegative ? range.dropFirst() : range
    if let first = digits.first, bytes[first] == UInt8(ascii: "0") {
        guard !isNegative, digits.count == 1 || !isDigit(bytes[first + 1]) else { return nil }
    }
    return wholeNumber(bytes, in: range, withComma: withComma)
}

private func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

private let point = UInt8(ascii: ".")
private let comma = UInt8(ascii: ",")

/// The whole number of at most 64 bits that bytes spell, `1193`, `-7` or `1193.0`; `nil` if they spell none.
///
/// - Parameter withComma: Whether `1193,0` spells one too.
func wholeNumber(_ bytes: UnsafeRawBufferPointer, in range: Range<Int>, withComma: Bool = false) -> Int64? {
    var position = range.lowerBound
    let isNegative = position < range.upperBound && bytes[position] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    let start = position
    var magnitude: UInt64 = 0
    while position < range.upperBound {
        let digit = bytes[position] &- UInt8(ascii: "0")
        guard digit <= 9 else { break }
        let (product, isTooLarge) = magnitude.multipliedReportingOverflow(by: 10)
        let (sum, overflows) = product.addingReportingOverflow(UInt64(digit))
        if isTooLarge || overflows { return nil }
        magnitude = sum
        position += 1
    }
    guard position > start else { return nil }
    if position < range.upperBound {
        guard bytes[position] == point || withComma && bytes[position] == comma,
            bytes[position + 1..<range.upperBound].allSatisfy({ $0 == UInt8(ascii: "0") })
        else { return nil }
    }
    if isNegative { return magnitude <= UInt64(Int64.max) ? -Int64(magnitude) : nil }
    return Int64(exactly: magnitude)
}

/// The finite number that bytes spell, `4`, `-3.75` or `1e2`; `nil` if they spell none.
func finiteNumber(_ bytes: UnsafeRawBufferPointer, in range: Range<Int>) -> Double? {
    var position = range.lowerBound
    let isNegative = position < range.upperBound && bytes[position] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    var digits: UInt64 = 0
    var count = 0
    var point: Int?
    // Fifteen digits are exact in a double, and so is the power of ten that they are divided by.
    while position < range.upperBound, count <= 15 {
        let digit = bytes[position] &- UInt8(ascii: "0")
        if digit <= 9 {
            digits = 10 * digits + UInt64(digit)
            count += 1
        } else if bytes[position] == UInt8(ascii: "."), point == nil {
            point = count
        } else {
            break
        }
        position += 1
    }
    guard position == range.upperBound, 1...15 ~= count else { return spelledOut(bytes, in: range) }
    let value = Double(digits) / powersOfTen[count - (point ?? count)]
    return isNegative ? -value : value
}

/// The number that bytes spell with a comma before its decimals, `3,5`; `nil` if they spell none.
func numberWithComma(_ bytes: UnsafeRawBufferPointer, in range: Range<Int>) -> Double? {
    guard bytes[range].contains(comma), !bytes[range].contains(point) else { return nil }
    return bytes[range].map { $0 == comma ? point : $0 }.withUnsafeBytes { finiteNumber($0, in: 0..<$0.count) }
}

/// The number of a truth value, as pandas has it: 1 for `true` and 0 for `false`, in any case; `nil` for others.
func truthNumber(_ bytes: UnsafeRawBufferPointer, in range: Range<Int>) -> Double? {
    guard 4...5 ~= range.count else { return nil }
    return ["false": 0, "true": 1][String(decoding: bytes[range], as: UTF8.self).lowercased()]
}

private let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
]

/// A number in any decimal spelling; one of more than a thousand characters is none.
private func spelledOut(_ bytes: UnsafeRawBufferPointer, in range: Range<Int>) -> Double? {
    guard range.count <= 1000, bytes[range].allSatisfy({ "+-.0123456789Ee".utf8.contains($0) }),
        let value = Double(String(decoding: bytes[range], as: UTF8.self)), value.isFinite
    else { return nil }
    return value
}

/// Whether bytes spell nothing, or what pandas and databases write for nothing.
func isMissing(_ bytes: UnsafeRawBufferPointer, in range: Range<Int>) -> Bool {
    guard range.count <= 4 else { return false }
    return ["", "nan", "null"].contains(String(decoding: bytes[range], as: UTF8.self).lowercased())
}

/// A range without the spaces at its ends.
@inline(__always)
func trimmed(_ range: Range<Int>, of bytes: UnsafeRawBufferPointer) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isBlank(bytes[start]) { start += 1 }
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
}

/// Whether a byte is a space or a tab.
func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
