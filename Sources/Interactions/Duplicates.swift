/// The first row that repeats an earlier row's user and movie, and that earlier row; `nil` if no row does.
///
/// Files are grouped by user as a rule: one pass then, with a stamp a movie. Otherwise rows are first
/// grouped by a counting sort.
///
/// - Complexity: O(ratings + users + movies).
func firstDuplicate(users: [Int32], movies: [Int32]) -> (first: Int, second: Int)? {
    let movieIDs = Identifiers(of: movies)
    let movies = movieIDs.positions(of: movies)
    let ascending = zip(users, users.dropFirst()).allSatisfy(<=)
    let userIDs = ascending ? nil : Identifiers(of: users)
    let order = userIDs.map { grouped($0.positions(of: users), into: $0.ascending.count).rows }

    // The row at which each movie was last met: a repeat is one of the same user's.
    var lastRow = [Int](repeating: -1, count: movieIDs.ascending.count)
    var duplicate: (first: Int, second: Int)?
    for index in users.indices {
        let row = order.map { Int($0[index]) } ?? index
        let movie = Int(movies[row])
        let previous = lastRow[movie]
        if previous >= 0, users[previous] == users[row], row < duplicate?.second ?? .max {
            duplicate = (previous, row)
        }
        lastRow[movie] = row
    }
    return duplicate
}
