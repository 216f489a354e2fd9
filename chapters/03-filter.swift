//: # 3 · Filter
//: Previous: [2 · Binarize](02-binarize.md)
//:
//: Little can be learnt about a movie that nobody chose, or about a user who chose nothing: the cold start problem. So
//: every movie and every user with fewer than {{minimum}} clicks is dropped.
import Experiment //hide
import Interactions //hide
import Weave //hide
 //hide
func filter(_ matrix: ClickMatrix, minimum: Int, on page: Page) throws -> ClickMatrix {
    page.note("minimum", minimum) //hide
    page.show(matrix.shape)
    try page.figure(
        "03-long-tail.png", "Two falling curves on logarithmic scales: clicks by rank of the movie and by rank of the user",
        caption: "Few movies have most of the clicks, and few users gave most of them. What lies below the line is dropped."
    ) { try longTailFigure(matrix, minimum: minimum).png() }

    let kept = matrix.filtered(minimumPerMovie: minimum, minimumPerUser: minimum)
    page.table(kept.head())
//: Movies and users are judged at the same time, on sums taken before either is dropped. Dropping users takes clicks
//: from movies, and the other way round, so some that were kept could end below {{minimum}}; the notebook warns of it. How
//: many there are is quickly counted:
    let below = kept.below(minimumPerMovie: minimum, minimumPerUser: minimum)
    page.show("below \(minimum) afterwards: \(below.movies) movies, \(below.users) users")
    page.check("movies and users kept", "\(kept.shape)")
    page.check("clicks kept", kept.count)
//: The notebook ends with a line about what is left:
    page.show(
        "There are \(kept.shape.movies) items and \(kept.shape.users) users in the dataframe. "
            + "The sparsity of the matrix is  \(decimal(kept.density, places: 4))")
    page.check("density, called sparsity", decimal(kept.density, places: 4))
    page.check("density, every digit", kept.density)
    page.note("percent", decimal(100 * kept.density, places: 1)) //hide
    page.note("empty", decimal(100 - 100 * kept.density, places: 1)) //hide
//: That number is the share of ones, so it is a **density**: {{percent}}% of the matrix is filled. Its sparsity, the share
//: of zeros, is the other {{empty}}%.
    return kept //hide
} //hide
//:
//: Next: [4 · Shuffle](04-shuffle.md)
