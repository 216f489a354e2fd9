//: # 3 · Filter
//: Little can be learnt about a movie that hardly anybody chose, or about a user who chose hardly anything: the
//: cold-start problem. So every movie and every user with fewer than {{minimum}} clicks is dropped.
import Formatting
import Interactions
import Pages
import Study
import Weave

func filter(_ matrix: ClickMatrix, minimum: Int, on page: Page) throws -> ClickMatrix {
    //hide {
    page.note("minimum", minimum)
    page.note("head of the movies", decimal(100 * shareOfTopFifth(matrix.clicks.columnSums), places: 0))
    page.note("head of the users", decimal(100 * shareOfTopFifth(matrix.clicks.rowSums), places: 0))
    //}
    page.show(matrix.shape)
    let figure = longTailFigure(matrix, minimum: minimum)
    try page.figure("03-long-tail.png", figure)
//: ![Two falling curves: clicks by rank of the movie and by rank of the user](../figures/03-long-tail.png)
//: *Clicks on a logarithmic scale: the most clicked fifth of the movies has {{head of the movies}}% of them, and the
//: most active fifth of the users gave {{head of the users}}%. Everything below the line is dropped.*
    let kept = matrix.filtered(minimumPerMovie: minimum, minimumPerUser: minimum)
    page.table(kept.head())
//: Both cuts use counts taken before anything is dropped:
//:
//: {{excerpt Sources/Interactions/Filter.swift: package func filtered(}}
//:
//: Dropping users takes clicks from movies, and vice versa, so a movie or a user that was kept could end up with fewer
//: than {{minimum}}, as the notebook warns. A count shows how many do:
    let below = kept.below(minimumPerMovie: minimum, minimumPerUser: minimum)
    page.show("below \(minimum) afterwards: \(below.movies) movies, \(below.users) users")
    page.check("movies and users kept", "\(kept.shape)")
    page.check("clicks kept", kept.count)
//: The notebook ends this step with a line about what is left:
    page.show(
        "There are \(kept.shape.movies) items and \(kept.shape.users) users in the "
            + "dataframe. The sparsity of the matrix is  "
            + decimal(kept.density, places: 4))
    page.check("density, called sparsity", decimal(kept.density, places: 4))
    page.check("density, every digit", kept.density)
    //hide {
    page.note("percent", decimal(100 * kept.density, places: 1))
    page.note("empty", decimal(100 - 100 * kept.density, places: 1))
    //}
//: That number is the share of ones, so it is the **density**: {{percent}}% of the matrix is filled. The sparsity, the
//: share of zeros, is the other {{empty}}%.
    //hide {
    return kept
    //}
}
