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
}
