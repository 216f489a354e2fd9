import LinearAlgebra
import Random

/// Makes up ratings with a given outline, as the bytes of a ratings file in the outline's format, to be loaded like a
/// published file.
///
/// Users have tastes, and movies appeal to some tastes more than to others: a user mostly rates popular movies of their
/// taste, and likes those best. So there is something to learn beyond popularity. Popularity and activity are
/// long-tailed, and every count of the outline is met by construction. Rows are grouped by user, ids ascending; no user
/// rates a movie twice.
///
/// The same on every machine: only integer arithmetic and `+`, `−`, `×` and `÷` are used.
///
/// - Precondition: the outline's counts can be met together.
/// - Complexity: O(ratings log ratings).
package func syntheticRatings(like outline: Outline = .movieLens1M, seed: UInt32 = 1) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(28 * outline.ratings)
    writeSyntheticRatings(like: outline, seed: seed) { bytes += $0 }
    return bytes
}

/// Makes up the same ratings as `syntheticRatings(like:seed:)` and passes on their bytes piece by piece, in order, so
/// that the whole file is never in memory.
///
/// - Parameter write: Receives a piece of about a megabyte that ends with a line.
/// - Throws: What `write` throws.
/// - Complexity: O(ratings log ratings) time, about 30 bytes of memory per rating.
package func writeSyntheticRatings(
    like outline: Outline, seed: UInt32 = 1, to write: (_ piece: [UInt8]) throws -> Void
) rethrows {
    let (ratings, halfStars) = inventedRatings(outline, seed)
    try writeLines(ratings, halfStars, as: outline.format, to: write)
}

/// The made-up ratings: who rates what, with how many half stars.
private func inventedRatings(_ outline: Outline, _ seed: UInt32) -> (ScoredRatings, halfStars: [UInt8]) {
    var random = RandomState(seed: seed)
    let activity = activity(of: outline, &random)
    let tastes = Tastes(outline, &random)
    let ratings = ScoredRatings(ratedMovies(outline, activity, tastes, &random), tastes, &random)
    return (ratings, ratings.halfStars(click: ratings.clicks(outline), outline))
}

/// The ratings per user: the outline's curve, scaled to the total number of ratings and dealt to users at random.
private func activity(of outline: Outline, _ random: inout RandomState) -> [Int] {
    let least = Double(Outline.minimumActivity)
    let excess = (0..<outline.users).map { outline.activity((Double($0) + 0.5) / Double(outline.users)) - least }
    let spare = outline.ratings - Outline.minimumActivity * outline.users
    precondition(spare >= 0, "an outline has at least \(Outline.minimumActivity) ratings a user")
    let scale = Double(spare) / excess.reduce(0, +)
    var sum = 0.0
    var given = 0
    let activity = excess.enumerated().map { index, excess in
        sum += excess * scale
        // Rounding the running sum, not each share, makes the total exact.
        let total = index == outline.users - 1 ? spare : Int(sum)
        defer { given = total }
        return Outline.minimumActivity + total - given
    }
    return random.permutation(of: activity)
}

/// Latent tastes, the movies' appeal to them and the users' shares in them.
private struct Tastes {
    static let count = 12

    /// The kept movies as positions (id − 1), the most popular first.
    let byPopularity: [Int]
    /// For each taste, the running sum of the kept movies' weights, in order of popularity.
    let cumulativeWeights: [[Double]]
    /// Each movie's first and second taste.
    let ofMovie: [(first: Int, second: Int)]
    /// The quality of each movie, the same for all users.
    let quality: [Double]
    /// Each user's shares in the tastes, which sum to 1.
    let ofUser: [[Double]]
    /// How readily each user gives many stars.
    let leniency: [Double]

    init(_ outline: Outline, _ random: inout RandomState) {
        let kept = outline.movies.indices.filter { outline.movies[$0] == .kept }
        byPopularity = random.permutation(of: kept)
        ofMovie = outline.movies.map { _ in (random.interval(Self.count - 1), random.interval(Self.count - 1)) }

        var quality = outline.movies.map { _ in 0.45 * bell(&random) - 0.5 }
        var weights = [Double](repeating: 0, count: kept.count)
        for (rank, movie) in byPopularity.enumerated() {
            let share = (Double(rank) + 0.5) / Double(kept.count)
            weights[rank] = outline.popularity(share)
            quality[movie] += 0.9 - 0.9 * share
        }
        self.quality = quality
        let ofMovie = ofMovie
        let byPopularity = byPopularity
        cumulativeWeights = (0..<Self.count).map { taste in
            var sum = 0.0
            return zip(byPopularity, weights).map { movie, weight in
                let (first, second) = ofMovie[movie]
                sum += weight * (0.08 + (first == taste ? 1 : 0) + (second == taste ? 0.4 : 0))
                return sum
            }
        }

        ofUser = (0..<outline.users).map { _ in
            // A product of two draws makes most shares small: a user has a few tastes, not all.
            var shares = (0..<Self.count).map { _ in 0.1 * random.nextDouble() * random.nextDouble() }
            shares[random.interval(Self.count - 1)] += 0.4 + 0.6 * random.nextDouble()
            shares[random.interval(Self.count - 1)] += 0.5 * random.nextDouble()
            let sum = shares.reduce(0, +)
            return shares.map { $0 / sum }
        }
        leniency = (0..<outline.users).map { _ in 0.5 * bell(&random) }
    }

    /// How well a movie fits a user's tastes, 0…1.4.
    func match(user: Int, movie: Int) -> Double {
        ofUser[user][ofMovie[movie].first] + 0.4 * ofUser[user][ofMovie[movie].second]
    }

    /// Draws a kept movie by a user's tastes and by popularity.
    func draw(for user: Int, _ random: inout RandomState) -> Int {
        var share = random.nextDouble()
        var taste = 0
        while taste < Self.count - 1, share >= ofUser[user][taste] {
            share -= ofUser[user][taste]
            taste += 1
        }
        return byPopularity[drawIndex(cumulativeWeights[taste], &random)]
    }
}

/// The movies (id − 1) that each user rates.
///
/// First every movie draws the raters that its kind needs; movies that are not kept get no others. Then users fill the
/// rest of their activity with kept movies.
private func ratedMovies(
    _ outline: Outline, _ activity: [Int], _ tastes: Tastes, _ random: inout RandomState
) -> [[Int32]] {
    var rated = [[Int32]](repeating: [], count: outline.users)
    // Half of a user's ratings stay free for kept movies; users who are dropped rate no others.
    var room = activity.map { $0 / 2 }
    for user in outline.scarceUsers { room[user.id - 1] = 0 }
    var sum = 0.0
    let cumulativeRoom = room.map { room in
        sum += Double(room)
        return sum
    }
    var lastMovie = [Int](repeating: -1, count: outline.users)
    for (movie, kind) in outline.movies.enumerated() {
        let raters =
            switch kind {
            case .unrated: 0
            case .unclicked: 1 + Int(6 * random.nextDouble() * random.nextDouble())
            case .rare: Outline.minimumClicks - 1 + Int(18 * random.nextDouble() * random.nextDouble())
            case .kept: Outline.minimumClicks + 3
            }
        for _ in 0..<raters {
            let candidates = (0..<6).map { _ in drawIndex(cumulativeRoom, &random) }
            var user = candidates.reduce(candidates[0]) { best, next in
                tastes.match(user: next, movie: movie) > tastes.match(user: best, movie: movie) ? next : best
            }
            // One step at a time instead of another draw, so that this ends.
            var steps = 0
            while room[user] == 0 || lastMovie[user] == movie {
                user = (user + 1) % outline.users
                steps += 1
                precondition(steps < outline.users, "an outline's users have room for its movies")
            }
            room[user] -= 1
            lastMovie[user] = movie
            rated[user].append(Int32(movie))
        }
    }

    var ratedBy = [Int](repeating: -1, count: outline.movies.count)
    for user in rated.indices {
        rated[user].reserveCapacity(activity[user])
        for movie in rated[user] { ratedBy[Int(movie)] = user }
        func rate(_ movie: Int) {
            guard ratedBy[movie] != user else { return }
            ratedBy[movie] = user
            rated[user].append(Int32(movie))
        }
        // A user who has rated nearly everything they would draw continues with popular movies.
        var draws = 8 * activity[user]
        while rated[user].count < activity[user], draws > 0 {
            rate(tastes.draw(for: user, &random))
            draws -= 1
        }
        for movie in tastes.byPopularity where rated[user].count < activity[user] { rate(movie) }
        precondition(rated[user].count == activity[user], "an outline's users find movies enough")
        random.shuffle(&rated[user])
    }
    return rated
}

/// Ratings before they have stars: who, what, and how well each was liked compared with all others.
private struct ScoredRatings {
    /// The user (id − 1) of each rating, ascending.
    var users: [Int32] = []
    /// The movie (id − 1) of each rating.
    var movies: [Int32] = []
    /// The rows, from the best liked to the least.
    var byScore: [Int32] = []

    init(_ rated: [[Int32]], _ tastes: Tastes, _ random: inout RandomState) {
        // Score and row in one number: sorting is fast, and ties are broken by row.
        var keys: [UInt64] = []
        let count = rated.reduce(0) { $0 + $1.count }
        keys.reserveCapacity(count)
        users.reserveCapacity(count)
        movies.reserveCapacity(count)
        for user in rated.indices {
            for movie in rated[user] {
                let score =
                    tastes.quality[Int(movie)] + tastes.leniency[user]
                    + 1.8 * tastes.match(user: user, movie: Int(movie)) + 0.8 * bell(&random)
                let whole = UInt64((32 - score) * 16_777_216)
                keys.append(whole << 32 | UInt64(users.count))
                users.append(Int32(user))
                movies.append(movie)
            }
        }
        keys.sort()
        byScore = keys.map { Int32(truncatingIfNeeded: $0) }
    }

    /// Which ratings are clicks: first those that each user and movie must have, then the best liked.
    func clicks(_ outline: Outline) -> [Bool] {
        let minimum = Outline.minimumClicks
        var isClick = [Bool](repeating: false, count: users.count)
        var clicksOfMovie = [Int](repeating: 0, count: outline.movies.count)
        var clicksOfUser = [Int](repeating: 0, count: outline.users)
        var quota = [Int?](repeating: nil, count: outline.users)
        for user in outline.scarceUsers { quota[user.id - 1] = user.clicks }

        var keptLeft = outline.keptClicks
        var rareLeft = outline.clicks - outline.keptClicks - outline.scarceUsers.reduce(0) { $0 + $1.clicks }
        for isNeeded in [true, false] {
            for row in byScore.lazy.map(Int.init) where !isClick[row] {
                let (user, movie) = (Int(users[row]), Int(movies[row]))
                let takes =
                    switch (outline.movies[movie], quota[user]) {
                    case (.kept, let quota?): isNeeded && clicksOfUser[user] < quota
                    case (.kept, nil):
                        keptLeft > 0 && (!isNeeded || clicksOfUser[user] < minimum || clicksOfMovie[movie] < minimum)
                    case (.rare, nil): rareLeft > 0 && clicksOfMovie[movie] < (isNeeded ? 1 : minimum - 1)
                    default: false
                    }
                guard takes else { continue }
                isClick[row] = true
                clicksOfMovie[movie] += 1
                // A click on a movie that is dropped does not help to keep a user.
                if outline.movies[movie] == .kept { clicksOfUser[user] += 1 }
                if quota[user] == nil {
                    if outline.movies[movie] == .kept { keptLeft -= 1 } else { rareLeft -= 1 }
                }
            }
        }
        precondition(keptLeft == 0 && rareLeft == 0, "an outline's clicks find ratings enough")
        return isClick
    }

    /// Each rating's half stars: clicks first, then the others, each from the best liked down.
    func halfStars(click isClick: [Bool], _ outline: Outline) -> [UInt8] {
        var halfStars = [UInt8](repeating: 0, count: users.count)
        var value = outline.countsByHalfStar.count
        var left = outline.countsByHalfStar[value - 1]
        for clicks in [true, false] {
            for row in byScore.lazy.map(Int.init) where isClick[row] == clicks {
                while left == 0 {
                    value -= 1
                    left = outline.countsByHalfStar[value - 1]
                }
                halfStars[row] = UInt8(value)
                left -= 1
            }
        }
        return halfStars
    }
}

/// Writes the ratings as lines of a file, a user's ratings half a minute apart.
private func writeLines(
    _ ratings: ScoredRatings, _ halfStars: [UInt8], as format: RatingsFormat, to write: ([UInt8]) throws -> Void
) rethrows {
    let piece = 1 << 20
    var lines: [UInt8] = []
    lines.reserveCapacity(piece + 64)
    if let header = format.header { lines += Array("\(header)\n".utf8) }
    var timestamp = 0
    for row in halfStars.indices {
        let user = Int(ratings.users[row])
        let isFirst = row == 0 || ratings.users[row - 1] != ratings.users[row]
        timestamp = isFirst ? 956_700_000 + 4_000 * user : timestamp + 30
        lines.append(decimal: user + 1)
        lines.append(format.separator)
        lines.append(decimal: ratings.movies[row] + 1)
        lines.append(format.separator)
        lines.append(halfStars: halfStars[row])
        // In data with half stars, MovieLens writes whole stars as 4.0.
        if case .csv = format, halfStars[row] % 2 == 0 { lines += [UInt8(ascii: "."), UInt8(ascii: "0")] }
        lines.append(format.separator)
        lines.append(decimal: timestamp)
        lines.append(newline)
        if lines.count >= piece {
            try write(lines)
            lines.removeAll(keepingCapacity: true)
        }
    }
    try write(lines)
}

/// A bell-shaped random number of mean 0 and variance 1: a sum of four uniform ones, which needs no logarithm.
private func bell(_ random: inout RandomState) -> Double {
    let bits = random.next()
    let sum = (bits & 0xffff) + (bits >> 16 & 0xffff) + (bits >> 32 & 0xffff) + bits >> 48
    // Four uniform numbers on 0…1 have mean 2 and variance 1/3; √3 is written out.
    return (Double(sum) / 65_536 - 2) * 1.732_050_807_568_877_2
}

/// Draws an index in proportion to weights given as running sums.
private func drawIndex(_ cumulative: [Double], _ random: inout RandomState) -> Int {
    let drawn = random.nextDouble() * cumulative[cumulative.count - 1]
    return cumulative.dropLast().partitioningIndex { $0 > drawn }
}
