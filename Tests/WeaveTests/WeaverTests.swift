import Foundation
import Testing
import Weave

@Suite struct WeaverTests {
    private func woven(
        _ source: String, references: [Reference] = [], notice: String? = nil, _ run: (Page) -> Void = { _ in }
    ) throws -> String {
        let page = Page(chapter: "05-split", references: references)
        run(page)
        return try weave(
            source: source, file: "chapters/05-split.swift", page: page, footer: "*seed 42*", notice: notice)
    }

    private func failure(
        _ source: String, references: [Reference] = [], _ run: (Page) -> Void = { _ in }
    ) -> String? {
        do {
            _ = try woven(source, references: references, run)
            return nil
        } catch {
            return String(describing: error)
        }
    }

    @Test("a compiled chapter, woven from its own source")
    func compiled() throws {
        let page = Page(
            chapter: "05-split",
            references: [
                Reference("train shape", "(3125, 4834)", .printed, comparable: true),
                Reference("users", 4834, .implied, comparable: true),
            ])
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
                page.check("train shape", shapes[0])
                page
                    .check(
                        "users", 4835)
                page.record("share", 0.8)
                ```

                - ✓ train shape: (3125, 4834), as printed
                - ✗ users: 4835, implied 4834

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
        #expect(page.rows.map(\.verdict) == [.holds, .fails, .notCompared])
    }

    @Test("prose alone, and a notice below the title")
    func notice() throws {
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
    func lineAfterTitle() throws {
        #expect(
            try woven("//: # 5 · Split\n//: Previous: a", notice: "Invented.")
                == "# 5 · Split\n\n> Invented.\n\nPrevious: a\n\n*seed 42*\n")
    }

    @Test("a notice comes first where there is no title")
    func noTitle() throws {
        #expect(try woven("let a = 1", notice: "Invented.") == "> Invented.\n\n```swift\nlet a = 1\n```\n\n*seed 42*\n")
    }

    private let references = [
        Reference("x", 1, .printed, comparable: true),
        Reference("y", 0.25, .printed, .within(0.02, because: "another generator"), comparable: true),
        Reference("recall", 0.357793, .rerun, .within(0.01, because: "seed"), comparable: true),
        Reference("z", 0.1, .implied, comparable: true),
        Reference("synthetic", 3, .printed, comparable: false),
    ]

    @Test("several outputs in one cell, in call order")
    func callOrder() throws {
        let source = """
            page.show(1); page.table(t); page.check(…); page.record(…); page.note(…)
            //: After.
            """
        let page = try woven(source, references: references) { page in
            page.show("a", 2, line: 1)
            page.show("b", 0.5, separator: " ", line: 1)
            page.show("c\n", line: 1)
            page.check("x", 1, line: 1)
            page.note("unused", 1, line: 1)
            page.record("silent", 1, line: 1)
            page.check("y", 0.26, line: 1)
            page.table(Table(columns: ["n", "title"], rows: [["1", "a|b"]]), line: 1)
            page.show("last", line: 1)
            page.check("recall", 0.1, line: 1)
            page.check("z", 0.30000000000000004, line: 1)
            page.check("synthetic", 4, line: 1)
            page.record("ids", [5323, 3219], line: 1)
        }
        #expect(
            page == """
                ```swift
                page.show(1); page.table(t); page.check(…); page.record(…); page.note(…)
                ```

                ```text
                a
                2
                b 0.5
                c
                ```

                - ✓ x: 1, as printed
                - ✓ y: 0.2600, printed 0.2500, within 0.02: another generator

                | n | title |
                | ---: | :--- |
                | 1 | a\\|b |

                ```text
                last
                ```

                - ✗ recall: 0.1000, a rerun gives 0.3578, not within 0.01: seed
                - ✗ z: 0.30000000000000004, implied 0.1
                - – synthetic: 4, not compared

                After.

                *seed 42*

                """)
    }

    @Test("a hidden cell shows its outputs alone")
    func hiddenCell() throws {
        #expect(
            try woven("//: Before.\npage.show(1) //hide\n//: After.") { $0.show(1, line: 2) }
                == "Before.\n\n```text\n1\n```\n\nAfter.\n\n*seed 42*\n")
    }

    @Test("fences grow around fences")
    func fences() throws {
        let source = "page.show(\"```\")\nlet b = \"````\""
        #expect(
            try woven(source) { $0.show("```\nx\n```", line: 1) }
                == "`````swift\n\(source)\n`````\n\n````text\n```\nx\n```\n````\n\n*seed 42*\n")
    }

    @Test("a figure without a caption, its brackets escaped")
    func noCaption() throws {
        #expect(
            try woven("page.figure(…) //hide") { $0.figure("a.png", "loss [nats]", line: 1) { [] } }
                == "![loss \\[nats\\]](../figures/a.png)\n\n*seed 42*\n")
    }

    @Test("braces can be written")
    func braces() throws {
        #expect(
            try woven("//: \\{{name}} and {{a}}{{b}}\npage.note(…) //hide") { page in
                page.note("a", 1, line: 2)
                page.note("b", "{{c}}", line: 2)
                page.note("a", 1, line: 2)
            } == "{{name}} and 1{{c}}\n\n*seed 42*\n")
    }

    @Test("a function may pass its caller's line on")
    func callersLine() throws {
        #expect(try woven("summarize(model, on: page)") { $0.show("ok", line: 1) }.contains("```text\nok\n```"))
    }

    @Test("an output from a line that shows nothing", arguments: [2, 3, 4, 5, 6, 99, 0])
    func staleLine(line: Int) {
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

    @Test(
        "a value that agrees says where it is known from",
        arguments: [
            (Reference.Kind.printed, "as printed"), (.implied, "as implied"), (.rerun, "as a rerun gives"),
        ])
    func kinds(_ kind: Reference.Kind, _ words: String) throws {
        let page = try woven("page.check(…) //hide", references: [Reference("clicks", 7, kind, comparable: true)]) {
            $0.check("clicks", 7, line: 1)
        }
        #expect(page.hasPrefix("- ✓ clicks: 7, \(words)\n"))
    }

    @Test("a check without a reference")
    func noReference() {
        #expect(
            failure("//: a\npage.check(…)", references: [Reference("clicks", 7, .printed, comparable: true)]) {
                $0.check("click", 7, line: 2)
            } == "chapters/05-split.swift:2: found a check of \"click\", expected a name with a reference; "
                + "correct the name, add the reference, or record it with page.record")
    }

    @Test("a reference without a check, unless there is nothing to compare")
    func noCheck() {
        func failure(comparable: Bool) -> String? {
            self.failure("page.record(…)", references: [Reference("clicks", 7, .printed, comparable: comparable)]) {
                $0.record("clicks", 7, line: 1)
            }
        }
        #expect(
            failure(comparable: true)
                == "chapters/05-split.swift: found no check of \"clicks\", expected one for every "
                + "reference of the chapter; check it or remove the reference")
        #expect(failure(comparable: false) == nil)
    }

    @Test("a distance that only the run can tell")
    func distance() {
        let page = Page(
            references: [
                Reference("mean", 1, .printed, .within(because: "spread"), comparable: true),
                Reference("count", 1, .printed, comparable: true),
            ])
        page.check("mean", 1.5)
        page.check("mean", 1.5, within: 0.5)
        page.check("count", 2, within: 5)
        #expect(page.rows.map(\.verdict) == [.fails, .holds, .fails])
        #expect(page.rows[1].tolerance == .within(0.5, because: "spread"))
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
    func openName() {
        #expect(
            failure("//: {{train\n//: users}}")
                == "chapters/05-split.swift:1: found {{ without }} on the same line; "
                + "close it, or write \\{{ for the braces themselves")
    }

    @Test("a name with two values")
    func twoValues() {
        #expect(
            failure("page.note(…)\npage.note(…)") { page in
                page.note("k", 1, line: 1)
                page.note("k", 2, line: 2)
            }
                == "chapters/05-split.swift:2: found 2 noted as \"k\", expected 1 as noted before; "
                + "give one of them another name")
    }

    @Test("two figures of one name")
    func twoFigures() {
        #expect(
            failure("page.figure(…)") { page in
                for _ in 0..<2 { page.figure("a.png", "", line: 1) { [] } }
            } == "chapters/05-split.swift:1: found a second figure named a.png, expected one; give it another name")
    }

    @Test("a silent page does nothing at all")
    func silent() throws {
        struct Drawn: Error {}
        let page = Page.silent
        page.show(1)
        page.note("a", 1)
        page.table(Table(columns: [], rows: []))
        page.check("a", 2)
        page.record("a", 2)
        try page.figure("a.png", "") { throw Drawn() }
        #expect(page.rows.isEmpty && page.figures.isEmpty)
        #expect(try weave(source: "", file: "a.swift", page: page, footer: "end") == "end\n")
    }

    @Test("what a figure throws reaches the caller")
    func failingFigure() {
        struct Drawn: Error {}
        #expect(throws: Drawn.self) { try Page().figure("a.png", "") { throw Drawn() } }
    }
}
