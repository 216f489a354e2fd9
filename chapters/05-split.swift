//: # 5 · Split
//: [Chapter 4](04-shuffle.md) shuffled the users, so a contiguous split is a random one: the last {{test}} users are
//: for testing, the {{validation}} before them for validation, and all others for training. This page has all of cells
//: 73 and 74.
//:
//: | Given | What it is | From |
//: | :--- | :--- | :--- |
//: | `matrix` | the shuffled clicks, {{movies}} movies × {{users}} users | [chapter 4](04-shuffle.md) |
//: | `validation` | the number of users for validation, {{validation}} | cell 73, or `--validation-users` |
//: | `test` | the number of users for testing, {{test}} | cell 73, or `--test-users` |
import Interactions
import Pages
import Study
import Weave

func split(
    _ matrix: ClickMatrix, validation: Int, test: Int, on page: Page
) throws -> UserSplit {
    let split = try matrix.split(validation: validation, test: test)
    page.show(split.train.shape, split.validation.shape, split.test.shape)
    page.check("train shape", "\(split.train.shape)")
    page.check("validation shape", "\(split.validation.shape)")
    page.check("test shape", "\(split.test.shape)")
//: The parts are slices by position, as in cell 74:
//:
//: {{excerpt Sources/Interactions/Split.swift: package func split(}}
//:
//: {{train}} users remain for training. No user is in two parts, while the movies are the same in all three, so the
//: model is tested on people it has never seen. Liang et al. call this *strong generalization*.
//:
//: The notebook does not print how many clicks each part has. For its own ratings and settings, these counts are
//: compared with a rerun of its code:
    page.show(clicksOfParts(split))
    page.check("clicks to train on", split.train.count)
    page.check("clicks to validate on", split.validation.count)
    page.check("clicks to test on", split.test.count)
    //hide {
    page.note(splitNotes(split))
    return split
    //}
}
