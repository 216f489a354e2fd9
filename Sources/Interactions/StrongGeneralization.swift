import Random

/// Users to train on and other users to recommend to, as Liang et al. (2018) evaluate: models see all clicks of the
/// former, and of the latter those that are not held out.
///
/// Rows and columns are numbered as vae_cf numbers `uid` and `sid`: users train first, then validate, then test;
/// movies by their first click of a training user in the ratings file. On MovieLens 20M its whole preprocessing is
///
///     let clicks = ratings.binarized(threshold: 4)     // rating > 3.5
///     let splits = try clicks.pivot().filteredInTurn().shufflingUsers()
///         .split(validation: 10_000, test: 10_000)
///         .strongGeneralization(inOrderOf: clicks)
///
/// Source: the authors' notebook `VAE_ML20M_WWW2018.ipynb`, github.com/dawenl/vae_cf.
public struct StrongGeneralization: Sendable, Hashable {
    /// The users to train on.
    public let train: ClickMatrix
    /// The users to choose an epoch or a setting by.
    public let validation: FoldIn
    /// The users to measure on.
    public let test: FoldIn
}

extension UserSplit {
    /// Restricts these users' clicks to the movies of those who train, and holds out a fraction of each validation and
    /// test user's own, drawn as vae_cf draws it: a generator seeded anew for validation and for test.
    ///
    /// - Parameters:
    ///   - fraction: The fraction of a user's clicks to hold out, rounded down.
    ///   - seed: The seed of both generators.
    ///   - clicks: Clicks that include all of these users', in the ratings file's order.
    /// - Complexity: O(clicks log clicks of a user).
    public func strongGeneralization(
        holdingOut fraction: Double = 0.2, seed: UInt32 = 98_765, inOrderOf clicks: Clicks
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
    /// These splits as the files that the authors' code reads: lines `uid,sid` under that header in `train.csv`,
    /// `validation_tr.csv`, `validation_te.csv`, `test_tr.csv` and `test_te.csv`, and the movie ids in
    /// `unique_sid.txt`.
    ///
    /// `train.csv` is in the order of `clicks`; the others go user by user, ids ascending, each in that order.
    ///
    /// - Parameter clicks: The clicks that these splits were made from, in the ratings file's order.
    /// - Complexity: O(clicks log clicks of a user).
    public func exported(inOrderOf clicks: Clicks) -> [(name: String, bytes: [UInt8])] {
        let sid = Positions(of: train.movies)
        let users = [train.users, validation.target.users, test.target.users]
        let uid = Positions(of: users.flatMap { $0 })
        var trained = lines
        // By uid, the sids of the users who do not train: few enough to keep.
        var others = [[Int]](repeating: [], count: users[1].count + users[2].count)
        for label in clicks.labels {
            guard let uid = uid[clicks.ratings.users[Int(label)]], let sid = sid[clicks.ratings.movies[Int(label)]]
            else { continue }
            if uid < train.users.count { append(uid, sid, to: &trained) } else { others[uid - train.users.count].append(sid) }
        }

        func parts(of foldIn: FoldIn, from firstUID: Int) -> (shown: [UInt8], heldOut: [UInt8]) {
            var (shown, heldOut) = (lines, lines)
            for row in foldIn.target.users.indices.sorted(by: { foldIn.target.users[$0] < foldIn.target.users[$1] }) {
                for sid in others[firstUID - train.users.count + row] {
                    if foldIn.input.clicks[row, sid] {
                        append(firstUID + row, sid, to: &shown)
                    } else {
                        append(firstUID + row, sid, to: &heldOut)
                    }
                }
            }
            return (shown, heldOut)
        }
        let validated = parts(of: validation, from: train.users.count)
        let tested = parts(of: test, from: train.users.count + users[1].count)
        return [
            ("unique_sid.txt", Array(train.movies.map { "\($0)\n" }.joined().utf8)),
            ("train.csv", trained),
            ("validation_tr.csv", validated.shown),
            ("validation_te.csv", validated.heldOut),
            ("test_tr.csv", tested.shown),
            ("test_te.csv", tested.heldOut),
        ]
    }

    /// A file without a line yet.
    private var lines: [UInt8] { Array("uid,sid\n".utf8) }

    private func append(_ uid: Int, _ sid: Int, to lines: inout [UInt8]) {
        lines.append(decimal: uid)
        lines.append(separator: .csv)
        lines.append(decimal: sid)
        lines.append(newline)
    }
}
