//: # 5 · Split
//: [Chapter 4](04-shuffle.md) shuffled the users, so a contiguous split is a random one: the last {{test}} users are
//: for testing, the {{validation}} before them for validation, and all others for training.
import Formatting
import Interactions
import Study
import Weave

func split(
    _ clicks: ClickMatrix, _ settings: Settings, on page: Page
) throws -> UserSplit {
    let users = clicks.shape.users
    let split = try clicks.split(
        validation: settings.validationUsers.of(users),
        test: settings.testUsers.of(users))
    page.show(split.train.shape, split.validation.shape, split.test.shape)
    //hide {
    page.condition("the notebook's own users", page.references.contains { $0.name == "clicks to train on" && $0.isComparable })
    page.note("validation", split.validation.shape.users)
    page.note("test", split.test.shape.users)
    page.note("train", decimal(split.train.shape.users))
    //}
    page.check("train shape", "\(split.train.shape)")
    page.check("validation shape", "\(split.validation.shape)")
    page.check("test shape", "\(split.test.shape)")
//: {{train}} users remain for training. No user is in two parts, while the movies are the same in all three, so the
//: model is tested on people it has never seen. Liang et al. call this *strong generalization*.
//:
//: {{if the notebook's own users}}
//: The notebook does not print how many clicks each part has. These counts are compared with a rerun of its own code:
//: {{else}}
//: The clicks of each part:
//: {{end}}
    page.show(
        "train       \(decimal(split.train.count))",
        "validation  \(decimal(split.validation.count))",
        "test        \(decimal(split.test.count))")
    page.check("clicks to train on", split.train.count)
    page.check("clicks to validate on", split.validation.count)
    page.check("clicks to test on", split.test.count)
    //hide {
    return split
    //}
}
