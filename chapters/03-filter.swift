//: # 3 · Filter
//: Little can be learnt about a movie that hardly anybody chose, or about a user who chose hardly anything: the
//: cold-start problem. So every movie and every user with fewer than {{minimum}} clicks is dropped. This page has all
//: of cells 67 to 71.
//:
//: | Given | What it is | From |
//: | :--- | :--- | :--- |
//: | `matrix` | the clicks as zeros and ones, {{movies}} movies × {{users}} users | [chapter 2](02-binarize.md) |
//: | `minimum` | the fewest clicks of a movie or a user that is kept, {{minimum}} | cell 67, or `--minimum` |
import Formatting
import Interactions
import Pages
import Study
import Weave

func filter(_ matrix: ClickMatrix, minimum: Int, on page: Page) throws -> ClickMatrix {
    page.show(matrix.shape)
    try page.figure("03-long-tail.png", longTailFigure(matrix, minimum: minimum))
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
    let (items, users) = (kept.shape.movies, kept.shape.users)
    let sparsity = Double(kept.count) / Double(items * users)
    page.show(
        "There are \(items) items and \(users) users in the dataframe. "
            + "The sparsity of the matrix is  \(decimal(sparsity, places: 4))")
    page.check("density, called sparsity", decimal(sparsity, places: 4))
    page.check("density, every digit", sparsity)
//: That number is the share of ones, so it is the **density**: {{percent}}% of the matrix is filled. The sparsity, the
//: share of zeros, is the other {{empty}}%.
    //hide {
    page.note(filterNotes(matrix, kept: kept, minimum: minimum))
    return kept
    //}
}
