//: # 1 · Load
//: The notebook studies how well a small variational autoencoder recommends films to people whose past choices it
//: is shown. Its data are film ratings: one line for each time a user gave a movie one to five stars.
//:
//: {{form}}
import Experiment
import Interactions
import Weave

func load(_ source: RatingsSource, threads: Int, on page: Page) throws -> DataSet {
    let data = try source.read(threads: threads)
    let ratings = data.ratings
    //hide {
    page.note("form", data.formInWords)
    //}
    page.table(ratings.head())
//: The number before each row is its place in the file. pandas keeps it when rows are dropped, so it will still tell
//: where a row came from in [chapter 2](02-binarize.md).
//:
//: The notebook stops here. Three counts and a fingerprint identify the ratings:
    page.show(
        "ratings  \(decimal(ratings.count))",
        "users    \(decimal(Set(ratings.users).count))",
        "movies   \(decimal(Set(ratings.movies).count))",
        "sha-256  \(data.fingerprint)")
    page.check("ratings", ratings.count)
    page.check("fingerprint of users, movies and stars", data.fingerprint)
    page.check("first five rows, as user, movie, stars", ratings.firstRows(5))
//: The fingerprint is the SHA-256 of one line `user::movie::rating` for each rating, in the file's order. The times
//: are left out, because nothing in the study uses them: whoever has the same fingerprint has the same study.
    //hide {
    return data
    //}
}
