import LinearAlgebra
import Random

/// Users' clicks but one of each, and that one, which a model should rank high among candidates that the user did not click.
///
/// The users who are recommended to are those that a model is trained on (weak generalization).
package struct LeaveOneOut: Sendable, Hashable {
    /// The clicks to train on. `U × I`.
    package let train: ClickMatrix
    /// The column of each user's held-out click. `U`.
    package let heldOut: [Int]
    /// The columns of the candidates that each user's held-out click is ranked among; itself is none of them. `U`.
    package let candidates: [[Int32]]

    /// Holds one click of each user out.
    ///
    /// - Precondition: every user has clicked the column held out.
    package init(of all: ClickMatrix, heldOut: [Int], candidates: [[Int32]]) {
        var isTrainedOn = [Bool](repeating: true, count: all.count)
        for (row, column) in heldOut.enumerated() {
            guard let place = all.clicks.place(ofRow: row, column: column) else {
                preconditionFailure("user \(row) did not click \(column), which is held out")
            }
            isTrainedOn[place] = false
        }
        train = ClickMatrix(
            users: all.users, movies: all.movies, ids: (all.userIDs, all.movieIDs),
            clicks: all.clicks.keeping { isTrainedOn[$0] })
        self.heldOut = heldOut
        self.candidates = candidates
    }

    /// The clicks to train on as what is shown of each user, and the one held out. O(clicks).
    package var foldIn: FoldIn {
        let (users, movies, ids) = (train.users, train.movies, (train.userIDs, train.movieIDs))
        let (columns, rows) = (movies.count, users.indices)
        func matrix(_ clicks: BinaryMatrix) -> ClickMatrix {
            ClickMatrix(users: users, movies: movies, ids: ids, clicks: clicks)
        }
        return FoldIn(
            input: train, heldOut: matrix(BinaryMatrix(columns: columns, rows: heldOut.map { [$0] })),
            target: matrix(
                BinaryMatrix(
                    columns: columns, rows: rows.map { row in train.clicks[row: row].map(Int.init) + [heldOut[row]] })),
            withheldMovies: 0)
    }

    /// A split of the training clicks alone, to choose settings by: one more click of each user is held out, among
    /// candidates that the user did not click in training, all drawn with equal chances.
    ///
    /// - Parameter count: How many candidates to draw for a user; all there are if these are fewer.
    /// - Precondition: every user has a training click.
    /// - Complexity: O(clicks + candidates).
    package func holdingOutOneMore(candidates count: Int, generator: Philox4x32) -> LeaveOneOut {
        let clicks = train.clicks
        var heldOut: [Int] = []
        var candidates: [[Int32]] = []
        for user in 0..<clicks.rows {
            var draws = Draws(generator: generator, user: UInt32(user))
            let own = clicks[row: user]
            precondition(!own.isEmpty, "user \(user) has no click to hold out")
            heldOut.append(Int(own[own.startIndex + draws.next(below: own.count)]))
            var isTaken = [Bool](repeating: false, count: clicks.columns)
            for column in own { isTaken[Int(column)] = true }
            var drawn: [Int32] = []
            while drawn.count < min(count, clicks.columns - own.count) {
                let column = draws.next(below: clicks.columns)
                if isTaken[column] { continue }
                isTaken[column] = true
                drawn.append(Int32(column))
            }
            candidates.append(drawn)
        }
        return LeaveOneOut(of: train, heldOut: heldOut, candidates: candidates)
    }
}

/// A user's draws, one after another.
private struct Draws {
    let generator: Philox4x32
    let user: UInt32
    private var count: UInt32 = 0

    init(generator: Philox4x32, user: UInt32) {
        self.generator = generator
        self.user = user
    }

    /// A whole number from 0 to below a bound; for a bound of thousands, all are as likely to within a millionth.
    mutating func next(below bound: Int) -> Int {
        defer { count += 1 }
        return Int(generator(SIMD4(count, user, 0, 0)).x) % bound
    }
}
