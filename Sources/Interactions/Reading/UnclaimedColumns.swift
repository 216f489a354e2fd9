/// Refuses a file without a column of ratings in which another may hold them: its lines would all become clicks, dislikes
/// too.
///
/// A column may hold ratings if all its values are numbers or truth values, or if they are two that repeat, such as `like`
/// and `dislike`. O(bytes) where a file has no ratings and columns besides; nothing elsewhere.
///
/// - Throws: `RatingsError.unclaimed`.
func requireNoOtherRatings(
    in text: UnsafeRawBufferPointer, _ found: FoundForm, columns choice: ColumnChoice?
) throws(RatingsError) {
    let form = found.form
    guard form.columns[.rating] == nil, choice?.leavesOut(.rating, of: form.header ?? []) != true else { return }
    let read = Set(form.columns.values.map(\.place))
    var columns = (0..<form.fieldCount).filter { place in
        !read.contains(place) && !(form.header.map { isIndexOrTime($0[place]) } ?? false)
    }.map(UnclaimedColumn.init)
    var records = RecordReader(text, from: (found.start, found.line), layout: form.layout)
    while !columns.isEmpty, records.next(), records.fault == nil, records.count == form.fieldCount {
        for index in columns.indices {
            columns[index].add(text, trimmed(records.fields[columns[index].place].range, of: text))
        }
        columns.removeAll { !$0.mayHoldRatings }
    }
    let places = columns.filter(\.holdsRatings).map(\.place)
    guard !places.isEmpty else { return }
    let option = "--columns \(choice.map { "\($0)," } ?? "")rating="
    throw .unclaimed(
        file: form.file, line: found.firstLine, columns: places.map(form.columnName),
        all: (0..<form.fieldCount).map(form.columnName), option: option)
}

/// Whether a column's name tells that it holds no ratings: what pandas writes as a table's index has none.
private func isIndexOrTime(_ name: String) -> Bool {
    name.isEmpty || plainName(name).hasPrefix("unnamed") || ColumnRole.time.names.contains(plainName(name))
}

/// A column that nothing is read from, and what its values so far have in common.
private struct UnclaimedColumn {
    let place: Int
    private var areNumbers = true
    private var values: [[UInt8]] = []
    private var count = 0

    init(_ place: Int) { self.place = place }

    /// Whether the column can still turn out to hold ratings.
    var mayHoldRatings: Bool { areNumbers || values.count <= 2 }

    /// Whether the values that were added are ratings or may stand for some.
    var holdsRatings: Bool { count > 0 && (areNumbers || values.count == 2 && count > 2) }

    /// Adds a value; an empty one tells nothing.
    mutating func add(_ bytes: UnsafeRawBufferPointer, _ value: Range<Int>) {
        guard !isMissing(bytes, in: value) else { return }
        count += 1
        areNumbers = areNumbers && (finiteNumber(bytes, in: value) ?? truthNumber(bytes, in: value)) != nil
        if values.count <= 2, !values.contains(where: { bytes[value].elementsEqual($0) }) {
            values.append(Array(bytes[value]))
        }
    }
}
