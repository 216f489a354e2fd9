//: # 1 · Load
//: The notebook asks how well a small variational autoencoder recommends movies to people, given what they chose
//: before. This page has the notebook's cells 60 and 61, which read the ratings and show the first. The cells above them
//: (116, 194, 58 and 59: imports and paths) need no code here.
//:
//: | Given | What it is | From |
//: | :--- | :--- | :--- |
//: | `source` | where the ratings come from: a file, or made up | `--data`, in place of cell 59's path |
//: | `threads` | how many threads may read them; no number depends on it | `--threads` |
//:
//: {{if MovieLens's own form}}
//: Each line of the file records that a user gave a movie one to five stars. There is no header; a line holds a user
//: id, a movie id, the stars and the time in seconds since 1970, separated by two colons.
//: {{else}}
//: The notebook's data are movie ratings, and so are these: each line records that a user rated a movie, or chose it.
//: {{form}}
//: {{end}}
import Interactions
import Pages
import Study
import Weave

func load(_ source: RatingsSource, threads: Int, on page: Page) throws -> DataSet {
    let data = try source.read(threads: threads)
    let ratings = data.ratings
    page.table(ratings.head())
//: The number before each row is its position in the file. pandas keeps that number when rows are dropped, so in
//: [chapter 2](02-binarize.md) it still tells where a row came from.
//:
//: The notebook stops here; three counts and a fingerprint identify the ratings:
    page.show(countsAndFingerprint(data))
    page.check("ratings", ratings.count)
    page.check("fingerprint of users, movies and stars", data.fingerprint)
    page.check("first five rows, as user, movie, stars", ratings.firstRows(5))
//: The fingerprint is the SHA-256 hash of all ratings, one line `{{line}}` each, in the file's order. The
//: times are left out because nothing in the study uses them: the same fingerprint means the same study.
    //hide {
    page.condition("MovieLens's own form", data.isWrittenAndScaledAsMovieLens1M)
    page.note(loadNotes(data))
    return data
    //}
}
