//: # 2 · Binarize
//: The model learns from what people chose, not from how many stars they gave. So a rating becomes a *click* if it is
//: at least {{threshold}}, and is dropped if it is lower: the study does not tell a film that somebody disliked from
//: one that they never saw.{{scale}}
import Experiment
import Interactions
import Weave

func binarize(
    _ ratings: Ratings, threshold: Double, on page: Page
) throws -> ClickMatrix {
    //hide {
    page.note("scale", ratings.scaleInWords)
    let threshold = ratings.stars == nil ? 1 : threshold
    //}
    let clicks = ratings.binarized(threshold: threshold)
    page.table(clicks.head())
    //hide {
    if let error = NoClicksError(ratings, clicks: clicks, threshold: threshold) { throw error }
    page.note("threshold", decimal(threshold))
    page.note("clicks", decimal(clicks.count))
    page.note("ratings", decimal(ratings.count))
    page.note("share", decimal(100 * Double(clicks.count) / Double(max(1, ratings.count)), places: 1))
    //}
    page.check("clicks", clicks.count)
    page.check("row labels of the first five clicks", clicks.firstLabels(5))
//: {{clicks}} of {{ratings}} ratings are kept, {{share}}%.
    let counts = ratings.countsByHalfStar
    try page.figure(
        "02-ratings.png", ratingsFigure(counts: counts, threshold: threshold).png())
//: ![Bars of the number of ratings of each value; those that count as clicks stand out](../figures/02-ratings.png)
//: *How often each rating was given. The blue ones are kept as clicks.*
//:
//: The kept rows are turned into a matrix of zeros and ones, with a row for each movie and a column for each user:
    let matrix = clicks.pivot()
    page.table(matrix.head())
    page.show(matrix.shape)
    page.check("movies and users", "\(matrix.shape)")
//: The ids ascend in both directions. Movies and users without any click have no place in it.
//:
//: pandas keeps such a matrix as {{entries}} numbers of eight bytes. Here only the places of the ones are kept, user by
//: user, which is also the order in which training will read them. The table above is printed the notebook's way round.
    //hide {
    page.note("entries", decimal(matrix.shape.movies * matrix.shape.users))
    return matrix
    //}
}
