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
