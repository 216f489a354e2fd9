import Testing
import Weave

@Suite("links") struct LinksTests {
    @Test("links change or lose their target; code, images and escaped brackets do not")
    func relinking() {
        let page = """
            See [one](1.md), [two \\[b\\]](../x.swift) and ![a picture](../x.swift).

            ````swift
            [one](1.md)
            ```
            [one](1.md)
            ````
            [one](1.md)
            """
        let changed = relinked(page) { $0 == "1.md" ? "2.md" : nil }
        #expect(
            changed == """
                See [one](2.md), two \\[b\\] and ![a picture](../x.swift).

                ````swift
                [one](1.md)
                ```
                [one](1.md)
                ````
                [one](2.md)
                """)
    }

    @Test("links are looked for in the prose alone, with its notes and on its lines, in both texts of a condition")
    func proseInPlace() throws {
        let source = """
            import Weave
            //: # 5 · Split
            func split() {
                //: A [link]({{a}}).

                page.note(…); page.claim(…); page.figure(…)
                //hide {
                let hidden = "[no](link.md)"
                //}
                //: {{if b}}
                //: One.
                //: {{else}}
                //: Other.
                //: {{end}}
                //: ![figure](../figures/a.png)
            }
            //: Last.
            """
        let page = Page(chapter: "05-split")
        page.note("a", "1.md\n2.md", line: 6)
        page.claim("b", true, line: 6)
        page.figure("a.png", [], line: 6)
        var found = ""
        var weaver = Weaver(footer: "end")
        weaver.deadLink = { prose in
            found = prose
            return DeadLink(line: 4, found: "a link to 1.md", expected: "none; remove it")
        }
        #expect {
            try weaver.weave(source, file: "chapters/05-split.swift", page: page)
        } throws: {
            "\($0)" == "chapters/05-split.swift:4: found a link to 1.md, expected none; remove it"
        }
        #expect(found == "\n# 5 · Split\n\nA [link](1.md 2.md).\n\n\n\n\n\n\nOne.\n\nOther.\n\n\n\nLast.")
    }
}
