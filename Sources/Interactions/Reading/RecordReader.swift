/// The records of a text, one after another: lines, or more than a line where quotation marks span several.
struct RecordReader {
    /// One field of a record.
    struct Field {
        /// Where its bytes lie, quotation marks left out.
        var range: Range<Int>
        /// Whether its bytes stand for others: two quotation marks for one, or escapes of JSON.
        var isEscaped = false
    }

    /// What breaks a record.
    enum Fault {
        /// A quotation mark opens a field and none closes it.
        case unclosed
        /// Something stands between a closing quotation mark and the next separator.
        case trailing
        /// A line is no JSON object.
        case object
    }

    /// The text.
    let bytes: UnsafeRawBufferPointer
    /// Where the next record begins.
    private(set) var position: Int
    /// The number of the line at which the next record begins.
    private(set) var nextLine: Int
    /// Where the record lies, its line end left out.
    private(set) var record = 0..<0
    /// The number of the line at which the record begins.
    private(set) var line = 0
    /// The record's first fields, as many as are kept.
    private(set) var fields: [Field] = []
    /// The number of the record's fields.
    private(set) var count = 0
    /// What is wrong with the record.
    private(set) var fault: Fault?

    /// The id above the block that is read, empty where none is.
    private var block = 0..<0
    private let format: Format

    /// Reads text from a position on.
    ///
    /// - Parameters:
    ///   - line: The number of the line that begins there.
    ///   - kept: How many fields of a record are kept; the others are counted.
    init(
        _ bytes: UnsafeRawBufferPointer, from start: (position: Int, line: Int), layout: RecordLayout,
        readsQuotes: Bool = true, keeping kept: Int = .max
    ) {
        self.bytes = bytes
        (position, nextLine) = start
        format = Format(layout, readsQuotes: readsQuotes, keeping: kept)
    }

    /// What stays the same from record to record, in one place so that a reader is small.
    private final class Format: Sendable {
        let layout: RecordLayout
        let separator: (byte: UInt8, count: Int)
        /// Whether any number of blanks separates fields, and those at the ends of a line mean nothing.
        let hasBlanks: Bool
        /// Whether a line is a record and nothing else.
        let isPlain: Bool
        /// The keys of objects whose values are kept.
        let keys: [[UInt8]]
        let readsQuotes: Bool
        let kept: Int

        init(_ layout: RecordLayout, readsQuotes: Bool, keeping kept: Int) {
            self.layout = layout
            // Nothing divides an object's line.
            separator = layout.separator?.byte ?? (0, 1)
            hasBlanks = layout.separator == .blanks
            isPlain = if case .lines = layout { true } else { false }
            keys = if case .objects(let keys) = layout { keys.prefix(kept).map { Array($0.utf8) } } else { [] }
            self.readsQuotes = readsQuotes && layout.separator != nil
            self.kept = kept
        }
    }

    /// Reads the next record; false at the end of the text. O(bytes of the record).
    mutating func next() -> Bool {
        guard readRecord() else { return false }
        return format.isPlain || completeRecord()
    }

    /// Makes a record of the line that was read; false where it opens a last, empty block.
    private mutating func completeRecord() -> Bool {
        if case .objects(let keys) = format.layout {
            readMembers()
            count = keys.count
            return true
        }
        while let id = blockID {
            block = id
            guard readRecord() else { return false }
        }
        if !block.isEmpty { keep(Field(range: block)) }
        return true
    }

    private mutating func readRecord() -> Bool {
        guard position < bytes.count else { return false }
        line = nextLine
        fields.removeAll(keepingCapacity: true)
        count = 0
        fault = nil
        if format.hasBlanks { skipBlanks() }
        let start = position
        repeat { readField() } while skipSeparator()
        record = start..<position
        if position < bytes.count {
            if bytes[position] == carriageReturn { position += 1 }
            position += 1
            nextLine += 1
        } else if position > start, bytes[position - 1] == carriageReturn {
            record = start..<position - 1
        }
        return true
    }

    /// The bytes of the record.
    var text: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[record]) }

    /// The id of the block that the record opens, `1` where it is `1:`; `nil` where it is another.
    private var blockID: Range<Int>? {
        guard count == 1, fault == nil, let colon = record.last, bytes[colon] == UInt8(ascii: ":") else { return nil }
        let id = record.lowerBound..<colon
        return wholeNumber(bytes, in: id) == nil ? nil : id
    }

    /// Keeps the values of the line's object in the order of the keys.
    private mutating func readMembers() {
        let missing = Field(range: record.upperBound..<record.upperBound)
        var values = [Field](repeating: missing, count: format.keys.count)
        let keys = format.keys
        let isObject = readObject(bytes, in: record) { key, value in
            if let place = keys.firstIndex(where: { bytes[key.range].elementsEqual($0) }) {
                values[place] = value
            }
        }
        fields = values
        fault = isObject ? nil : .object
    }

    /// A kept field's bytes, without what escapes others in them.
    func value(_ index: Int) -> [UInt8] {
        let field = fields[index]
        guard field.isEscaped else { return Array(bytes[field.range]) }
        if case .objects = format.layout { return unescaped(bytes[field.range]) }
        var value: [UInt8] = []
        var isSecond = false
        for byte in bytes[field.range] {
            isSecond = byte == mark && !isSecond
            if !isSecond { value.append(byte) }
        }
        return value
    }

    /// Reads a field and stops at a separator, at a line end or at the end of the text.
    private mutating func readField() {
        if format.readsQuotes, position < bytes.count, bytes[position] == mark { return readQuotedField() }
        let start = position
        skipToFieldEnd()
        keep(Field(range: start..<fieldEnd(from: start)))
    }

    private mutating func readQuotedField() {
        let start = position + 1
        position = start
        var hasDoubledMarks = false
        while position < bytes.count {
            let byte = bytes[position]
            if byte == mark {
                guard position + 1 < bytes.count, bytes[position + 1] == mark else { break }
                hasDoubledMarks = true
                position += 1
            } else if byte == newline {
                nextLine += 1
            }
            position += 1
        }
        keep(Field(range: start..<position, isEscaped: hasDoubledMarks))
        guard position < bytes.count else { return fault = fault ?? .unclosed }
        position += 1
        let end = position
        skipToFieldEnd()
        if fieldEnd(from: end) > end { fault = fault ?? .trailing }
    }

    @inline(__always)
    private mutating func skipToFieldEnd() {
        let (separator, bytes) = (format.separator, bytes)
        let otherBlank = format.hasBlanks ? UInt8(ascii: "\t") : newline
        var position = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == newline || byte == otherBlank
                || byte == separator.byte && isSeparator(separator, at: position)
            {
                break
            }
            position += 1
        }
        // A line ends with its carriage return, not with its line feed.
        if position < bytes.count, bytes[position] == newline, position > self.position,
            bytes[position - 1] == carriageReturn
        {
            position -= 1
        }
        self.position = position
    }

    /// The end of the field that begins at `start`; a carriage return before the end of the text is no part of it.
    private func fieldEnd(from start: Int) -> Int {
        position == bytes.count && position > start && bytes[position - 1] == carriageReturn ? position - 1 : position
    }

    private mutating func skipSeparator() -> Bool {
        guard position < bytes.count else { return false }
        if format.hasBlanks {
            skipBlanks()
            return position < bytes.count && bytes[position] != newline && bytes[position] != carriageReturn
        }
        guard isSeparator(format.separator, at: position) else { return false }
        position += format.separator.count
        return true
    }

    private mutating func skipBlanks() {
        while position < bytes.count, isBlank(bytes[position]) { position += 1 }
    }

    @inline(__always)
    private func isSeparator(_ separator: (byte: UInt8, count: Int), at position: Int) -> Bool {
        bytes[position] == separator.byte
            && (separator.count == 1 || position + 1 < bytes.count && bytes[position + 1] == separator.byte)
    }

    private mutating func keep(_ field: Field) {
        count += 1
        if fields.count < format.kept { fields.append(field) }
    }
}

private let mark = UInt8(ascii: "\"")
