/// The rows that rate a movie again which the same user has rated before.
struct Repeats {
    /// Each such row with the row of the pair before it, later rows ascending.
    private let rows: [(earlier: Int, later: Int)]

    /// Finds the repeated rows; `nil` if there are none.
    ///
    /// Files are grouped by user as a rule: rows are read in order then, with a stamp a movie. Otherwise they are
    /// first sorted by user.
    ///
    /// - Complexity: O(ratings + users + movies), and O(r log r) for r repeated rows.
    init?(of ratings: Ratings) {
        let (users, movies) = (ratings.users, ratings.movies)
        let movieIDs = Identifiers(of: movies)
        // The row at which each movie was last met: a repeat is one of the same user's.
        var lastRow = [Int](repeating: -1, count: movieIDs.count)
        var repeats: [(earlier: Int, later: Int)] = []
        lastRow.withUnsafeMutableBufferPointer { lastRow in
            func meet(_ row: Int) {
                let movie = movieIDs[movies[row]]
                let previous = lastRow[movie]
                if previous >= 0, users[previous] == users[row] { repeats.append((previous, row)) }
                lastRow[movie] = row
            }
            if zip(users, users.dropFirst()).allSatisfy(<=) {
                for row in users.indices { meet(row) }
            } else {
                for row in rowsSorted(by: users) { meet(row) }
            }
        }
        guard !repeats.isEmpty else { return nil }
        rows = repeats.sorted { $0.later < $1.later }
    }

    /// The first repeated pair as an error names it, with the line of a row.
    func first(of ratings: Ratings, line: (_ row: Int) -> Int) -> RatingsError.Repeat {
        let again = Set(rows.map(\.later))
        let (earlier, later) = rows[0]
        return RatingsError.Repeat(
            line: line(later), firstLine: line(earlier), user: shown(ratings.userIDs, ratings.users[later]),
            movie: shown(ratings.movieIDs, ratings.movies[later]),
            pairs: rows.count { !again.contains($0.earlier) })
    }

    /// The rows that a rule keeps, in the file's order; of equally high ratings the first.
    func kept(of ratings: Ratings, by rule: DuplicateRule) -> [Int] {
        var isKept = [Bool](repeating: true, count: ratings.count)
        // The row that is kept of those up to a repeated one.
        var survivors: [Int: Int] = [:]
        for (earlier, later) in rows {
            let survivor = survivors[earlier] ?? earlier
            let isReplaced =
                switch rule {
                case .first: false
                case .last: true
                case .highest: ratings.stars.map { $0[later] > $0[survivor] } ?? false
                }
            isKept[isReplaced ? survivor : later] = false
            survivors[later] = isReplaced ? later : survivor
        }
        return isKept.indices.filter { isKept[$0] }
    }

    private func shown(_ ids: IDs, _ code: Int32) -> String {
        let text = ids.text(of: code)
        if case .numbers = ids { return text }
        return quoted(text.utf8)
    }
}

/// The rows of a column by ascending id, an id's rows in order: counting sort.
private func rowsSorted(by column: [Int32]) -> [Int] {
    let ids = Identifiers(of: column)
    var next = ids.starts
    var rows = [Int](repeating: 0, count: column.count)
    for (row, id) in column.enumerated() {
        rows[next[ids[id]]] = row
        next[ids[id]] += 1
    }
    return rows
}
