/// The first row that repeats an earlier row's user and movie, and that earlier row; `nil` if no row does.
///
/// Files are grouped by user as a rule: rows are read in order then, with a stamp a movie. Otherwise they are
/// first sorted by user.
///
/// - Complexity: O(ratings + users + movies).
func firstDuplicate(users: [Int32], movies: [Int32]) -> (first: Int, second: Int)? {
    let movieIDs = Identifiers(of: movies)
    // The row at which each movie was last met: a repeat is one of the same user's.
    var lastRow = [Int](repeating: -1, count: movieIDs.count)
    var duplicate: (first: Int, second: Int)?
    lastRow.withUnsafeMutableBufferPointer { lastRow in
        func meet(_ row: Int) {
            let movie = movieIDs[movies[row]]
            let previous = lastRow[movie]
            if previous >= 0, users[previous] == users[row], row < duplicate?.second ?? .max {
                duplicate = (previous, row)
            }
            lastRow[movie] = row
        }
        if zip(users, users.dropFirst()).allSatisfy(<=) {
            for row in users.indices { meet(row) }
        } else {
            for row in rows(sortedBy: users) { meet(row) }
        }
    }
    return duplicate
}

/// The rows of a column by ascending id, an id's rows in order: counting sort.
private func rows(sortedBy column: [Int32]) -> [Int] {
    let ids = Identifiers(of: column)
    var next = ids.starts
    var rows = [Int](repeating: 0, count: column.count)
    for (row, id) in column.enumerated() {
        rows[next[ids[id]]] = row
        next[ids[id]] += 1
    }
    return rows
}
