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

    /// The names that such columns have in published data sets, without case, spaces and punctuation; of two that a
    /// file has, the one named first here is read.
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

    /// The place of the column of this role among a header's names, `nil` if none is known.
    func place(in header: [String]) -> Int? {
        let header = header.map(plainName)
        return names.lazy.compactMap { header.firstIndex(of: $0) }.first
    }
}

/// A column's name without case, spaces and punctuation: `User-ID` and `user_id` are one.
func plainName(_ name: String) -> String {
    String(
        String.UnicodeScalarView(
            name.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || "0"..."9" ~= $0 }))
}
