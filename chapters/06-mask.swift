//: # 6 · Mask
//: To test a recommender, hide some of what a person chose, show the model the rest, and see whether it finds what was
//: hidden. The notebook hides whole movies rather than single clicks: the first {{percent}}% of the shuffled movies are
//: set to zero in the *input* of every validation and test user. The *targets*, against which the model is scored, stay
//: complete.
import Formatting
import Interactions
import Pages
import Study
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
//: That is ⌈{{movies}} × {{fraction}}⌉ = {{withheld}} movies. Of the users' clicks, the inputs keep:
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
    try page.figure("06-mask.png", maskFigure(test))
//: ![Marks for the movies that one test user chose, and bars for how much is withheld from all](../figures/06-mask.png)
//: *Top: the movies that the first test user chose, by position in the shuffled order. Bottom: the share of their
//: clicks that is withheld from each test user.*
//:
//: {{if movies are withheld}}
//: Two things are unusual here, and both matter in [chapter 10](10-evaluate.md). First, the same movies are hidden from
//: everybody, so only what the *training* users chose can lead a model to recommend them. Second, the targets stay
//: complete, so a model is also rewarded for recommending movies that were in its input.
//:
//: Test users without a click among the withheld movies, from whom nothing is hidden: {{without}}.
//: {{else}}
//: So nothing is hidden from anybody, and no page says how well hidden clicks are found.
//: {{end}}
    //hide {
    page.condition("movies are withheld", test.withheldMovies > 0)
    page.note("without", test.usersWithNothingWithheld)
    return (validation, test)
    //}
}
