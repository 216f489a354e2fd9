import Foundation
import Testing
import Weave

@Suite struct WeaverTests {
    private func woven(_ source: String, notice: String? = nil, _ run: (Page) -> Void = { _ in }) throws -> String {
        let page = Page(chapter: "05-split")
        run(page)
        return try weave(
            source: source, file: "chapters/05-split.swift", page: page, footer: "*seed 42*", notice: notice)
    }

    private func failure(_ source: String, _ run: (Page) -> Void = { _ in }) -> String? {
        do {
            _ = try woven(source, run)
            return nil
        } catch {
            return String(describing: error)
        }
    }

    @Test("a compiled chapter, woven from its own source")
    func aCompiledChapterWovenFromItsOwnSource() throws {
        let page = Page(chapter: "05-split")
        literateExample(on: page)
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let file = folder.appendingPathComponent("LiterateExample.swift")
        let source = try String(contentsOf: file, encoding: .utf8)
        #expect(
            try weave(source: source, file: "LiterateExample.swift", page: page, footer: "*seed 42*") == """
                # 5 · Split
                4834 users are left, which `4834` says in code too.

                ```swift
                /// Returns what the test weaves.
                func literateExample(on page: Page) {
                    let shapes = [(3125, 4834), (3125, 600)]
                    for shape in shapes {
                        page.show(shape)
                    }
                    page.note("train.users", shapes[0].1)
                ```

                ```text
                (3125, 4834)
                (3125, 600)
                ```

                The cut is at a *user*:

                ```swift
                page.expect("train shape", published: (3125, 4834), measured: shapes[0])
                page
                    .expect(
                        "users", published: 4834, measured: 4835)
                ```

                - ✓ train shape: (3125, 4834), as published
                - ✗ users: expected 4834, measured 4835

                ```swift
                    page.figure(
                        "05-split.png", "A bar of {{train.users}} users",
                        caption: "{{train.users}} users."
                    ) {
                        [0x89, 0x50]
                    }
                }
                ```

                ![A bar of 4834 users](../figures/05-split.png)

                *4834 users.*

                *seed 42*

                """)
        #expect(page.figures == [Page.Figure(name: "05-split.png", png: [0x89, 0x50])])
        #expect(page.expectations.map(\.verdict) == [.holds, .fails])
    }

    @Test("prose alone, and a notice below the title")
    func proseAloneAndANoticeBelowTheTitle() throws {
        let source = """
            //: # 1 · Load
            //:
            //: First.

            //: ## Second
            //: - an item
            """
        #expect(
            try woven(source, notice: "These ratings are invented.\n\nNothing is compared.") == """
                # 1 · Load

                > These ratings are invented.
                >
                > Nothing is compared.

                First.

                ## Second
                - an item

                *seed 42*

                """)
    }

    @Test("a line that follows the title is not taken into the notice")
    func aLineAfterTheNotice() throws {
        #expect(
            try woven("//: # 5 · Split\n//: Previous: a", notice: "Invented.")
                == "# 5 · Split\n\n> Invented.\n\nPrevious: a\n\n*seed 42*\n")
    }

    @Test("a notice comes first where there is no title")
    func aNoticeComesFirstWhereThereIsNoTitle() throws {
        #expect(try woven("let a = 1", notice: "Invented.") == "> Invented.\n\n```swift\nlet a = 1\n```\n\n*seed 42*\n")
    }

    @Test("several outputs in one cell, in call order")
    func severalOutputsInOneCellInCallOrder() throws {
        let source = """
            page.show(1); page.table(t); page.expect(…); page.note(…)
            //: After.
            """
        let page = try woven(source) { page in
            page.show("a", 2, line: 1)
            page.show("b", 0.5, separator: " ", line: 1)
            page.show("c\n", line: 1)
            page.expect("x", published: 1, measured: 1, line: 1)
            page.note("unused", 1, line: 1)
            page.expect("y", published: 0.25, measured: 0.26, .within(0.02, because: "another generator"), line: 1)
            page.table(Table(columns: ["n", "title"], rows: [["1", "a|b"]]), line: 1)
            page.show("last", line: 1)
            page.expect("recall", published: 0.357793, measured: 0.1, .within(0.01, because: "seed"), line: 1)
            page.expect("z", published: 0.1, measured: 0.30000000000000004, line: 1)
            page.expect("synthetic", published: 3, measured: 4, comparing: false, line: 1)
            page.expect("ids", published: nil, measured: [5323, 3219], line: 1)
        }
        #expect(
            page == """
                ```swift
                page.show(1); page.table(t); page.expect(…); page.note(…)
                ```

                ```text
                a
                2
                b 0.5
                c
                ```

                - ✓ x: 1, as published
                - ✓ y: 0.2600, published 0.2500, within 0.02: another generator

                | n | title |
                | ---: | :--- |
                | 1 | a\\|b |

                ```text
                last
                ```

                - ✗ recall: expected 0.3578 within 0.01, measured 0.1000: seed
                - ✗ z: expected 0.1, measured 0.30000000000000004
                - – synthetic: 4, not compared
                - – ids: [5323, 3219], nothing published

                After.

                *seed 42*

                """)
    }

    @Test("a hidden cell shows its outputs alone")
    func aHiddenCellShowsItsOutputsAlone() throws {
        #expect(
            try woven("//: Before.\npage.show(1) //hide\n//: After.") { $0.show(1, line: 2) }
                == "Before.\n\n```text\n1\n```\n\nAfter.\n\n*seed 42*\n")
    }

    @Test("fences grow around fences")
    func fencesGrowAroundFences() throws {
        let source = "page.show(\"```\")\nlet b = \"````\""
        #expect(
            try woven(source) { $0.show("```\nx\n```", line: 1) }
                == "`````swift\n\(source)\n`````\n\n````text\n```\nx\n```\n````\n\n*seed 42*\n")
    }

    @Test("a figure without a caption, its brackets escaped")
    func aFigureWithoutACaptionItsBracketsEscaped() throws {
        #expect(
            try woven("page.figure(…) //hide") { $0.figure("a.png", "loss [nats]", line: 1) { [] } }
                == "![loss \\[nats\\]](../figures/a.png)\n\n*seed 42*\n")
    }

    @Test("braces can be written")
    func bracesCanBeWritten() throws {
        #expect(try woven("//: \\{{name}} and {{a}}{{b}}\npage.note(…) //hide") { page in
            page.note("a", 1, line: 2)
            page.note("b", "{{c}}", line: 2)
            page.note("a", 1, line: 2)
        } == "{{name}} and 1{{c}}\n\n*seed 42*\n")
    }

    @Test("a function may pass its caller's line on")
    func aFunctionMayPassItsCallersLineOn() throws {
        #expect(try woven("summarize(model, on: page)") { $0.show("ok", line: 1) }.contains("```text\nok\n```"))
    }

    @Test("an output from a line that shows nothing", arguments: [2, 3, 4, 5, 6, 99, 0])
    func anOutputFromALineThatShowsNothing(line: Int) {
        let source = """
            page.show(1)
            //: page.show in prose
            let a = 1
            //-

            //: end
            """
        #expect(
            failure(source) { $0.show(1, line: line) }
                == "chapters/05-split.swift:\(line): expected the call of show that ran, found none in code here: "
                + "the source changed since the build; build again")
    }

    @Test("an unknown name")
    func anUnknownName() {
        #expect(
            failure("//: a\n//: {{train.users}} users")
                == "chapters/05-split.swift:2: found {{train.users}}, expected a noted name; "
                + "note it with page.note(\"train.users\", …) or correct the name")
        #expect(
            failure("page.figure(…)") { $0.figure("a.png", "", caption: "{{b}}", line: 1) { [] } }
                == "chapters/05-split.swift:1: found {{b}}, expected a noted name; "
                + "note it with page.note(\"b\", …) or correct the name")
    }

    @Test("a name that is not closed")
    func aNameThatIsNotClosed() {
        #expect(
            failure("//: {{train\n//: users}}")
                == "chapters/05-split.swift:1: found {{ without }} on the same line; "
                + "close it, or write \\{{ for the braces themselves")
    }

    @Test("a name with two values")
    func aNameWithTwoValues() {
        #expect(
            failure("page.note(…)\npage.note(…)") { page in
                page.note("k", 1, line: 1)
                page.note("k", 2, line: 2)
            }
                == "chapters/05-split.swift:2: found 2 noted as \"k\", expected 1 as noted before; "
                + "give one of them another name")
    }

    @Test("two figures of one name")
    func twoFiguresOfOneName() {
        #expect(
            failure("page.figure(…)") { page in
                for _ in 0..<2 { page.figure("a.png", "", line: 1) { [] } }
            } == "chapters/05-split.swift:1: found a second figure named a.png, expected one; give it another name")
    }

    @Test("a silent page does nothing at all")
    func aSilentPageDoesNothingAtAll() throws {
        struct Drawn: Error {}
        let page = Page.silent
        page.show(1)
        page.note("a", 1)
        page.table(Table(columns: [], rows: []))
        page.expect("a", published: 1, measured: 2)
        try page.figure("a.png", "") { throw Drawn() }
        #expect(page.expectations.isEmpty && page.figures.isEmpty)
        #expect(try weave(source: "", file: "a.swift", page: page, footer: "end") == "end\n")
    }

    @Test("what a figure throws reaches the caller")
    func whatAFigureThrowsReachesTheCaller() {
        struct Drawn: Error {}
        #expect(throws: Drawn.self) { try Page().figure("a.png", "") { throw Drawn() } }
    }
}
