//: # 4 · Shuffle
//: Movies and users are put in a random order, so that any run of neighbours is a random sample: first the rows, then
//: the columns, each by a fresh NumPy generator of seed {{seed}}.
import Experiment
import Interactions
import Weave

func shuffle(_ matrix: ClickMatrix, seed: UInt32, on page: Page) throws -> ClickMatrix {
    //hide {
    page.note("seed", seed)
    page.note("codes", matrix.codesInWords)
    //}
    let shuffled = matrix.shuffled(seed: seed)
    page.table(shuffled.head())
    page.check("first ten users", Array(shuffled.users.prefix(10)))
    page.check("last ten users", Array(shuffled.users.suffix(10)))
    page.check("first five movies", Array(shuffled.movies.prefix(5)))
//: {{codes}}
//:
//: This is NumPy's own order, number for number, without NumPy: `RandomState` is the Mersenne Twister MT19937, and its
//: `permutation` swaps each place, from the last one down, with a place at or before it. That place is drawn by taking
//: as many low bits of a random number as the bound needs, again and again until they do not exceed it:
//:
//: {{excerpt Sources/Random/RandomState.swift: public mutating func interval(}}
//:
//: Everything after this page depends on the order, because who is trained on and which movies are withheld is decided
//: by position alone.
    let figure = clickMatrixFigure(before: matrix, after: shuffled)
    try page.figure("04-click-matrix.png", figure.png())
//: ![The click matrix in shades: dark bands before the shuffle, scattered after it](../figures/04-click-matrix.png)
//: *The share of ones in blocks of the matrix. Ordered by id, the movies of one time lie together, and those that are
//: much chosen stand out as bands. Shuffled, they are scattered; single popular movies still show as lines.*
    //hide {
    return shuffled
    //}
}
