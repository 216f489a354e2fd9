import Dispatch

/// Reads ratings from the bytes of a `ratings.dat` or `ratings.csv`, told apart by the first line.
///
/// The bytes are cut at line ends into one chunk a thread. Neither the ratings nor the error depends on how
/// many threads there are: of several faults the first in the file is reported.
///
/// - Parameters:
///   - bytes: The whole file. Windows line ends, a byte-order mark and a missing last newline are tolerated.
///   - name: What errors call the file, such as `ratings.dat`.
///   - threads: How many chunks are read at a time, at least 1.
/// - Throws: `RatingsError` for an empty file, an unknown format, the first malformed line, or a user who
///   rated a movie twice (where pandas' `pivot` raises too).
/// - Complexity: O(bytes).
package func parseRatings(_ bytes: [UInt8], named name: String, threads: Int) throws(RatingsError) -> Ratings {
    let parsed = bytes.withUnsafeBytes { bytes in
        Result { () throws(RatingsError) in try parseRatings(bytes, named: name, threads: threads) }
    }
    return try parsed.get()
}

func parseRatings(
    _ file: UnsafeRawBufferPointer, named name: String, threads: Int
) throws(RatingsError) -> Ratings {
    precondition(threads > 0, "reading takes at least one thread")
    var start = file.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    var end = file.count
    while end > start, file[end - 1] == newline || file[end - 1] == carriageReturn { end -= 1 }
    guard start < end else { throw .empty(file: name) }

    let firstLine = line(at: start, of: file)
    guard let format = RatingsFormat(firstLine: firstLine) else {
        throw .unknownFormat(file: name, found: quoted(firstLine))
    }
    if case .csv = format {
        start = min(nextLine(after: start, in: file), end)
        guard start < end else { throw .empty(file: name) }
    }
    let firstNumber = if case .csv = format { 2 } else { 1 }

    let body = UnsafeRawBufferPointer(rebasing: file[start..<end])
    let chunks = chunks(of: body, count: threads)
    let newlines = concurrently(chunks.count) { countNewlines(in: chunks[$0]) }
    // The row at which each chunk begins; the last line, its newline trimmed away, is the extra one.
    let firstRows = newlines.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    let count = firstRows[chunks.count] + 1

    var faults: [(row: Int, position: Int)?] = []
    let parsed = Ratings(count: count) { columns in
        faults = concurrently(chunks.count) { index in
            columns.fill(from: chunks[index], startingAt: firstRows[index], separator: format.separator)
        }
        return faults.allSatisfy { $0 == nil }
    }
    guard let ratings = parsed else {
        for case (let chunk, let fault?) in zip(chunks, faults) {
            let line = line(at: fault.position, of: chunk)
            let number = firstNumber + fault.row
            throw .malformed(
                file: name, line: number, format: format.line, found: quoted(line),
                RatingLine.fault(in: line, number: number, format: format))
        }
        preconditionFailure("ratings that cannot be read have a faulty line")
    }
    if let twice = firstDuplicate(users: ratings.users, movies: ratings.movies) {
        throw .duplicate(
            file: name, line: firstNumber + twice.second, firstLine: firstNumber + twice.first,
            user: Int(ratings.users[twice.second]), movie: Int(ratings.movies[twice.second]))
    }
    return ratings
}

/// The columns of ratings while they are filled, each chunk its own rows.
private struct Columns {
    let users: UnsafeMutablePointer<Int32>
    let movies: UnsafeMutablePointer<Int32>
    let halfStars: UnsafeMutablePointer<UInt8>
    let timestamps: UnsafeMutablePointer<Int64>

    /// Reads a chunk's lines into the rows from `firstRow` on; returns the row and position of a faulty line.
    func fill(
        from chunk: UnsafeRawBufferPointer, startingAt firstRow: Int, separator: (byte: UInt8, count: Int)
    ) -> (row: Int, position: Int)? {
        var row = firstRow
        var position = 0
        while position < chunk.count {
            let start = position
            guard let line = RatingLine(chunk, at: &position, separator: separator) else { return (row, start) }
            users[row] = line.user
            movies[row] = line.movie
            halfStars[row] = line.halfStars
            timestamps[row] = line.timestamp
            row += 1
        }
        return nil
    }
}

extension Ratings {
    /// Makes ratings whose columns `fill` writes in place; `nil` if it returns false.
    fileprivate init?(count: Int, filledBy fill: (Columns) -> Bool) {
        var filled = false
        var movies: [Int32] = []
        var halfStars: [UInt8] = []
        var timestamps: [Int64] = []
        let users = [Int32](unsafeUninitializedCapacity: count) { users, usersFilled in
            movies = [Int32](unsafeUninitializedCapacity: count) { movies, moviesFilled in
                halfStars = [UInt8](unsafeUninitializedCapacity: count) { halfStars, halfStarsFilled in
                    timestamps = [Int64](unsafeUninitializedCapacity: count) { timestamps, timestampsFilled in
                        if let users = users.baseAddress, let movies = movies.baseAddress,
                            let halfStars = halfStars.baseAddress, let timestamps = timestamps.baseAddress
                        {
                            filled = fill(
                                Columns(users: users, movies: movies, halfStars: halfStars, timestamps: timestamps))
                        }
                        timestampsFilled = filled ? count : 0
                    }
                    halfStarsFilled = filled ? count : 0
                }
                moviesFilled = filled ? count : 0
            }
            usersFilled = filled ? count : 0
        }
        guard filled else { return nil }
        self.init(users: users, movies: movies, halfStars: halfStars, timestamps: timestamps)
    }
}

/// The bytes from `position` to the end of its line, the line end left out.
func line(at position: Int, of bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var end = position
    while end < bytes.count, bytes[end] != newline { end += 1 }
    if end > position, bytes[end - 1] == carriageReturn { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<end])
}

/// Where the line after the one at `position` begins, at most the end.
func nextLine(after position: Int, in bytes: UnsafeRawBufferPointer) -> Int {
    var end = position
    while end < bytes.count, bytes[end] != newline { end += 1 }
    return min(end + 1, bytes.count)
}

/// How many line ends there are.
private func countNewlines(in bytes: UnsafeRawBufferPointer) -> Int {
    let bytes = bytes.bindMemory(to: UInt8.self)
    // Blocks short enough to be counted in a byte, in a form that the compiler turns into vector instructions.
    let block = 128
    var count = 0
    var position = 0
    while position + block <= bytes.count {
        var inBlock: UInt8 = 0
        for index in position..<position &+ block {
            inBlock = inBlock &+ UInt8(truncatingIfNeeded: bytes[index] == newline ? 1 : 0)
        }
        count += Int(inBlock)
        position += block
    }
    for byte in bytes[position...] where byte == newline { count += 1 }
    return count
}

/// The bytes in `count` runs of whole lines, some of them empty where lines are few.
private func chunks(of bytes: UnsafeRawBufferPointer, count: Int) -> [UnsafeRawBufferPointer] {
    var starts = [0]
    for index in 1...count {
        let cut = index == count ? bytes.count : nextLine(after: bytes.count / count * index, in: bytes)
        starts.append(max(cut, starts[index - 1]))
    }
    return zip(starts, starts.dropFirst()).map { UnsafeRawBufferPointer(rebasing: bytes[$0..<$1]) }
}

/// What `body` makes of each of `0..<count`, computed side by side, in order.
private func concurrently<Value>(_ count: Int, _ body: (Int) -> Value) -> [Value] {
    [Value](unsafeUninitializedCapacity: count) { values, filled in
        // Each iteration writes its own value, and all have ended before the closure returns.
        nonisolated(unsafe) let values = values
        withoutActuallyEscaping(body) { body in
            nonisolated(unsafe) let body = body
            DispatchQueue.concurrentPerform(iterations: count) { index in
                values.initializeElement(at: index, to: body(index))
            }
        }
        filled = count
    }
}
