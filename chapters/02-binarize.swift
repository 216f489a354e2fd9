//: # 2 · Binarize
//: {{if ratings with a scale}}
//: The model learns from what people chose, not from how many stars they gave. A rating of at least {{threshold}}
//: becomes a *click*; a lower one is dropped. From here on, a movie that somebody disliked looks the same as one that
//: they never saw.{{another scale}}
//: {{else}}
//: The model learns from what people chose. These data have no ratings: every line is a choice, and becomes a *click*.
//: {{end}}
//: This page has all of cells 62 to 66.
//:
//: | Given | What it is | From |
//: | :--- | :--- | :--- |
//: | `ratings` | the ratings, {{ratings}} lines with a user and a movie each | [chapter 1](01-load.md) |
//: | `threshold` | the lowest rating that becomes a click, {{threshold}} | cell 62, or `--threshold` |
import Interactions
import Pages
import Study
import Weave

func binarize(
    _ ratings: Ratings, threshold: Double, on page: Page
) throws -> (clicks: Clicks, matrix: ClickMatrix) {
    let clicks = ratings.binarized(threshold: threshold)
    page.table(clicks.head())
    page.check("clicks", clicks.count)
    page.check("row labels of the first five clicks", clicks.firstLabels(5))
//: {{clicks}} of {{ratings}} lines ({{share}}%) are kept.
    if ratings.stars != nil {
        let figure = ratingsFigure(counts: ratings.countsByHalfStar, threshold: threshold)
        try page.figure("02-ratings.png", figure)
    }
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
    page.condition("ratings with a scale", ratings.stars != nil)
    page.note(binarizeNotes(ratings, clicks, matrix, threshold: threshold))
    return (clicks, matrix)
    //}
}
