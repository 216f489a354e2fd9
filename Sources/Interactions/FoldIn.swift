import LinearAlgebra
import Random

/// The clicks of users a model was not trained on: those it is shown, and those it should recommend.
package struct FoldIn: Sendable, Hashable {
    /// The clicks that the model is shown. `U × I`.
    package let input: ClickMatrix
    /// The clicks that the model is not shown. `U × I`.
    package let heldOut: ClickMatrix
    /// All clicks: those shown and those held out. `U × I`.
    package let target: ClickMatrix
    /// The number of movies withheld from everyone, which are the first columns; zero if users' own clicks are held
    /// out.
    package let withheldMovies: Int

    /// How many users have none of their clicks withheld. O(clicks).
    package var usersWithNothingWithheld: Int { heldOut.clicks.rowSums.count { $0 == 0 } }
}

extension ClickMatrix {
    /// The fewest clicks of which some are held out; users with fewer are shown all of them.
    static let fewestHeldOutOf = 5

    /// Withholds the first ⌈`I` · fraction⌉ movies from every user's input; the targets stay complete.
    ///
    /// - Precondition: the fraction lies in 0…1.
    /// - Complexity: O(clicks).
    ///
    /// Source: notebook cells 85 to 292.
    package func withholding(fraction: Double) -> FoldIn {
        precondition(0...1 ~= fraction, "a withheld fraction lies in 0…1")
        let withheld = Int((Double(movies.count) * fraction).rounded(.up))
        return foldIn(
            heldOut: clicks.columnIndices.map { $0 < withheld }, withheldMovies: withheld)
    }

    /// Holds out a fraction of each user's own clicks, drawn at random: ⌊fraction · n⌋ of `n` clicks, or none if `n` is
    /// below five.
    ///
    /// With `clicks`, the same clicks are held out as by vae_cf: users draw by ascending id, each among their clicks in
    /// the order of `clicks`. Without, users draw in the order of the rows, each among their clicks in the order of the
    /// columns.
    ///
    /// - Parameters:
    ///   - fraction: The fraction to hold out, in 0…1.
    ///   - clicks: Clicks that include all of this matrix, in the file's order.
    ///   - random: The generator to draw from, one `choice` per user.
    /// - Precondition: `clicks` include all of this matrix.
    /// - Complexity: O(clicks log clicks of a user).
    ///
    /// Source: `split_train_test_proportion` of github.com/dawenl/vae_cf.
    package func holdingOut(
        fraction: Double, inOrderOf clicks: Clicks? = nil, using random: inout RandomState
    ) -> FoldIn {
        precondition(0...1 ~= fraction, "a held-out fraction lies in 0…1")
        let places = clicks.map(places(inOrderOf:)) ?? Array(self.clicks.columnIndices.indices)
        let rows = clicks == nil ? Array(users.indices) : rowsByAscendingID
        var isHeldOut = [Bool](repeating: false, count: count)
        for row in rows {
            let own = places[self.clicks.rowStarts[row]..<self.clicks.rowStarts[row + 1]]
            guard own.count >= Self.fewestHeldOutOf else { continue }
            for index in random.choice(own.count, size: Int(fraction * Double(own.count))) {
                isHeldOut[own[own.startIndex + index]] = true
            }
        }
        return foldIn(heldOut: isHeldOut, withheldMovies: 0)
    }

    /// The rows from the smallest user id to the largest.
    var rowsByAscendingID: [Int] { users.indices.sorted { users[$0] < users[$1] } }

    /// The positions of the ones in `columnIndices`, row by row, and within a row in the order of `clicks`.
    func places(inOrderOf clicks: Clicks) -> [Int] {
        let row = Positions(of: users)
        let column = Positions(of: movies)
        var places = [Int](repeating: 0, count: count)
        var next = self.clicks.rowStarts
        for label in clicks.labels {
            guard let row = row[clicks.ratings.users[Int(label)]],
                let column = column[clicks.ratings.movies[Int(label)]],
                let place = self.clicks.place(ofRow: row, column: column)
            else { continue }
            places[next[row]] = place
            next[row] += 1
        }
        precondition(
            zip(next, self.clicks.rowStarts.dropFirst()).allSatisfy(==), "the clicks include all of the matrix")
        return places
    }

    /// Splits the ones, by their position in `columnIndices`, into those held out and those shown.
    private func foldIn(heldOut isHeldOut: [Bool], withheldMovies: Int) -> FoldIn {
        func part(_ belongs: (Int) -> Bool) -> ClickMatrix {
            ClickMatrix(users: users, movies: movies, ids: (userIDs, movieIDs), clicks: clicks.keeping(belongs))
        }
        return FoldIn(
            input: part { !isHeldOut[$0] }, heldOut: part { isHeldOut[$0] }, target: self,
            withheldMovies: withheldMovies)
    }
}
