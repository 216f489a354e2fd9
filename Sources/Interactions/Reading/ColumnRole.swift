/// What a column of a ratings file may hold.
package enum ColumnRole: String, Sendable, Hashable, CaseIterable {
    case user, item, rating, time

    /// What the kit calls a field of a file without names.
    var fieldName: String {
        switch self {
        case .user: "user"
        case .item: "movie"
        case .rating: "rating"
        case .time: "timestamp"
        }
    }

    /// The names that such columns have in published data sets, without case, spaces and punctuation.
    var names: [String] {
        switch self {
        case .user:
            [
                "userid", "user", "uid", "useridx", "usernumber", "reviewerid", "reviewer", "customerid", "customer",
                "memberid", "member", "visitorid", "visitor", "accountid", "readerid", "reader", "personid", "person",
                "profileid", "username",
            ]
        case .item:
            [
                "movieid", "itemid", "movie", "item", "asin", "parentasin", "sid", "iid", "mid", "filmid", "film",
                "productid", "product", "isbn", "bookid", "book", "songid", "song", "trackid", "track", "artistid",
                "artist", "albumid", "animeid", "anime", "businessid", "gameid", "game", "appid", "jokeid", "recipeid",
                "videoid", "articleid", "newsid", "contentid", "showid",
            ]
        case .rating:
            [
                "rating", "ratings", "stars", "star", "score", "overall", "bookrating", "starrating", "userrating",
                "userscore",
            ]
        case .time:
            [
                "timestamp", "time", "date", "datetime", "unixreviewtime", "reviewtime", "ratedat", "createdat",
                "ratingdate", "ratingtimestamp", "tstamp", "ts",
            ]
        }
    }

    /// Names that are in common use for a rating, and for other things; they count where none of `names` is there.
    private var looserNames: [String] {
        self == .rating
            ? [
                "label", "weight", "count", "playcount", "plays", "listencount", "preference", "feedback", "like",
                "liked",
                "grade", "myscore", "myrating", "reviewscore", "reviewrating", "ratingvalue",
            ] : []
    }

    /// Whether a column by this name may hold something else.
    func isLoose(_ name: String) -> Bool { looserNames.contains(plainName(name)) }

    /// The places of the columns of this role among a header's names: of times, which nothing in the study reads, the
    /// one whose name is known best.
    func places(in header: [String]) -> [Int] {
        let header = header.map(plainName)
        if self == .time { return names.lazy.compactMap { header.firstIndex(of: $0) }.prefix(1).map(\.self) }
        let known = header.indices.filter { names.contains(header[$0]) }
        return known.isEmpty ? header.indices.filter { looserNames.contains(header[$0]) } : known
    }
}

/// A column's name without case, spaces, punctuation and the type that RecBole writes behind it: `User-ID`, `user_id` and
/// `user_id:token` are one.
func plainName(_ name: String) -> String {
    var name = name[...]
    for type in [":token", ":float", ":token_seq", ":float_seq"] where name.hasSuffix(type) {
        name = name.dropLast(type.count)
    }
    return String(
        String.UnicodeScalarView(
            name.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || "0"..."9" ~= $0 }))
}
