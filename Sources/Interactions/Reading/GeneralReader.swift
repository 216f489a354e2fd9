/// Reads ratings of any form, record by record: fields may be quoted, ids may be text, and other columns are passed
/// over.
struct GeneralReader {
    let bytes: UnsafeRawBufferPointer
    let found: FoundForm
    /// Whether ids have to be whole numbers.
    let isStrict: Bool

    /// Whether a comma may stand before decimals: with semicolons between fields, as spreadsheets write them in Europe.
    private let hasDecimalCommas: Bool

    private var form: RatingsForm { found.form }

    /// Reads the records of a text whose form was found.
    init(bytes: UnsafeRawBufferPointer, found: FoundForm, isStrict: Bool) {
        (self.bytes, self.found, self.isStrict) = (bytes, found, isStrict)
        hasDecimalCommas = found.form.layout.separator == .semicolon
    }

    /// Ratings, and the roles of the columns whose ids are text.
    typealias Read = (ratings: Ratings, textIDs: Set<ColumnRole>)

    /// Reads all ratings. O(bytes), and O(d log d) for d distinct ids.
    ///
    /// A column whose ids are whole numbers up to some line and not there is read again as text, unless the reader is
    /// strict and calls it a fault. A number with zeros or a plus sign in front is text to both.
    ///
    /// - Throws: `RatingsError` for the first record that cannot be read.
    func read() throws(RatingsError) -> Read {
        var textIDs: Set<ColumnRole> = []
        while true {
            switch try pass(textIDs: textIDs) {
            case .ratings(let ratings): return (ratings, textIDs)
            case .text(let role): textIDs.insert(role)
            }
        }
    }

    /// What one pass over the records ends in.
    private enum Pass {
        case ratings(Ratings)
        /// A column of ids that turned out to be text.
        case text(ColumnRole)
    }

    private func pass(textIDs: Set<ColumnRole>) throws(RatingsError) -> Pass {
        var records = reader()
        var users = IDColumn(isText: textIDs.contains(.user))
        var items = IDColumn(isText: textIDs.contains(.item))
        let (userPlace, itemPlace) = (place(.user), place(.item))
        let (ratingPlace, timePlace) = (form.columns[.rating]?.place, form.columns[.time]?.place)
        var stars: [Double] = []
        var timestamps: [Int64]? = timePlace == nil ? nil : []
        var count = 0
        while records.next() {
            guard records.fault == nil, records.count == form.fieldCount else { throw brokenRecord(records) }
            guard try append(userPlace, .user, of: &records, to: &users) else { return .text(.user) }
            guard try append(itemPlace, .item, of: &records, to: &items) else { return .text(.item) }
            if let ratingPlace {
                let field = trimmed(records.fields[ratingPlace].range, of: bytes)
                guard let rating = rating(in: field) else {
                    throw fault(records, .rating, expected: "a finite number")
                }
                stars.append(rating)
            }
            // Nothing in the study reads the time: where one is missing or no number, none is kept.
            if let timePlace, timestamps != nil {
                let field = trimmed(records.fields[timePlace].range, of: bytes)
                if let time = wholeNumber(bytes, in: field) { timestamps?.append(time) } else { timestamps = nil }
            }
            count += 1
            if count > Int(Int32.max) { throw .tooMany(file: form.file) }
        }
        let (userCodes, userIDs) = users.coded()
        let (itemCodes, itemIDs) = items.coded()
        return .ratings(
            Ratings(
                users: userCodes, movies: itemCodes, ids: (userIDs, itemIDs),
                stars: ratingPlace == nil ? nil : stars, timestamps: timestamps))
    }

    /// The number of the line on which a row begins. O(bytes).
    func line(ofRow row: Int) -> Int {
        var records = reader()
        for _ in 0...row where !records.next() { break }
        return records.line
    }

    private func reader() -> RecordReader {
        RecordReader(
            bytes, from: (found.start, found.line), layout: form.layout,
            keeping: 1 + (form.columns.values.map(\.place).max() ?? 0))
    }

    private func place(_ role: ColumnRole) -> Int { form.columns[role]?.place ?? 0 }

    /// Adds a record's id to its column; false where the column is read as numbers and the id is none.
    ///
    /// - Parameter records: Stay as they are; passed in any other way they would be copied for every id.
    @inline(__always)
    private func append(
        _ place: Int, _ role: ColumnRole, of records: inout RecordReader, to column: inout IDColumn
    ) throws(RatingsError) -> Bool {
        let field = records.fields[place]
        let range = trimmed(field.range, of: bytes)
        if !column.isText, let number = idNumber(bytes, in: range, withComma: hasDecimalCommas) {
            column.append(number: number)
            return true
        }
        if isMissing(bytes, in: range) { throw fault(records, role, expected: "an id") }
        if isStrict, wholeNumber(bytes, in: bytes[range].first == UInt8(ascii: "+") ? range.dropFirst() : range) == nil
        {
            throw fault(
                records, role, expected: "a whole number", advice: "\(form.columnsOption) reads ids as text")
        }
        guard column.isText else { return false }
        if field.isEscaped {
            records.value(place).withUnsafeBytes { column.append(text: $0) }
        } else {
            column.append(text: UnsafeRawBufferPointer(rebasing: bytes[field.range]))
        }
        return true
    }

    private func rating(in field: Range<Int>) -> Double? {
        if let rating = finiteNumber(bytes, in: field) ?? truthNumber(bytes, in: field) { return rating }
        return hasDecimalCommas ? numberWithComma(bytes, in: field) : nil
    }

    // MARK: Faults

    private func brokenRecord(_ records: RecordReader) -> RatingsError {
        if records.text.allSatisfy(isBlank) { return malformed(records, .blank) }
        return malformed(records, records.fault == nil || records.fault == .object ? .fields : .quotation)
    }

    private func fault(
        _ records: RecordReader, _ role: ColumnRole, expected: String, advice: String? = nil
    ) -> RatingsError {
        let found = quoted(bytes[records.fields[place(role)].range])
        return malformed(
            records, .field(form.fieldName(role), found: found, expected: expected, advice: advice))
    }

    private func malformed(_ records: RecordReader, _ fault: RatingsError.Fault) -> RatingsError {
        .malformed(file: form.file, line: records.line, format: form.line, found: quoted(records.text), fault)
    }
}
