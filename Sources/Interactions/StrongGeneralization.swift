import Random

/// How vae_cf, the paper's code, divides users and clicks.
package enum VAECF {
    /// The seed of NumPy's generator, wherever it draws.
    package static let seed: UInt32 = 98_765
    /// The share of a user's clicks that is held out, rounded down.
    package static let heldOut = 0.2
}

/// Training users, and other users to recommend to, as in Liang et al. (2018): models see all clicks of the training
/// users, and of the others the clicks that are not held out.
///
/// Rows and columns are numbered like vae_cf's `uid` and `sid`: training users, then validation, then test users;
/// movies by their first click of a training user in the ratings file. vae_cf's whole preprocessing of MovieLens 20M is
///
///     let clicks = ratings.binarized(threshold: 4)     // rating > 3.5
///     let splits = try clicks.pivot().filteredInTurn().shufflingUsers()
///         .split(validation: 10_000, test: 10_000)
///         .strongGeneralization(inOrderOf: clicks)
///
/// Source: the authors' notebook `VAE_ML20M_WWW2018.ipynb`, github.com/dawenl/vae_cf.
package struct StrongGeneralization: Sendable, Hashable {
    /// The users to train on.
    package let train: ClickMatrix
    /// The users by whom an epoch or a setting is chosen.
    package let validation: FoldIn
    /// The users on whom results are measured.
    package let test: FoldIn

    /// vae_cf's `uid` of the first test user; row r of `test` is the user `firstTestUID + r`.
    package var firstTestUID: Int { train.users.count + validation.target.users.count }
}

extension UserSplit {
    /// Restricts all clicks to the training users' movies, and holds out a fraction of each validation and test user's
    /// clicks with vae_cf's draws: the generator is seeded anew for validation and for test.
    ///
    /// - Parameters:
    ///   - fraction: The fraction of a user's clicks to hold out, rounded down.
    ///   - seed: The seed of both generators.
    ///   - clicks: Clicks that include all of these users', in the ratings file's order.
    /// - Complexity: O(clicks log clicks of a user).
    package func strongGeneralization(
        holdingOut fraction: Double = VAECF.heldOut, seed: UInt32 = VAECF.seed, inOrderOf clicks: Clicks
    ) -> StrongGeneralization {
        let columns = columnsByFirstClick(of: clicks)
        func restricted(_ part: ClickMatrix) -> ClickMatrix {
            part.selecting(users: Array(part.users.indices), movies: columns)
        }
        func foldIn(_ part: ClickMatrix) -> FoldIn {
            var random = RandomState(seed: seed)
            return restricted(part).holdingOut(fraction: fraction, inOrderOf: clicks, using: &random)
        }
        return StrongGeneralization(
            train: restricted(train), validation: foldIn(validation), test: foldIn(test))
    }

    /// The columns of the movies that a training user clicked, in the order of the first such clicks.
    private func columnsByFirstClick(of clicks: Clicks) -> [Int] {
        let row = Positions(of: train.users)
        let column = Positions(of: train.movies)
        var isMet = [Bool](repeating: false, count: train.movies.count)
        var columns: [Int] = []
        for label in clicks.labels where row[clicks.ratings.users[Int(label)]] != nil {
            guard let column = column[clicks.ratings.movies[Int(label)]], !isMet[column] else { continue }
            isMet[column] = true
            columns.append(column)
        }
        return columns
    }
}

extension StrongGeneralization {
    /// These splits as the files that the authors' code reads: lines `uid,sid` with that header in `train.csv`,
    /// `validation_tr.csv`, `validation_te.csv`, `test_tr.csv` and `test_te.csv`, and the movie ids in
    /// `unique_sid.txt`.
    ///
    /// `train.csv` is in the order of `clicks`; the others are grouped by user, ids ascending, each user's lines in
    /// that order.
    ///
    /// - Parameter clicks: The clicks that these splits were made from, in the ratings file's order.
    /// - Complexity: O(clicks log clicks of a user).
    package func exported(inOrderOf clicks: Clicks) -> [(name: String, bytes: [UInt8])] {
        let validated = lines(of: validation, firstUID: train.users.count, inOrderOf: clicks)
        let tested = lines(of: test, firstUID: firstTestUID, inOrderOf: clicks)
        return [
            ("unique_sid.txt", Array(train.movies.indices.map { train.movieID($0) + "\n" }.joined().utf8)),
            ("train.csv", trainingLines(inOrderOf: clicks)),
            ("validation_tr.csv", validated.shown),
            ("validation_te.csv", validated.heldOut),
            ("test_tr.csv", tested.shown),
            ("test_te.csv", tested.heldOut),
        ]
    }

    private func trainingLines(inOrderOf clicks: Clicks) -> [UInt8] {
        let uid = Positions(of: train.users)
        let sid = Positions(of: train.movies)
        var lines = header
        for label in clicks.labels {
            guard let uid = uid[clicks.ratings.users[Int(label)]], let sid = sid[clicks.ratings.movies[Int(label)]]
            else { continue }
            append(uid, sid, to: &lines)
        }
        return lines
    }

    private func lines(
        of foldIn: FoldIn, firstUID: Int, inOrderOf clicks: Clicks
    ) -> (shown: [UInt8], heldOut: [UInt8]) {
        let target = foldIn.target
        let places = target.places(inOrderOf: clicks)
        var (shown, heldOut) = (header, header)
        for row in target.rowsByAscendingID {
            for place in places[target.clicks.rowStarts[row]..<target.clicks.rowStarts[row + 1]] {
                let sid = Int(target.clicks.columnIndices[place])
                if foldIn.input.clicks[row, sid] {
                    append(firstUID + row, sid, to: &shown)
                } else {
                    append(firstUID + row, sid, to: &heldOut)
                }
            }
        }
        return (shown, heldOut)
    }

    private var header: [UInt8] { Array("uid,sid\n".utf8) }

    private func append(_ uid: Int, _ sid: Int, to lines: inout [UInt8]) {
        lines.append(decimal: uid)
        lines.append(.comma)
        lines.append(decimal: sid)
        lines.append(newline)
    }
}
