/// A ratings file before its ratings are read: its form, and where they begin.
struct FoundForm {
    let form: RatingsForm
    /// The first rating's first byte.
    let start: Int
    /// The number of the line on which it stands.
    let line: Int
}

/// Finds out the form of a ratings file from its first two records.
///
/// - Parameter start: Where the text begins.
/// - Throws: `RatingsError` where no separator divides the first line, or where the columns do not tell what they hold.
func findForm(
    of bytes: UnsafeRawBufferPointer, from start: Int, named file: String, columns choice: ColumnChoice?
) throws(RatingsError) -> FoundForm {
    let found = Separator.ofRatings.compactMap { FirstRecords(bytes, from: start, separator: $0) }
    guard let records = found.max(by: { $0.evidence < $1.evidence }) else {
        throw .unknownFormat(file: file, found: quoted(line(at: start, of: bytes)))
    }
    let hasHeader = choice?.namesColumns(in: records.first) ?? false || records.hasHeader
    let columns = try columns(of: records, hasHeader: hasHeader, file: file, choice: choice)
    let form = RatingsForm(
        file: file, separator: records.separator, fieldCount: records.first.count,
        header: hasHeader ? records.first : nil, columns: columns, isChosen: choice != nil)
    return hasHeader
        ? FoundForm(form: form, start: records.secondStart.position, line: records.secondStart.line)
        : FoundForm(form: form, start: start, line: 1)
}

/// The first two records of a text as one separator divides them.
private struct FirstRecords {
    let separator: Separator
    /// The fields of the first record, without the spaces around them.
    let first: [String]
    /// Those of the second, none where there is no second.
    let second: [String]
    /// Where the second record begins.
    let secondStart: (position: Int, line: Int)

    /// The most columns that a file may have: text without lines would have as many as bytes.
    private static let mostColumns = 10_000

    /// Divides the first records; `nil` where the separator does not divide the first of them.
    init?(_ bytes: UnsafeRawBufferPointer, from start: Int, separator: Separator) {
        var reader = RecordReader(bytes, from: (start, 1), separator: separator, keeping: Self.mostColumns)
        guard reader.next(), 2...Self.mostColumns ~= reader.count else { return nil }
        func texts() -> [String] {
            reader.fields.indices.map { index in
                let value = reader.value(index)
                return value.withUnsafeBytes { bytes in
                    decoded(Array(bytes[trimmed(0..<value.count, of: bytes)]))
                }
            }
        }
        self.separator = separator
        first = texts()
        secondStart = (reader.position, reader.nextLine)
        second = reader.next() ? texts() : []
    }

    /// What speaks for the separator: as many fields on the second line, and then many of them.
    var evidence: (Int, Int) { (second.isEmpty || second.count == first.count ? 1 : 0, first.count) }

    /// Whether the first record names columns: no numbers, but a known name, or text where the second has a number.
    var hasHeader: Bool {
        guard !first.contains(where: isNumber) else { return false }
        if ColumnRole.allCases.contains(where: { $0.place(in: first) != nil }) { return true }
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

/// The columns of users, items and, where there are any, ratings and times.
private func columns(
    of records: FirstRecords, hasHeader: Bool, file: String, choice: ColumnChoice?
) throws(RatingsError) -> [ColumnRole: RatingsForm.Column] {
    let names = records.first
    var columns: [ColumnRole: RatingsForm.Column] = [:]
    for (place, role) in ColumnRole.allCases.enumerated() {
        let column: Int?
        if let name = choice?.names[role] {
            let number = Int(name).flatMap { 1...names.count ~= $0 ? $0 - 1 : nil }
            guard let chosen = (hasHeader ? names.firstIndex(of: name) : nil) ?? number else {
                throw .noSuchColumn(
                    file: file, chosen: quoted(name.utf8),
                    found: hasHeader ? "the names \(listed(names))" : "no names and \(names.count) columns")
            }
            column = chosen
        } else if hasHeader {
            column = role.place(in: names)
        } else {
            column = choice == nil && names.count <= 4 && place < names.count ? place : nil
        }
        columns[role] = column.map { .init(place: $0, name: hasHeader ? names[$0] : nil) }
    }
    guard columns[.user] != nil, columns[.item] != nil else {
        throw .unknownColumns(
            file: file, line: 1,
            found: hasHeader ? "the names \(listed(names))" : "no names and \(names.count) columns")
    }
    return columns
}
