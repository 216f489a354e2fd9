let newline = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")

/// One line of a ratings file as MovieLens writes it, read byte by byte: no `String` is made for any of a million lines.
struct RatingLine {
    /// The largest id that is taken.
    static let largestID = Int64(Int32.max)

    var user: Int32
    var movie: Int32
    var stars: Double
    var timestamp: Int64

    /// Reads the line at `position` and moves to the start of the next one; `nil`, and `position` anywhere
    /// within the line, if the line is not two ids, a rating in half stars and a time.
    @inline(__always)
    init?(_ bytes: UnsafeRawBufferPointer, at position: inout Int, separator: (byte: UInt8, count: Int)) {
        guard let user = id(bytes, at: &position), user <= Self.largestID,
            skip(separator, bytes, at: &position),
            let movie = id(bytes, at: &position), movie <= Self.largestID,
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
        stars = 0.5 * Double(halfStars)
        self.timestamp = timestamp
    }
}

/// A whole number without zeros in front, as which it would be text.
@inline(__always)
private func id(_ bytes: UnsafeRawBufferPointer, at position: inout Int) -> Int64? {
    let start = position
    guard let id = number(bytes, at: &position), position == start + 1 || bytes[start] != UInt8(ascii: "0") else {
        return nil
    }
    return id
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

/// A rating of one digit, `4`, `4.0` or `3.5`, in half stars.
@inline(__always)
private func rating(_ bytes: UnsafeRawBufferPointer, at position: inout Int) -> UInt8? {
    guard position < bytes.count else { return nil }
    let whole = bytes[position] &- UInt8(ascii: "0")
    guard whole <= 9 else { return nil }
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
    return halfStars
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
