import Random

extension Outline {
    /// The outline of MovieLens 20M: its counts, with made-up ids.
    ///
    /// 20,000,263 ratings by 138,493 users of 26,744 movies. Filtered as vae_cf does, 136,677 users, 20,720 movies and
    /// 9,990,682 clicks remain; here each of those movies has at least five clicks, so nearly all of them have clicks
    /// of training users; in the published ratings 20,108 do.
    ///
    /// F. M. Harper and J. A. Konstan, "The MovieLens Datasets" (2015), doi:10.1145/2827872.
    package static let movieLens20M = Outline(
        format: .csv,
        movies: movieLens20MMovies(),
        users: 138_493,
        scarceUsers: movieLens20MScarceUsers(),
        countsByHalfStar: [
            239_125, 680_732, 279_252, 1_430_997, 883_398, 4_291_193, 2_200_156, 5_561_926, 1_534_824, 2_898_660,
        ],
        keptClicks: 9_990_682,
        activity: Curve([
            (0, 20), (0.05, 22), (0.10, 25), (0.25, 35), (0.50, 68), (0.75, 155), (0.90, 334), (0.95, 520),
            (0.99, 1130),
            (0.999, 2400), (1, 9254),
        ]),
        popularity: Curve([
            (0, 67_000), (0.001, 46_000), (0.005, 27_000), (0.01, 19_000), (0.03, 9_500), (0.06, 4_800), (0.10, 2_400),
            (0.20, 620), (0.30, 230), (0.50, 45), (0.75, 12), (1, 4),
        ]))
}

/// The kinds of the movies 1…131,262: 26,744 are rated and 20,720 of those are clicked, both spread evenly.
private func movieLens20MMovies() -> [Outline.MovieKind] {
    let (ids, rated, clicked) = (131_262, 26_744, 20_720)
    var met = 0
    return (0..<ids).map { id in
        guard (id + 1) * rated / ids > id * rated / ids else { return .unrated }
        defer { met += 1 }
        return (met + 1) * clicked / rated > met * clicked / rated ? .kept : .unclicked
    }
}

/// The 1816 users with fewer than five clicks, 4728 in all, spread evenly over the ids.
private func movieLens20MScarceUsers() -> [Outline.ScarceUser] {
    let users = [200, 250, 300, 386, 680]
    let clicks = users.enumerated().flatMap { clicks, users in Array(repeating: clicks, count: users) }
    var random = RandomState(seed: 20)
    return random.permutation(of: clicks).enumerated().map { index, clicks in
        Outline.ScarceUser(id: 1 + index * 138_493 / 1816, clicks: clicks)
    }
}
