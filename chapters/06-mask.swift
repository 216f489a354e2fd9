//: # 6 · Mask
//: Previous: [5 · Split](05-split.md)
//:
//: To see whether a model can recommend, hide some of what a person chose, show it the rest, and look whether what was
//: hidden comes back. The notebook hides movies rather than clicks: the first {{percent}}% of the shuffled movies are set
//: to zero in the *input* of every validation and test user. The *targets*, against which the model is scored, stay whole.
import Experiment //hide
import Interactions //hide
import Weave //hide
 //hide
func mask(
    _ split: UserSplit, withheld fraction: Double, on page: Page
) throws -> (validation: FoldIn, test: FoldIn) {
    let validation = split.validation.withholding(fraction: fraction)
    let test = split.test.withholding(fraction: fraction)
    page.show(validation.target.shape, test.target.shape)
    page.note("percent", decimal(100 * fraction)) //hide
    page.check("mask shape", "\(test.target.shape)")
    page.check("withheld movies", test.withheldMovies)
//: That is ⌈{{movies}} × {{fraction}}⌉ = {{withheld}} movies. What the inputs keep of the users' clicks:
    page.note("movies", test.target.shape.movies) //hide
    page.note("fraction", decimal(fraction)) //hide
    page.note("withheld", test.withheldMovies) //hide
    page.show(
        "validation  \(decimal(validation.input.count)) of \(decimal(validation.target.count))",
        "test        \(decimal(test.input.count)) of \(decimal(test.target.count))")
    page.check("clicks in the validation inputs", validation.input.count)
    page.check("clicks in the test inputs", test.input.count)
    try page.figure(
        "06-mask.png", "Marks for the movies that one test user chose, the withheld ones apart from those in the input",
        caption: "The movies that the first test user chose, at their places in the shuffled order, and how many of each "
            + "test user's clicks are withheld."
    ) { try maskFigure(test).png() }
//: Two things are unusual here, and both matter in [chapter 10](10-evaluate.md). The same movies are hidden from everybody,
//: so they can only be recommended because of what the *training* users did. And because the targets stay whole, a model is
//: also rewarded for naming movies that its input held.
    page.note("without", test.usersWithNothingWithheld) //hide
//:
//: {{without}} of the test users have no click among the withheld movies: nothing was hidden from them.
    return (validation, test) //hide
} //hide
//:
//: Next: [7 · Model](07-model.md)
