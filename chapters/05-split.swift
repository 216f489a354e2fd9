//: # 5 · Split
//: The users were shuffled in [chapter 4](04-shuffle.md), so a contiguous cut is a random one: the last {{test}} users
//: are for the test, the {{validation}} before them for validation, and all others for training.
import Experiment
import Interactions
import Weave

func split(_ clicks: ClickMatrix, on page: Page) throws -> UserSplit {
    let split = try clicks.split(validation: 600, test: 600)
    page.show(split.train.shape, split.validation.shape, split.test.shape)
    //hide {
    page.note("validation", split.validation.shape.users)
    page.note("test", split.test.shape.users)
    page.note("train", decimal(split.train.shape.users))
    //}
    page.check("train shape", "\(split.train.shape)")
    page.check("validation shape", "\(split.validation.shape)")
    page.check("test shape", "\(split.test.shape)")
//: {{train}} users are left to train on. Nobody is in two parts, and every movie is in all three: the model will be
//: judged on people it has never seen. Liang et al. call this *strong generalization*.
//:
//: How many clicks each part has, the notebook does not print. Its own code, run again, gives what is compared here:
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
