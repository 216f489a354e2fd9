/// A ratings file before its ratings are read: its form, and where they begin.
struct FoundForm {
    let form: RatingsForm
    /// The first rating's first byte.
    let start: Int
    /// The number of the line on which it stands.
    let line: Int
    /// The number of the line of the header, or of the first rating where there is none.
    let firstLine: Int
    /// How many ratings there are, if the file says so.
    let count: Int?
}

/// Finds out the form of a ratings file from what stands before its records and from the first two of them.
///
/// - Parameter start: Where the text begins.
/// - Throws: `RatingsError` where no separator divides the first line, or where the columns do not tell what they hold.
func findForm(
    of bytes: UnsafeRawBufferPointer, from start: Int, named file: String, columns choice: ColumnChoice?
) throws(RatingsError) -> FoundForm {
    let preamble = try FilePreamble(bytes, from: start, named: file)
    let start = preamble.end
    guard start.position < bytes.count else { throw .empty(file: file) }
    let records = try firstRecords(of: bytes, from: start, layout: preamble.layout, named: file)
    let isAnnounced = preamble.fieldCount != nil
    let hasHeader = !isAnnounced && (choice?.namesColumns(in: records.first) ?? false || records.hasHeader)
    let columns = try columns(of: records, hasHeader: hasHeader, at: (file, start.line), choice: choice)
    let form = RatingsForm(
        file: file, layout: records.layout, fieldCount: preamble.fieldCount ?? records.first.count,
        header: hasHeader ? records.first : nil,
        firstFields: (hasHeader ? records.second : records.first).map { quoted($0.utf8) },
        columns: columns, isChosen: choice != nil)
    let (position, line) = hasHeader ? records.secondStart : start
    return FoundForm(form: form, start: position, line: line, firstLine: start.line, count: preamble.count)
}

/// The first records by the layout that divides them best, or by the one that is announced.
///
/// - Throws: `RatingsError` where none divides them.
private func firstRecords(
    of bytes: UnsafeRawBufferPointer, from start: (position: Int, line: Int), layout: RecordLayout?, named file: String
) throws(RatingsError) -> FirstRecords {
    let first = line(at: start.position, of: bytes)
    let layouts: [RecordLayout]
    if let layout {
        layouts = [layout]
    } else if let byte = first.first(where: { !isBlank($0) }), "{[".utf8.contains(byte) {
        guard let records = FirstRecords(objects: bytes, from: start) else {
            throw .notObjects(file: file, line: start.line, found: quoted(first))
        }
        return records
    } else if first.last == UInt8(ascii: ":"), wholeNumber(first, in: 0..<first.count - 1) != nil {
        layouts = [.blocks(.comma), .blocks(.tab), .blocks(.semicolon), .blocks(.bar), .blocks(.blanks)]
    } else {
        layouts = Separator.ofRatings.map { .lines($0) }
    }
    let found = layouts.compactMap { FirstRecords(bytes, from: start, layout: $0) }
    let best = found.max { $0.evidence < $1.evidence } ?? FirstRecords(bytes, from: start, layout: .lines(.blanks))
    guard let best else { throw .unknownFormat(file: file, line: start.line, found: quoted(first)) }
    return best
}

/// The first two records of a text in one layout.
private struct FirstRecords {
    let layout: RecordLayout
    /// The fields of the first record, without the spaces around them; of objects, the keys.
    let first: [String]
    /// Those of the second, none where there is no second; of objects, the first one's values.
    let second: [String]
    /// Where the second record begins.
    let secondStart: (position: Int, line: Int)

    /// The most columns that a file may have: text without lines would have as many as bytes.
    private static let mostColumns = 10_000

    /// Divides the first records; `nil` where the layout does not divide the first of them.
    init?(_ bytes: UnsafeRawBufferPointer, from start: (position: Int, line: Int), layout: RecordLayout) {
        var reader = RecordReader(bytes, from: start, layout: layout, keeping: Self.mostColumns)
        guard reader.next(), 2...Self.mostColumns ~= reader.count else { return nil }
        self.layout = layout
        first = texts(of: reader)
        // Genres may have bars between them, in a file that something else divides.
        if layout.separator == .bar, first[0].contains(where: { ",;\t".contains($0) }) { return nil }
        secondStart = (reader.position, reader.nextLine)
        second = reader.next() ? texts(of: reader) : []
    }

    /// Reads the first JSON objects; `nil` where the first line holds none. A key may be missing in some of them.
    init?(objects bytes: UnsafeRawBufferPointer, from start: (position: Int, line: Int)) {
        var keys: [String] = []
        var position = start.position
        for _ in 0..<1000 where position < bytes.count {
            let end = position + line(at: position, of: bytes).count
            let isObject = readObject(bytes, in: position..<end) { key, _ in
                let key = decoded(Array(bytes[key.range]))
                if keys.count <= Self.mostColumns, !keys.contains(key) { keys.append(key) }
            }
            guard isObject else { break }
            position = nextLine(after: end, in: bytes)
        }
        guard position > start.position, 1...Self.mostColumns ~= keys.count else { return nil }
        layout = .objects(keys: keys)
        first = keys
        secondStart = start
        var reader = RecordReader(bytes, from: start, layout: layout)
        second = reader.next() ? texts(of: reader) : []
    }

    /// What speaks for the layout: that something divides a line, as many fields on the second, and then many of them.
    var evidence: (Int, Int, Int) {
        let isDivided = if case .blocks = layout { first.count > 2 } else { true }
        return (isDivided ? 1 : 0, second.isEmpty || second.count == first.count ? 1 : 0, first.count)
    }

    /// Whether the first record names columns: keys, or no numbers, but a known name, or text where the second has a number.
    var hasHeader: Bool {
        if case .objects = layout { return true }
        if case .blocks = layout { return false }
        guard !first.contains(where: isNumber) else { return false }
        if ColumnRole.allCases.contains(where: { !$0.places(in: first).isEmpty }) { return true }
        return zip(first, second).contains { !$0.isEmpty && isNumber($1) }
    }

    private func isNumber(_ text: String) -> Bool {
        Array(text.utf8).withUnsafeBytes { finiteNumber($0, in: 0..<$0.count) != nil }
    }
}

extension ColumnChoice {
    /// Whether a column is chosen by a name of these rather than by a number.
    fileprivate func namesColumns(in header: [String]) -> Bool {
        names.values.contains { Int($0) == nil && header.contains($0) }
    }
}

/// The fields of a record as text, without the spaces around them.
private func texts(of reader: RecordReader) -> [String] {
    reader.fields.indices.map { index in
        let value = reader.value(index)
        return value.withUnsafeBytes { bytes in decoded(Array(bytes[trimmed(0..<value.count, of: bytes)])) }
    }
}

/// The columns of users, items and, where there are any, ratings and times.
private func columns(
    of records: FirstRecords, hasHeader: Bool, at place: (file: String, line: Int), choice: ColumnChoice?
) throws(RatingsError) -> [ColumnRole: RatingsForm.Column] {
    let names = records.first
    let header = hasHeader ? names : []
    let found = hasHeader ? "the names \(quoted(names))" : "no names and \(names.count) columns"
    var places: [ColumnRole: Int] = [:]
    for role in ColumnRole.allCases {
        guard let name = choice?.names[role], choice?.leavesOut(role, of: header) == false else { continue }
        guard let chosen = header.firstIndex(of: name) ?? Int(name).flatMap({ 1...names.count ~= $0 ? $0 - 1 : nil })
        else { throw .noSuchColumn(file: place.file, chosen: quoted(name.utf8), found: found) }
        places[role] = chosen
    }
    let chosen = Set(places.values)
    for role in ColumnRole.allCases where choice?.names[role] == nil {
        let known =
            hasHeader
            ? role.places(in: names).filter { !chosen.contains($0) }
            : columnInOrder(of: role, in: records, choice: choice).map { [$0] } ?? []
        guard known.count <= 1 else {
            throw .severalColumns(
                file: place.file, line: place.line, role,
                names: known.map { "\(quoted(names[$0].utf8)) (column \($0 + 1))" },
                options: known.map { "\(role)=\($0 + 1)" })
        }
        places[role] = known.first
    }
    let missing = [ColumnRole.user, .item].filter { places[$0] == nil }
    guard missing.isEmpty else {
        let lacking = hasHeader ? missing.map { "no \($0) column" }.joined(separator: " and ") + " among " : ""
        throw .unknownColumns(
            file: place.file, line: place.line, found: lacking + found,
            isOnePersons: places[.user] == nil && (places[.item] ?? places[.rating]) != nil)
    }
    return places.mapValues { .init(place: $0, name: hasHeader ? names[$0] : nil) }
}

/// The place of a role's column in a file without names; `nil` where it has none, or where columns that were chosen leave
/// it open.
private func columnInOrder(of role: ColumnRole, in records: FirstRecords, choice: ColumnChoice?) -> Int? {
    var roles = ColumnRole.allCases
    var count = records.first.count
    if case .blocks = records.layout {
        count -= 1
        if role == .item { return count }
        roles = [.user, .rating, .time]
    }
    let isOpen = choice.map { $0.names[.user] != nil || $0.names[.item] != nil || role == .rating || role == .time }
    guard isOpen != true, count <= roles.count else { return nil }
    return roles.firstIndex(of: role).flatMap { $0 < count ? $0 : nil }
}
