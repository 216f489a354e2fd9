/// Movies' titles, and what could not be read of them.
package struct MovieTitles: Sendable, Hashable {
    /// Titles such as `Toy Story (1995)`, by the text of the movie's id.
    package private(set) var byID: [String: String] = [:]
    /// What could not be read, in one line; `nil` where nothing went wrong.
    package fileprivate(set) var warning: String?

    /// No titles.
    package init() {}

    /// The titles of a column's movies by code. O(ids).
    package func byCode(of ids: IDs) -> [Int: String] {
        switch ids {
        case .numbers:
            Dictionary(byID.compactMap { id, title in Int32(id).map { (Int($0), title) } }) { first, _ in first }
        case .listed(let texts):
            Dictionary(
                uniqueKeysWithValues: texts.enumerated().compactMap { code, id in byID[id].map { (code, $0) } })
        }
    }
}

/// Reads the titles in a folder, or beside a ratings file, from the first file of a known name that is there.
///
/// A study does without titles, so nothing is thrown: what cannot be read is told by a warning. O(bytes).
package func loadMovieTitles(at path: String) -> MovieTitles {
    var titles = MovieTitles()
    do throws(RatingsError) {
        let folder =
            switch try FileKind(at: path) {
            case .folder: path.hasSuffix("/") ? path : path + "/"
            case .nothing, .file: path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
            }
        for (name, separators) in titleFiles {
            for packing in ["", ".gz"] {
                let file = folder + name + packing
                guard case .file = try FileKind(at: file) else { continue }
                return try withBytes(ofFile: file) { bytes throws(RatingsError) in
                    try withUnpacked(bytes, named: name + packing) { bytes throws(RatingsError) in
                        MovieTitles(bytes, named: name + packing, separators: separators)
                    }
                }
            }
        }
    } catch {
        titles.warning = error.description
    }
    return titles
}

/// The names that data sets give their titles, and what may stand between the fields.
private let titleFiles: [(name: String, separators: [Separator])] = [
    ("movies.dat", [.colons]), ("movies.csv", [.comma, .semicolon, .tab]), ("u.item", [.bar]),
    ("movie.csv", [.comma, .semicolon, .tab]),
]

extension MovieTitles {
    /// Reads titles from the bytes of a file whose fields one of the separators divides.
    init(_ bytes: UnsafeRawBufferPointer, named name: String, separators: [Separator]) {
        guard var records = titleRecords(bytes, separators), records.next() else { return }
        var places = (id: 0, title: 1)
        var isRecord = true
        let names = records.fields.indices.map { plainName(decoded(records.value($0))) }
        let isHeader = names.indices.allSatisfy { records.wholeNumber($0) == nil }
        if isHeader, let id = firstPlace(of: ColumnRole.item.names + ["id"], in: names) {
            guard let title = firstPlace(of: ["title", "name", "movietitle", "moviename", "itemname"], in: names) else {
                warn(name, records, expected: "a column of titles")
                return
            }
            places = (id, title)
            isRecord = records.next()
        } else if isHeader {
            var following = records
            if following.next(), following.wholeNumber(0) != nil {
                warn(name, records, expected: "columns of ids and titles")
                return
            }
        }
        while isRecord {
            read(records, places, named: name)
            isRecord = records.next()
        }
    }

    private mutating func read(_ records: RecordReader, _ places: (id: Int, title: Int), named name: String) {
        guard !records.text.allSatisfy(isBlank) else { return }
        guard records.fault == nil, records.fields.count > max(places.id, places.title) else {
            return warn(name, records, expected: "a movie's id and title")
        }
        let title = decoded(records.value(places.title))
        guard !title.isEmpty else { return }
        byID[decoded(records.value(places.id))] = title
        // Ratings may spell a number in another way than titles do.
        if let number = idNumber(records.bytes, in: trimmed(records.fields[places.id].range, of: records.bytes)) {
            byID["\(number)"] = title
        }
    }

    /// Keeps the first of several warnings.
    private mutating func warn(_ name: String, _ records: RecordReader, expected: String) {
        guard warning == nil else { return }
        warning =
            "\(name):\(records.line): expected \(expected), found \(quoted(records.text));"
            + " movies without a title go by their ids"
    }
}

extension RecordReader {
    /// The whole number in a field, spaces around it left out.
    fileprivate func wholeNumber(_ index: Int) -> Int64? {
        Interactions.wholeNumber(bytes, in: trimmed(fields[index].range, of: bytes))
    }
}

/// The records of a titles file, divided by the separator that gives the most fields.
private func titleRecords(_ bytes: UnsafeRawBufferPointer, _ separators: [Separator]) -> RecordReader? {
    let start = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    let readers = separators.map { separator in
        // Where commas divide, a title with a comma is quoted; elsewhere a title may begin with a quotation mark.
        RecordReader(
            bytes, from: (start, 1), layout: .lines(separator), readsQuotes: separator != .colons && separator != .bar,
            keeping: 1000)
    }
    func fields(_ reader: RecordReader) -> Int {
        var reader = reader
        return reader.next() ? reader.count : 0
    }
    return readers.max { fields($0) < fields($1) }
}

/// The place of the first of the wanted names that is there.
private func firstPlace(of wanted: [String], in names: [String]) -> Int? {
    wanted.lazy.compactMap { names.firstIndex(of: $0) }.first
}
