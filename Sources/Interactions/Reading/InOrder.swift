import LinearAlgebra

/// Whether the first rating stands as MovieLens writes it: whole numbers as ids, stars in halves and a time, in this order.
func beginsInOrder(_ bytes: UnsafeRawBufferPointer, _ found: FoundForm) -> Bool {
    guard case .lines(let separator) = found.form.layout, found.form.isInOrder, !found.form.isChosen else {
        return false
    }
    var first = found.start
    return RatingLine(bytes, at: &first, separator: separator.byte) != nil
}

/// Reads ratings that all stand as MovieLens writes them.
///
/// The bytes are cut at line ends into one chunk a thread.
///
/// - Returns: The ratings; `nil` where any line is of another form, for the general reader to take.
/// - Complexity: O(bytes).
func readInOrder(_ bytes: UnsafeRawBufferPointer, _ found: FoundForm, threads: Int) -> Ratings? {
    guard case .lines(let separator) = found.form.layout else { return nil }
    let chunks = chunks(of: UnsafeRawBufferPointer(rebasing: bytes[found.start...]), count: threads)
    let newlines = Threads(threads).map(chunks.count) { countNewlines(in: chunks[$0]) }
    // The row at which each chunk begins; the last line, its newline trimmed away, is the extra one.
    let firstRows = newlines.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
    let count = firstRows[chunks.count] + 1
    guard count <= Int(Int32.max) else { return nil }
    return Ratings(count: count) { columns in
        Threads(threads).map(chunks.count) { index in
            columns.fill(from: chunks[index], startingAt: firstRows[index], separator: separator.byte)
        }.allSatisfy { $0 }
    }
}

/// The columns of ratings while they are filled, each chunk its own rows.
private struct Columns {
    let users: UnsafeMutableBufferPointer<Int32>
    let movies: UnsafeMutableBufferPointer<Int32>
    let stars: UnsafeMutableBufferPointer<Double>
    let timestamps: UnsafeMutableBufferPointer<Int64>

    /// Reads a chunk's lines into the rows from `firstRow` on; false where a line is of another form.
    func fill(
        from chunk: UnsafeRawBufferPointer, startingAt firstRow: Int, separator: (byte: UInt8, count: Int)
    ) -> Bool {
        var row = firstRow
        var position = 0
        while position < chunk.count {
            guard let line = RatingLine(chunk, at: &position, separator: separator) else { return false }
            users[row] = line.user
            movies[row] = line.movie
            stars[row] = line.stars
            timestamps[row] = line.timestamp
            row += 1
        }
        return true
    }
}

extension Ratings {
    /// Makes ratings whose columns `fill` writes in place; `nil` if it returns false.
    fileprivate init?(count: Int, filledBy fill: (Columns) -> Bool) {
        let columns = column(count) { users in
            column(count) { movies in
                column(count) { stars in
                    column(count) { timestamps in
                        fill(Columns(users: users, movies: movies, stars: stars, timestamps: timestamps)) ? () : nil
                    }
                }
            }
        }
        guard let (users, (movies, (stars, (timestamps, _)))) = columns else { return nil }
        self.init(users: users, movies: movies, stars: stars, timestamps: timestamps)
    }
}

/// A column whose `count` rows `fill` writes in place, and what that returns; `nil` if it returns `nil`.
private func column<Element, Rest>(
    _ count: Int, _ fill: (UnsafeMutableBufferPointer<Element>) -> Rest?
) -> ([Element], Rest)? {
    var rest: Rest?
    let column = [Element](unsafeUninitializedCapacity: count) { rows, filled in
        rest = fill(rows)
        filled = rest == nil ? 0 : count
    }
    return rest.map { (column, $0) }
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
