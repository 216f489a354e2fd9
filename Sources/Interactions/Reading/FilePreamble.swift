/// What stands in a ratings file before its records and says what they are like.
struct FilePreamble {
    /// The first byte and the number of the line behind it.
    var end: (position: Int, line: Int)
    /// How records lie, if it says so.
    var layout: RecordLayout?
    /// The number of fields of a record, if it says so.
    var fieldCount: Int?
    /// The number of records, if it says so.
    var count: Int?

    /// Reads what is there: Excel's `sep=;`, or the first lines of a MatrixMarket file of coordinates.
    ///
    /// - Throws: `RatingsError` where another separator or another kind of matrix is announced.
    init(_ bytes: UnsafeRawBufferPointer, from start: Int, named file: String) throws(RatingsError) {
        end = (start, 1)
        let first = line(at: start, of: bytes)
        let text = String(decoding: first.prefix(200), as: UTF8.self)
        if text.lowercased().hasPrefix("%%matrixmarket") {
            try readMatrixMarket(bytes, text, named: file)
        } else if let mark = excelSeparator(text) {
            guard let separator = (Separator.ofRatings + [.blanks]).first(where: { $0.text == mark }) else {
                throw .unknownFormat(file: file, found: quoted(first))
            }
            layout = .lines(separator)
            skipLine(bytes)
        }
    }

    /// The character that Excel's first line announces.
    private func excelSeparator(_ line: String) -> String? {
        let line =
            line.count > 2 && line.hasPrefix("\"") && line.hasSuffix("\"") ? String(line.dropFirst().dropLast()) : line
        return line.count == 5 && line.lowercased().hasPrefix("sep=") ? String(line.suffix(1)) : nil
    }

    private mutating func skipLine(_ bytes: UnsafeRawBufferPointer) {
        end = (nextLine(after: end.position, in: bytes), end.line + 1)
    }

    private mutating func readMatrixMarket(
        _ bytes: UnsafeRawBufferPointer, _ first: String, named file: String
    ) throws(RatingsError) {
        let words = first.lowercased().split(whereSeparator: \.isWhitespace)
        guard words.count == 5, words[1...2] == ["matrix", "coordinate"], words[4] == "general",
            ["real", "integer", "pattern"].contains(words[3])
        else { throw .notCoordinates(file: file, line: 1, found: quoted(first.utf8)) }
        repeat {
            skipLine(bytes)
        } while end.position < bytes.count
            && (bytes[end.position] == UInt8(ascii: "%") || line(at: end.position, of: bytes).allSatisfy(isBlank))
        let size = line(at: end.position, of: bytes)
        let numbers = String(decoding: size.prefix(200), as: UTF8.self).split(whereSeparator: \.isWhitespace).map {
            Int($0)
        }
        guard numbers.count == 3, let count = numbers[2], !numbers.contains(nil) else {
            throw .notCoordinates(file: file, line: end.line, found: quoted(size))
        }
        skipLine(bytes)
        layout = .lines(.blanks)
        fieldCount = words[3] == "pattern" ? 2 : 3
        self.count = count
    }
}
