//: # 5 · Split
//: {{train.users}} users are left, which `{{train.users}}` says in code too.

import Weave  //hide

/// Returns what the test weaves.
func literateExample(on page: Page) {
    let shapes = [(3125, 4834), (3125, 600)]
    for shape in shapes {
        page.show(shape)
    }
    page.note("train.users", shapes[0].1)
    //: The cut is at a *user*:
    page.check("train shape", shapes[0])
    page
        .check(
            "users", 4835)
    page.record("share", 0.8)
    //-
    page.figure(
        "05-split.png", "A bar of {{train.users}} users",
        caption: "{{train.users}} users."
    ) {
        [0x89, 0x50]
    }
}
