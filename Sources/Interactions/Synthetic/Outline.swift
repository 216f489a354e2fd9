/// The properties that synthetic ratings share with a published data set: the numbers of ratings, users, movies and
/// clicks, and which ids pass the filter. It does not say who rated what.
///
/// A click is a rating of four stars or more; users and movies with fewer than five clicks are dropped.
package struct Outline: Sendable {
    /// How far a movie id gets on the way to the filtered click matrix.
    package enum MovieKind: Int, Sendable {
        /// Nobody rated it.
        case unrated
        /// It has ratings but no clicks.
        case unclicked
        /// It has one to four clicks, and is dropped.
        case rare
        /// It has at least five clicks, and is kept.
        case kept
    }

    /// A user with fewer than five clicks, who is dropped.
    package struct ScarceUser: Sendable {
        /// The user.
        package let id: Int
        /// The user's number of clicks, 0…4.
        package let clicks: Int
    }

    /// A piecewise linear function of the rank, given as a share in 0…1.
    package struct Curve: Sendable {
        let points: [(share: Double, value: Double)]

        /// Creates a curve through points whose shares ascend from 0 to 1.
        package init(_ points: [(share: Double, value: Double)]) {
            precondition(points.first?.share == 0 && points.last?.share == 1, "a curve spans the shares 0…1")
            self.points = points
        }

        /// The value at a share in 0…1.
        func callAsFunction(_ share: Double) -> Double {
            let end = points.firstIndex { $0.share >= share } ?? points.count - 1
            guard end > 0 else { return points[0].value }
            let (low, high) = (points[end - 1], points[end])
            return low.value + (high.value - low.value) * (share - low.share) / (high.share - low.share)
        }
    }

    /// The format in which the data set is published.
    package var format: RatingsFormat
    /// The kind of each movie id: `movies[0]` is that of movie 1.
    package let movies: [MovieKind]
    /// The number of users; their ids are `1...users`.
    package let users: Int
    /// The users who are dropped, by ascending id.
    package let scarceUsers: [ScarceUser]
    /// The number of ratings of each value, from half a star to five: ten counts.
    package let countsByHalfStar: [Int]
    /// The number of clicks after the filter.
    package let keptClicks: Int
    /// Ratings per user, by rank from the least to the most active user.
    package let activity: Curve
    /// Approximate ratings per kept movie, by rank from the most to the least popular movie.
    package let popularity: Curve

    /// The number of half stars from which a rating counts as a click: four stars.
    static let clickHalfStars = 8
    /// The smallest number of clicks with which a movie or a user is kept.
    static let minimumClicks = 5
    /// The smallest number of ratings of a MovieLens user.
    static let minimumActivity = 20

    /// The number of ratings.
    package var ratings: Int { countsByHalfStar.reduce(0, +) }

    /// The number of ratings that are clicks.
    package var clicks: Int { countsByHalfStar[(Self.clickHalfStars - 1)...].reduce(0, +) }
}

/// The two ways in which MovieLens publishes ratings.
package enum RatingsFormat: Sendable, Hashable {
    /// `1::1193::5::978300760`, no header (MovieLens 1M and 10M).
    case dat
    /// `1,1193,3.5,978300760` under a header (MovieLens 20M, 25M, latest).
    case csv

    /// The first line of a file; `nil` where it is a rating.
    var header: String? {
        switch self {
        case .dat: nil
        case .csv: "userId,movieId,rating,timestamp"
        }
    }

    /// What stands between fields.
    var separator: Separator {
        switch self {
        case .dat: .colons
        case .csv: .comma
        }
    }
}
