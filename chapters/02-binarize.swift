//: # 2 · Binarize
//: {{if ratings with a scale}}
//: The model learns from what people chose, not from how many stars they gave. A rating of at least {{threshold}}
//: becomes a *click*; a lower one is dropped. From here on, a movie that somebody disliked looks the same as one that
//: they never saw.
//: {{if the notebook's scale}}
//: {{else}}
//: These ratings go from {{least}} to {{most}}, not from 0.5 to 5 as MovieLens's do.
//: {{end}}
//: {{else}}
//: The model learns from what people chose. These data have no ratings: every line is a choice, and becomes a *click*.
//: {{end}}
import Formatting
import Interactions
import Pages
import Study
import Weave

func binarize(
    _ ratings: Ratings, threshold: Double, on page: Page
) throws -> (clicks: Clicks, matrix: ClickMatrix) {
    //hide {
    let range = ratings.range
    page.condition("ratings with a scale", range != nil)
    page.condition("the notebook's scale", range.map { $0.lowerBound >= 0.5 && $0.upperBound <= 5 } ?? true)
    page.note("least", decimal(range?.lowerBound ?? 1))
    page.note("most", decimal(range?.upperBound ?? 1))
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
//: {{if ratings with a scale}}
//: {{clicks}} of {{ratings}} ratings ({{share}}%) are kept.
//: {{else}}
//: All {{clicks}} lines are kept.
//: {{end}}
    //hide {
    if range != nil {
        let figure = ratingsFigure(counts: ratings.countsByHalfStar, threshold: threshold)
        try page.figure("02-ratings.png", figure)
    }
    //}
//: {{if ratings with a scale}}
//: ![Bar chart of the number of ratings of each value, with those kept as clicks in blue](../figures/02-ratings.png)
//: *How often each rating was given. The blue ones are kept as clicks.*
//: {{end}}
//:
//: The clicks become a matrix of zeros and ones, with a row for each movie and a column for each user:
    let matrix = clicks.pivot()
    page.table(matrix.head())
    page.show(matrix.shape)
    page.check("movies and users", "\(matrix.shape)")
//: Ids ascend along both axes. Movies and users without a click are not in the matrix.
//:
//: pandas stores this matrix as {{entries}} numbers of eight bytes. Here only the positions of the ones are stored,
//: user by user, which is also the order in which training reads them. The table above is transposed, to match the
//: notebook's.
    //hide {
    page.note("entries", decimal(matrix.shape.movies * matrix.shape.users))
    return (clicks, matrix)
    //}
}
