/// Reads a line that holds a JSON object, member by member; false, and some members told, where it holds none.
///
/// A value that is an object or an array is told as an empty one. O(bytes).
func readObject(
    _ bytes: UnsafeRawBufferPointer, in line: Range<Int>,
    member: (_ key: RecordReader.Field, _ value: RecordReader.Field) -> Void
) -> Bool {
    var text = JSONText(bytes: bytes, position: line.lowerBound, end: line.upperBound)
    guard text.take("{") else { return false }
    if text.take("}") { return text.isAtEnd }
    repeat {
        guard let key = text.string(), text.take(":"), let value = text.value() else { return false }
        member(key, value)
    } while text.take(",")
    return text.take("}") && text.isAtEnd
}

/// The bytes that a string with escapes stands for; what is no escape stays as it is.
func unescaped(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var units: [UInt16] = []
    var text: [UInt8] = []
    func endUnits() {
        text += Array(String(decoding: units, as: UTF16.self).utf8)
        units.removeAll(keepingCapacity: true)
    }
    var rest = bytes[...]
    while let byte = rest.popFirst() {
        guard byte == backslash, let kind = rest.popFirst() else {
            endUnits()
            text.append(byte)
            continue
        }
        if kind == UInt8(ascii: "u"), let unit = UInt16(String(decoding: rest.prefix(4), as: UTF8.self), radix: 16) {
            units.append(unit)
            rest = rest.dropFirst(4)
        } else {
            endUnits()
            text.append(escapes[kind] ?? kind)
        }
    }
    endUnits()
    return text
}

private let mark = UInt8(ascii: "\"")
private let backslash = UInt8(ascii: "\\")
private let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "b"): 8, UInt8(ascii: "t"): 9, UInt8(ascii: "n"): 10, UInt8(ascii: "f"): 12, UInt8(ascii: "r"): 13,
]

/// A line of JSON while it is read.
private struct JSONText {
    let bytes: UnsafeRawBufferPointer
    var position: Int
    let end: Int

    /// Whether nothing but blanks follows.
    var isAtEnd: Bool {
        mutating get {
            skipBlanks()
            return position == end
        }
    }

    /// Moves behind a character, and the blanks before it, if it comes next.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard position < end, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// Reads a string.
    mutating func string() -> RecordReader.Field? {
        guard take("\"") else { return nil }
        var value = RecordReader.Field(range: position..<position)
        while position < end, bytes[position] != mark {
            if bytes[position] == backslash {
                value.isEscaped = true
                position += 1
            }
            position += 1
        }
        guard position < end else { return nil }
        value.range = value.range.lowerBound..<position
        position += 1
        return value
    }

    /// Reads a string, a number or a word, or passes over an object or an array.
    mutating func value() -> RecordReader.Field? {
        skipBlanks()
        guard position < end else { return nil }
        switch bytes[position] {
        case mark: return string()
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            return skipNested() ? RecordReader.Field(range: position..<position) : nil
        default:
            let start = position
            while position < end, isOfWord(bytes[position]) { position += 1 }
            return position > start ? RecordReader.Field(range: start..<position) : nil
        }
    }

    private mutating func skipNested() -> Bool {
        var depth = 0
        repeat {
            guard position < end else { return false }
            switch bytes[position] {
            case mark:
                guard string() != nil else { return false }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
            position += 1
        } while depth > 0
        return true
    }

    private mutating func skipBlanks() {
        while position < end, isBlank(bytes[position]) { position += 1 }
    }

    /// Whether a byte may stand in a number, or in `true`, `false`, `null` or `NaN`.
    private func isOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
