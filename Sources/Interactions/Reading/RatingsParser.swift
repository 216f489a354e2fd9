/// Reads ratings from the bytes of a file of separated text, whose form is found out from its first lines.
///
/// Neither the ratings nor the error depends on how many threads there are: of several faults the first in the file is
/// reported.
///
/// - Parameters:
///   - bytes: The whole file. Windows line ends, a byte-order mark and a missing last newline are tolerated.
///   - name: What errors call the file, such as `ratings.dat`.
///   - threads: How many chunks of a file in MovieLens's form are read at a time, at least 1.
/// - Throws: `RatingsError` for an empty file, an unknown form, the first malformed record, or a user who
///   rated a movie twice (where pandas' `pivot` raises too) if the options do not say what to do then.
/// - Complexity: O(bytes).
package func parseRatings(
    _ bytes: [UInt8], named name: String, options: ReadingOptions = ReadingOptions(), threads: Int
) throws(RatingsError) -> RatingsFile {
    let parsed = bytes.withUnsafeBytes { bytes in
        Result { () throws(RatingsError) in
            try parseRatings(bytes, named: name, options: options, threads: threads)
        }
    }
    return try parsed.get()
}

func parseRatings(
    _ file: UnsafeRawBufferPointer, named name: String, options: ReadingOptions, threads: Int
) throws(RatingsError) -> RatingsFile {
    precondition(threads > 0, "reading takes at least one thread")
    try requireText(file, named: name)
    let start = file.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    var end = file.count
    while end > start, file[end - 1] == newline || file[end - 1] == carriageReturn { end -= 1 }
    guard start < end else { throw .empty(file: name) }
    let text = UnsafeRawBufferPointer(rebasing: file[..<end])

    let found = try findForm(of: text, from: start, named: name, columns: options.columns)
    guard found.start < end else { throw .empty(file: name) }
    try requireNoOtherRatings(in: text, found, columns: options.columns)
    let isInOrder = beginsInOrder(text, found)
    let general = GeneralReader(bytes: text, found: found, isStrict: isInOrder && found.form.isMovieLens)
    var read: GeneralReader.Read
    if isInOrder, let ratings = readInOrder(text, found, threads: threads) {
        read = (ratings, [])
    } else {
        read = try general.read()
    }
    if let announced = found.count, announced != read.ratings.count {
        throw .incomplete(file: name, announced: announced, found: read.ratings.count)
    }
    var form = found.form
    form.textIDs = read.textIDs
    if let repeats = Repeats(of: read.ratings) {
        guard let rule = options.duplicates else {
            throw .repeated(file: name, repeats.first(of: read.ratings, line: general.line))
        }
        let kept = repeats.kept(of: read.ratings, by: rule)
        form.dropped = RatingsForm.Dropped(rule: rule, lines: read.ratings.count - kept.count)
        read.ratings = read.ratings.selecting(rows: kept)
    }
    return RatingsFile(ratings: read.ratings, form: form)
}

package let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

/// The bytes from `position` to the end of its line, the line end left out.
func line(at position: Int, of bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var end = position
    while end < bytes.count, bytes[end] != newline { end += 1 }
    if end > position, bytes[end - 1] == carriageReturn { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<end])
}
