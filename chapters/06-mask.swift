//: # 6 · Mask
//: To see whether a model can recommend, hide some of what a person chose, show it the rest, and see whether what was
//: hidden comes back. The notebook hides movies rather than clicks: the first {{percent}}% of the shuffled movies are
//: set to zero in the *input* of every validation and test user. The *targets*, against which the model is scored, stay
//: whole.
import Experiment
import Interactions
import Weave

func mask(
    _ split: UserSplit, withheld fraction: Double, on page: Page
) throws -> (validation: FoldIn, test: FoldIn) {
    let validation = split.validation.withholding(fraction: fraction)
    let test = split.test.withholding(fraction: fraction)
    page.show(validation.target.shape, test.target.shape)
    page.check("mask shape", "\(test.target.shape)")
    page.check("withheld movies", test.withheldMovies)
//: {{excerpt Sources/Interactions/FoldIn.swift: package func withholding(}}
//:
//: That is ⌈{{movies}} × {{fraction}}⌉ = {{withheld}} movies. What the inputs keep of the users' clicks:
    //hide {
    page.note("percent", decimal(100 * fraction))
    page.note("movies", test.target.shape.movies)
    page.note("fraction", decimal(fraction))
    page.note("withheld", test.withheldMovies)
    //}
    func kept(_ fold: FoldIn) -> String {
        "\(decimal(fold.input.count)) of \(decimal(fold.target.count))"
    }
    page.show("validation  \(kept(validation))", "test        \(kept(test))")
    page.check("clicks in the validation inputs", validation.input.count)
    page.check("clicks in the test inputs", test.input.count)
    try page.figure("06-mask.png", maskFigure(test).png())
//: ![Marks for the movies that one test user chose, the withheld ones set apart](../figures/06-mask.png)
//: *The movies that the first test user chose, at their places in the shuffled order, and how many of each test user's
//: clicks are withheld.*
//:
//: Two things are unusual here, and both matter in [chapter 10](10-evaluate.md). The same movies are hidden from
//: everybody, so they can only be recommended because of what the *training* users did. And because the targets stay
//: whole, a model is also rewarded for naming movies that its input held.
//:
//: {{without}} of the test users have no click among the withheld movies: nothing was hidden from them.
    //hide {
    page.note("without", test.usersWithNothingWithheld)
    return (validation, test)
    //}
}
