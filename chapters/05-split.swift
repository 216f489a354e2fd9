//: # 5 · Split
//: Previous: [4 · Shuffle](04-shuffle.md)
//:
//: The users were shuffled in [chapter 4](04-shuffle.md), so a contiguous cut is a random one: the last {{test}} users are
//: for the test, the {{validation}} before them for validation, and all others for training.
import Interactions //hide
import Weave //hide
 //hide
func split(_ clicks: ClickMatrix, comparing notebook: Comparability, on page: Page) throws -> UserSplit {
    let split = try clicks.split(validation: 600, test: 600)
    page.show(split.train.shape, split.validation.shape, split.test.shape)
    page.note("validation", split.validation.shape.users) //hide
    page.note("test", split.test.shape.users) //hide
    page.note("train", decimal(split.train.shape.users)) //hide
    page.expect("train shape", published: "(3125, 4834)", measured: "\(split.train.shape)", comparing: notebook.sameOutline)
    page.expect(
        "validation shape", published: "(3125, 600)", measured: "\(split.validation.shape)", comparing: notebook.sameOutline)
    page.expect("test shape", published: "(3125, 600)", measured: "\(split.test.shape)", comparing: notebook.sameOutline)
//: {{train}} users are left to train on. Nobody is in two parts, and every movie is in all three: the model will be judged
//: on people it has never seen. Liang et al. call this *strong generalization*.
//:
//: How many clicks each part has, the notebook does not print. Its own code, run again, gives what is compared here:
    page.show(
        "train       \(decimal(split.train.count))",
        "validation  \(decimal(split.validation.count))",
        "test        \(decimal(split.test.count))")
    page.expect("clicks to train on", published: 465_150, measured: split.train.count, comparing: notebook.sameRatings)
    page.expect("clicks to validate on", published: 54_821, measured: split.validation.count, comparing: notebook.sameRatings)
    page.expect("clicks to test on", published: 54_405, measured: split.test.count, comparing: notebook.sameRatings)
    return split //hide
} //hide
//:
//: Next: [6 · Mask](06-mask.md)
