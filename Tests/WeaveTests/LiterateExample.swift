//: # 5 · Split
//: {{train.users}} users are left, which `{{train.users}}` says in code too.

import Weave

/// Returns what the test weaves.
func literateExample(
    on page: Page
) {
    let shapes = [(3125, 4834), (3125, 600)]
    for shape in shapes {
        page.show(shape)
    }
    //hide {
    page.note("train.users", shapes[0].1)
    page.claim("many users", shapes[0].1 > 4000)
    //}
    //: The cut is at a *user*:
    page.check("train shape", shapes[0])
    page
        .check(
            "users", 4835)
    page.record("share", 0.8)
    //:
    page.figure("05-split.png", [0x89, 0x50])
    //: ![A bar of {{train.users}} users](../figures/05-split.png)
    //: *{{train.users}} users.*
    //:
    //: {{if many users}}
    //: These are many users: {{train.users}}.
    //: {{else}}
    //: These are few users.
    //: {{end}}
    //:
    //: ## How it is shown
    //: {{excerpt Sources/Weave/Page.swift: package func record(}}
    //: That is all.
}
