/// Reads movie titles by movie id from the `movies.dat` or `movies.csv` in a folder, or beside a ratings file.
///
/// - Returns: The titles, such as `Toy Story (1995)`; `nil` if no such file is there.
/// - Throws: `RatingsError` if the file cannot be read or a line is malformed.
package func loadMovieTitles(at path: String) throws(RatingsError) -> [Int: String]? {
    let folder =
        switch try FileKind(at: path) {
        case .folder: path.hasSuffix("/") ? path : path + "/"
        case .nothing, .file: path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        }
    for (name, format) in [("movies.dat", MoviesFormat.dat), ("movies.csv", .csv)] {
        guard case .file = try FileKind(at: folder + name) else { continue }
        return try withBytes(ofFile: folder + name) { bytes throws(RatingsError) in
            try parseMovieTitles(bytes, named: name, format: format)
        }
    }
    return nil
}

/// The two ways in which MovieLens publishes movies.
private enum MoviesFormat: String {
    /// No header; Latin-1 in MovieLens 1M, UTF-8 in 10M.
    case dat = "movie::title::genres"
    /// Under this header, UTF-8; a title with a comma stands in quotation marks.
    case csv = "movieId,title,genres"

    /// The id and the title on a line, as bytes, if it has both.
    func fields(of line: UnsafeRawBufferPointer) -> (id: [UInt8], title: [UInt8])? {
        switch self {
        case .dat:
            let fields = RatingsFormat.dat.split(line)
            return fields.count == 3 ? (Array(fields[0]), Array(fields[1])) : nil
        case .csv:
            let fields = splitQuoted(line)
            return fields.count == 3 ? (fields[0], fields[1]) : nil
        }
    }
}

private func parseMovieTitles(
    _ bytes: UnsafeRawBufferPointer, named name: String, format: MoviesFormat
) throws(RatingsError) -> [Int: String] {
    var titles: [Int: String] = [:]
    var position = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    var number = 0
    while position < bytes.count {
        let line = line(at: position, of: bytes)
        position = nextLine(after: position, in: bytes)
        number += 1
        if number == 1, format == .csv, line.elementsEqual(format.rawValue.utf8) { continue }
        guard let (id, title) = format.fields(of: line), let id = Int(String(decoding: id, as: UTF8.self)) else {
            throw .malformed(file: name, line: number, format: format.rawValue, found: quoted(line), .fields)
        }
        titles[id] = decoded(title)
    }
    return titles
}

/// A line's comma-separated fields; in quotation marks a comma is part of a field and `""` is one mark.
private func splitQuoted(_ line: UnsafeRawBufferPointer) -> [[UInt8]] {
    let mark = UInt8(ascii: "\"")
    var fields: [[UInt8]] = [[]]
    var isQuoted = false
    for (index, byte) in line.enumerated() {
        if byte == mark {
            if !isQuoted, index > 0, line[index - 1] == mark { fields[fields.count - 1].append(mark) }
            isQuoted.toggle()
        } else if byte == UInt8(ascii: ","), !isQuoted {
            fields.append([])
        } else {
            fields[fields.count - 1].append(byte)
        }
    }
    return fields
}

/// Text in UTF-8, or in Latin-1 where the bytes are no UTF-8.
private func decoded(_ bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var text = ""
    for byte in bytes { text.unicodeScalars.append(Unicode.Scalar(byte)) }
    return text
}
