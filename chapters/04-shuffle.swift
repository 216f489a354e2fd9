//: # 4 · Shuffle
//: Movies and users are shuffled, so that any contiguous block of them is a random sample: first the rows, then the
//: columns, each with a new NumPy generator seeded with {{seed}}. This page has all of cell 72.
//:
//: | Given | What it is | From |
//: | :--- | :--- | :--- |
//: | `matrix` | the clicks that are left, {{movies}} movies × {{users}} users | [chapter 3](03-filter.md) |
//: | `seed` | the seed of the order, {{seed}} | cell 72, or `--shuffle-seed` |
import Interactions
import Pages
import Study
import Weave

func shuffle(_ matrix: ClickMatrix, seed: UInt32, on page: Page) throws -> ClickMatrix {
    let shuffled = matrix.shuffled(seed: seed)
    page.table(shuffled.head())
    let (users, movies) = (shuffled.userTexts, shuffled.movieTexts)
    page.check("first ten users", Array(users.prefix(10)))
    page.check("last ten users", Array(users.suffix(10)))
    page.check("first five movies", Array(movies.prefix(5)))
//: `selecting` puts users and movies in the order that `permutation` gives, as `reindex` does in the notebook:
//:
//: {{excerpt Sources/Interactions/Shuffle.swift: package func shuffled(}}
//:
//: The order is NumPy's, number for number, but computed without NumPy. `RandomState` is the Mersenne Twister MT19937.
//: Its `permutation` goes from the last position down and swaps each with a random one at or before it. To draw that
//: position, it takes as many low bits of a random number as the bound needs, and draws again while they exceed the
//: bound:
//:
//: {{excerpt Sources/Random/RandomState.swift: public mutating func interval(}}
//:
//: Everything after this page depends on this order, because position alone decides which users the model is trained on
//: and which movies are withheld.
    let figure = clickMatrixFigure(before: matrix, after: shuffled)
    try page.figure("04-click-matrix.png", figure)
//: ![The click matrix as a heat map, before and after the shuffle](../figures/04-click-matrix.png)
//: *The share of ones in each block of the matrix. Ordered by id, movies {{of a kind}} lie together, and any popular
//: group stands out as a band. Shuffled, the groups are scattered; blocks with several popular movies still show as lines.*
    //hide {
    let isMovieLens = page.references.contains(where: \.isComparable)
    page.note(shuffleNotes(matrix, seed: seed, isMovieLens: isMovieLens))
    return shuffled
    //}
}
