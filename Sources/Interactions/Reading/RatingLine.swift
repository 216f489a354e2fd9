let newline = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")

/// One line of a ratings file, read byte by byte: no `String` is made for any of a million lines.
struct RatingLine {
    /// The largest id that is taken.
    static let largestID = Int64(Int32.max)
    /// The largest timestamp that is taken: 18 digits never overflow while they are read.
    static let largestTimestamp: Int64 = 999_999_999_999_999_999

    var user: Int32
    var movie: Int32
    var halfStars: UInt8
    var timestamp: Int64

    /// Reads the line at `position` and moves to the start of the next one; `nil`, and `position` anywhere
    /// within the line, if the line breaks the format.
    @inline(__always)
    init?(_ bytes: UnsafeRawBufferPointer, at position: inout Int, separator: (byte: UInt8, count: Int)) {
        guard let user = number(bytes, at: &position), user <= Self.largestID,
            skip(separator, bytes, at: &position),
            let movie = number(bytes, at: &position), movie <= Self.largestID,
            skip(separator, bytes, at: &position),
            let halfStars = rating(bytes, at: &position),
            skip(separator, bytes, at: &position),
            let timestamp = number(bytes, at: &position)
        else { return nil }
        if position < bytes.count {
            if bytes[position] == carriageReturn { position += 1 }
            if position < bytes.count {
                guard bytes[position] == newline else { return nil }
                position += 1
            }
        }
        self.user = Int32(truncatingIfNeeded: user)
        self.movie = Int32(truncatingIfNeeded: movie)
        self.halfStars = halfStars
        self.timestamp = timestamp
    }

    /// What is wrong with a line that could not be read, the leftmost fault first.
    static func fault(in line: UnsafeRawBufferPointer, number lineNumber: Int, format: RatingsFormat)
        -> RatingsError.Fault
    {
        guard line.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else { return .blank }
        let fields = format.split(line)
        guard fields.count == format.fields.count else { return .fields }
        if lineNumber == 1, fields.allSatisfy({ $0.contains(where: isLetter) }) { return .header }
        for (index, (name, field)) in zip(format.fields, fields).enumerated() {
            let field = UnsafeRawBufferPointer(rebasing: field)
            var position = 0
            let expected: String
            let holds: Bool
            switch index {
            case 2:
                expected = "0.5 to 5 in steps of 0.5"
                holds = rating(field, at: &position) != nil
            case 3:
                expected = "a whole number from 0 to \(largestTimestamp)"
                holds = number(field, at: &position) != nil
            default:
                expected = "a whole number from 0 to \(largestID)"
                holds = number(field, at: &position).map { $0 <= largestID } ?? false
            }
            guard holds, position == field.count else {
                return .field(name, found: quoted(field), expected: expected)
            }
        }
        return .fields
    }
}

private func isLetter(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
}

/// A whole number of at most 18 digits.
@inline(__always)
private func number(_ bytes: UnsafeRawBufferPointer, at position: inout Int) -> Int64? {
    let start = position
    var value: Int64 = 0
    while position < bytes.count {
        let digit = bytes[position] &- UInt8(ascii: "0")
        guard digit <= 9 else { break }
        value = value &* 10 &+ Int64(digit)
        position += 1
    }
    return 1...18 ~= position - start ? value : nil
}

/// A rating of 0.5…5 stars, `4`, `4.0` or `3.5`, in half stars.
@inline(__always)
private func rating(_ bytes: UnsafeRawBufferPointer, at position: inout Int) -> UInt8? {
    guard position < bytes.count else { return nil }
    let whole = bytes[position] &- UInt8(ascii: "0")
    guard whole <= 5 else { return nil }
    position += 1
    var halfStars = 2 * whole
    if position + 1 < bytes.count, bytes[position] == UInt8(ascii: ".") {
        switch bytes[position + 1] {
        case UInt8(ascii: "0"): break
        case UInt8(ascii: "5"): halfStars += 1
        default: return nil
        }
        position += 2
    }
    return 1...10 ~= halfStars ? halfStars : nil
}

@inline(__always)
private func skip(
    _ separator: (byte: UInt8, count: Int), _ bytes: UnsafeRawBufferPointer, at position: inout Int
) -> Bool {
    guard position + separator.count <= bytes.count, bytes[position] == separator.byte,
        separator.count == 1 || bytes[position + 1] == separator.byte
    else { return false }
    position += separator.count
    return true
}
