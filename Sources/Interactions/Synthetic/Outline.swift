/// What synthetic ratings share with a published data set: how many ratings, users, movies and clicks there
/// are, and which ids survive the filter. Nothing in it tells who rated what.
///
/// A click is a rating of four stars or more; users and movies with fewer than five clicks are dropped.
package struct Outline: Sendable {
    /// What becomes of a movie id on the way to the filtered click matrix.
    package enum MovieKind: Int, Sendable {
        /// No one rated it.
        case unrated
        /// It has ratings and no click.
        case unclicked
        /// It has one to four clicks, and is dropped.
        case rare
        /// It has five clicks or more, and is kept.
        case kept
    }

    /// A user with fewer than five clicks, who is dropped.
    package struct ScarceUser: Sendable {
        /// The user.
        package let id: Int
        /// The user's number of clicks, 0…4.
        package let clicks: Int
    }

    /// A quantity by share of those ranked, straight between the points given.
    package struct Curve: Sendable {
        let points: [(share: Double, value: Double)]

        /// Makes a curve from points whose shares ascend from 0 to 1.
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
    /// What becomes of each movie id: `movies[0]` is that of movie 1.
    package let movies: [MovieKind]
    /// The number of users; their ids are `1...users`.
    package let users: Int
    /// The users who are dropped, by ascending id.
    package let scarceUsers: [ScarceUser]
    /// The number of ratings of each value, from half a star to five: ten counts.
    package let countsByHalfStar: [Int]
    /// The number of clicks after the filter.
    package let keptClicks: Int
    /// Ratings a user, by share of the users from the least to the most active.
    package let activity: Curve
    /// Roughly the ratings a kept movie, by share of the movies from the most to the least popular.
    package let popularity: Curve

    /// The half stars from which on a rating is a click: four stars.
    static let clickHalfStars = 8
    /// The clicks that keep a movie or a user.
    static let minimumClicks = 5
    /// The ratings that MovieLens asks of every user.
    static let minimumActivity = 20

    /// The number of ratings.
    package var ratings: Int { countsByHalfStar.reduce(0, +) }

    /// The number of ratings that are clicks.
    package var clicks: Int { countsByHalfStar[(Self.clickHalfStars - 1)...].reduce(0, +) }
}
