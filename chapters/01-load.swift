//: # 1 · Load
//: The notebook asks how well a small variational autoencoder recommends movies to people, given what they chose
//: before.
//: {{if MovieLens's own form}}
//: Its data are movie ratings: each line records that a user gave a movie one to five stars.
//: {{else}}
//: Its data are movie ratings, and so are these: each line records that a user rated a movie, or chose it.
//: {{end}}
//:
//: {{if MovieLens's own form}}
//: The ratings file has no header. Each line holds a user id, a movie id, the stars and the time in seconds since 1970,
//: separated by two colons.
//: {{else}}
//: {{form}}
//: {{end}}
import Formatting
import Interactions
import Pages
import Study
import Weave

func load(_ source: RatingsSource, threads: Int, on page: Page) throws -> DataSet {
    let data = try source.read(threads: threads)
    let ratings = data.ratings
    //hide {
    let isOnItsScale = ratings.range.map { 0.5...5 ~= $0.lowerBound && 0.5...5 ~= $0.upperBound } ?? false
    page.condition("MovieLens's own form", data.isInMovieLens1MsForm && data.form.dropped == nil && isOnItsScale)
    page.note("form", data.formInWords)
    page.note("line", ratings.stars == nil ? "user::movie" : "user::movie::rating")
    //}
    page.table(ratings.head())
//: The number before each row is its position in the file. pandas keeps that number when rows are dropped, so in
//: [chapter 2](02-binarize.md) it still tells where a row came from.
//:
//: The notebook stops here; three counts and a fingerprint identify the ratings:
    page.show(
        "ratings  \(decimal(ratings.count))",
        "users    \(decimal(ratings.userCount))",
        "movies   \(decimal(ratings.movieCount))",
        "sha-256  \(data.fingerprint)")
    page.check("ratings", ratings.count)
    page.check("fingerprint of users, movies and stars", data.fingerprint)
    page.check("first five rows, as user, movie, stars", ratings.firstRows(5))
//: The fingerprint is the SHA-256 hash of all ratings, one line `{{line}}` each, in the file's order. The
//: times are left out because nothing in the study uses them: the same fingerprint means the same study.
    //hide {
    return data
    //}
}
