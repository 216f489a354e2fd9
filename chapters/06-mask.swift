//: # 6 · Mask
//: To test a recommender, hide some of what a person chose, show the model the rest, and see whether it finds what was
//: hidden. The notebook hides whole movies rather than single clicks: the first {{percent}}% of the shuffled movies are
//: set to zero in the *input* of every validation and test user. The *targets*, against which the model is scored, stay
//: complete. This page has all of cells 85, 293, 100 and 292.
//:
//: | Given | What it is | From |
//: | :--- | :--- | :--- |
//: | `split` | clicks on {{movies}} movies: {{validation}} validation and {{test}} test users | [chapter 5](05-split.md) |
//: | `fraction` | the share of the movies that is withheld, {{fraction}} | cell 85, or `--withheld` |
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
//: Clicks on the first movies are held out, and the others are the input:
//:
//: {{excerpt Sources/Interactions/FoldIn.swift: package func withholding(}}
//:
//: That is ⌈{{movies}} × {{fraction}}⌉ = {{withheld}} movies. Of the users' clicks, the inputs keep:
    page.show(clicksOfInputs(validation, test))
    page.check("clicks in the validation inputs", validation.input.count)
    page.check("clicks in the test inputs", test.input.count)
    try page.figure("06-mask.png", maskFigure(test))
//: ![Marks for the movies that one test user chose, and bars for how much is withheld from all](../figures/06-mask.png)
//: *Top: the movies that the first test user chose, by position in the shuffled order. Bottom: how many test users
//: have which share of their clicks withheld.*
//:
//: {{if movies are withheld}}
//: Two things are unusual here, and both matter in [chapter 10](10-evaluate.md) and
//: [chapter 11](11-diagnose.md). First, the same movies are hidden from
//: everybody, so only what the *training* users chose can lead a model to recommend them. Second, the targets stay
//: complete, so a model is also rewarded for recommending movies that were in its input.
//:
//: Test users without a click among the withheld movies, from whom nothing is hidden: {{without}}.
//: {{else}}
//: So nothing is hidden from anybody, and no page says how well hidden clicks are found.
//: {{end}}
    //hide {
    page.condition("movies are withheld", test.withheldMovies > 0)
    page.note(maskNotes(validation, test, fraction: fraction))
    return (validation, test)
    //}
}
