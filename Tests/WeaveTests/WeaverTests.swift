import Foundation
import Testing
import Weave

@Suite struct WeaverTests {
    /// A chapter of the given lines, the first of which is line 2, after they have run.
    private func woven(
        _ body: String, references: [Reference] = [], notice: String? = nil, _ run: (Page) -> Void = { _ in }
    ) throws -> String {
        let page = Page(chapter: "05-split", references: references)
        run(page)
        return try Weaver(footer: "*seed 42*", notice: notice)
            .weave("func chapter() {\n\(body)\n}", file: "chapters/05-split.swift", page: page)
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
    func aCompiledChapterWovenFromItsOwnSource() throws {
        let page = Page(
            chapter: "05-split",
            references: [
                Reference("train shape", "(3125, 4834)", .printed, comparable: true),
                Reference("users", 4834, .implied, comparable: true),
            ], mustHold: true)
        literateExample(on: page)
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let source = try String(contentsOf: folder.appendingPathComponent("LiterateExample.swift"), encoding: .utf8)
        let weaver = Weaver(
            footer: "*seed 42*", notice: "Invented.", previous: .init(title: "4 · Shuffle", file: "04-shuffle.md"),
            next: .init(title: "6 · Mask", file: "06-mask.md")
        ) { try? String(contentsOf: folder.appendingPathComponent("../../\($0)"), encoding: .utf8) }
        #expect(
            try weaver.weave(source, file: "LiterateExample.swift", page: page) == """
                # 5 · Split

                > Invented.

                Previous: [4 · Shuffle](04-shuffle.md)

                4834 users are left, which `4834` says in code too.

                ```swift
                let shapes = [(3125, 4834), (3125, 600)]
                for shape in shapes {
                    page.show(shape)
                }
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
                page.figure("05-split.png", [0x89, 0x50])
                ```

                ![A bar of 4834 users](../figures/05-split.png)

                *4834 users.*

                These are many users: 4834.

                ## How it is shown

                ```swift
                func record(_ name: String, _ measured: some Scorable, line: Int = #line) {
                    collect("record", line) { .record(name: name, measured.scorecardValue) }
                }
                ```

                *[Page.swift](../Sources/Weave/Page.swift)*

                That is all.

                Next: [6 · Mask](06-mask.md)

                *seed 42*

                """)
        #expect(page.figures == [Page.Figure(name: "05-split.png", png: [0x89, 0x50])])
        #expect(page.figures.map(\.csvName) == ["05-split.csv"])
        #expect(page.rows.map(\.verdict) == [.holds, .holds, .fails, .notCompared])
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
            try woven("//: # 5 · Split\n//: A cut.", notice: "Invented.")
                == "# 5 · Split\n\n> Invented.\n\nA cut.\n\n*seed 42*\n")
    }

    @Test("a notice comes first where there is no title")
    func aNoticeComesFirstWhereThereIsNoTitle() throws {
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
    func severalOutputsInOneCellInCallOrder() throws {
        let source = """
            page.show(1); page.table(t); page.check(…); page.record(…); page.note(…)
            //: After.
            """
        let page = try woven(source, references: references) { page in
            page.show("a", 2, line: 2)
            page.show("b 0.5", line: 2)
            page.show("c\n", line: 2)
            page.check("x", 1, line: 2)
            page.note("unused", 1, line: 2)
            page.record("silent", 1, line: 2)
            page.check("y", 0.26, line: 2)
            page.table(Table(columns: ["n", "title"], rows: [["1", "a|b"]]), line: 2)
            page.show("last", line: 2)
            page.check("recall", 0.1, line: 2)
            page.check("z", 0.30000000000000004, line: 2)
            page.check("synthetic", 4, line: 2)
            page.record("ids", [5323, 3219], line: 2)
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

                After.

                *seed 42*

                """)
    }

    @Test("a hidden cell shows its outputs alone")
    func aHiddenCellShowsItsOutputsAlone() throws {
        #expect(
            try woven("//: Before.\n//hide {\npage.show(1)\n//}\n//: After.") { $0.show(1, line: 4) }
                == "Before.\n\n```text\n1\n```\n\nAfter.\n\n*seed 42*\n")
    }

    @Test("fences grow around fences")
    func fencesGrowAroundFences() throws {
        let source = "page.show(\"```\")\nlet b = \"````\""
        #expect(
            try woven(source) { $0.show("```\nx\n```", line: 2) }
                == "`````swift\n\(source)\n`````\n\n````text\n```\nx\n```\n````\n\n*seed 42*\n")
    }

    @Test("an image is a paragraph of its own, wherever the figure was drawn")
    func image() throws {
        let image = "//: Before.\n//: ![loss of {{a}}](../figures/a.png)\n//: *In nats.*\n//: After."
        #expect(
            try woven("page.figure(…); page.note(…)\n\(image)") { page in
                page.figure("a.png", [], line: 2)
                page.note("a", 1, line: 2)
            } == "```swift\npage.figure(…); page.note(…)\n```\n\n"
                + "Before.\n\n![loss of 1](../figures/a.png)\n\n*In nats.*\nAfter.\n\n*seed 42*\n")
    }

    @Test("an image of no figure, and a figure without an image")
    func figuresWithoutImages() {
        #expect(
            failure("//: ![loss](../figures/b.png)") == "chapters/05-split.swift:2: found an image of b.png, "
                + "expected a figure that the chapter draws; draw it with page.figure(\"b.png\", …) or correct the name"
        )
        #expect(
            failure("page.figure(…)") { $0.figure("a.png", [], line: 2) }
                == "chapters/05-split.swift:2: found no image of a.png in the prose, expected one; "
                + "write //: ![what it shows](../figures/a.png)")
    }

    @Test(
        "a claim chooses between two texts, one of which may be missing, and conditions nest", arguments: [true, false])
    func conditions(_ holds: Bool) throws {
        let source = """
            page.claim(…)
            //: Before.
            //:
            //: {{if a}}
            //: Holds.
            //: {{if b}}
            //: Both.
            //: {{end}}
            //: {{else}}
            //: Fails.
            //: {{if b}}
            //: Not both.
            //: {{end}}
            //: {{end}}
            //:
            //: After.
            """
        let page = try woven(source) { page in
            page.claim("a", holds, line: 2)
            page.claim("b", holds, line: 2)
        }
        #expect(
            page
                == "```swift\npage.claim(…)\n```\n\nBefore.\n\n\(holds ? "Holds.\nBoth." : "Fails.")\n\nAfter.\n\n*seed 42*\n"
        )
    }

    @Test("what a condition leaves out has to be right too, but its figures need not be drawn")
    func leftOut() throws {
        func source(_ text: String) -> String { "page.claim(…)\n//: {{if a}}\n//: \(text)\n//: {{end}}\n//: After." }
        #expect(
            failure(source("{{b}}")) { $0.claim("a", false, line: 2) }?.contains(":4: found {{b}}, expected a noted")
                == true)
        #expect(failure(source("![b](../figures/b.png)")) { $0.claim("a", false, line: 2) } == nil)
    }

    @Test("a claim fails the run only where it must hold", arguments: [true, false])
    func mustHold(_ mustHold: Bool) {
        let page = Page(mustHold: mustHold)
        page.claim("a", true)
        page.claim("b", false)
        #expect(page.rows.map(\.verdict) == (mustHold ? [.holds, .fails] : []))
        #expect(page.rows.map(\.kind) == (mustHold ? [.claimed, .claimed] : []))
        #expect(page.rows.map(\.measured) == (mustHold ? [.text("holds"), .text("does not hold")] : []))
    }

    @Test("a claim that is not recorded, not used, or recorded both ways")
    func claims() {
        #expect(
            failure("//: {{if a}}\n//: {{end}}") == "chapters/05-split.swift:2: found {{if a}}, "
                + "expected a recorded claim; record it with page.claim(\"a\", …) or correct the name")
        #expect(
            failure("page.claim(…)") { $0.claim("a", true, line: 2) }
                == "chapters/05-split.swift:2: found no {{if a}} in the prose, expected one for every claim; "
                + "write it or remove the claim")
        #expect(
            failure("page.claim(…)\n//: {{if a}}\n//: {{end}}") { page in
                for holds in [true, false] { page.claim("a", holds, line: 2) }
            } == "chapters/05-split.swift:2: found false noted as \"a\", expected true as noted before; "
                + "give one of them another name")
    }

    @Test("a condition that does not end within its prose, and directives without one")
    func strayDirectives() {
        func failure(_ prose: String) -> String? {
            self.failure("page.claim(…)\n\(prose)") { $0.claim("a", true, line: 2) }
        }
        #expect(
            failure("//: a\n//: {{if a}}\nlet b = 1\n//: {{end}}") == "chapters/05-split.swift:4: found {{if …}} "
                + "without {{end}} before the code; close it on a line of its own")
        for directive in ["{{else}}", "{{end}}"] {
            #expect(
                failure("//: {{if a}}\n//: {{end}}\n//: \(directive)") == "chapters/05-split.swift:5: found "
                    + "\(directive), expected {{if …}} before it; remove it or open the condition")
        }
        #expect(failure("//: {{if a}}\n//: {{else}}\n//: {{else}}")?.contains(":5: found {{else}}") == true)
    }

    private let excerpted = """
        public struct A {
            /// Not part of it.
            public static func f(
                _ text: String = "a { b"  // {
            ) throws
                -> [Int]
            {
                [1].map { $0 }
            }
            private static let b = 2
            let c =
                3

            var d: Int { 4 }
            func g() {}
            func g(_ x: Int) {}
        }
        """

    @Test(
        "an excerpt is a declaration from its beginning to the end of its body",
        arguments: [
            (
                "static func f(",
                "static func f(\n    _ text: String = \"a { b\"  // {\n) throws\n    -> [Int]\n{\n    [1].map { $0 }\n}"
            ), ("private static let b", "static let b = 2"), ("let c", "let c =\n    3"), ("var d", "var d: Int { 4 }"),
            ("func g(_", "func g(_ x: Int) {}"),
        ])
    func excerpts(_ start: String, _ shown: String) throws {
        let weaver = Weaver(footer: "end") { $0 == "Sources/A.swift" ? excerpted : nil }
        #expect(
            try weaver.weave("//: {{excerpt Sources/A.swift: \(start)}}", file: "a.swift", page: Page())
                == "```swift\n\(shown)\n```\n\n*[A.swift](../Sources/A.swift)*\n\nend\n")
    }

    @Test(
        "an excerpt that is gone or not the only one",
        arguments: [
            ("B.swift: a", "a.swift:1: found an excerpt of B.swift, expected a file of the project; correct the path"),
            (
                "A.swift: x",
                "a.swift:1: found no line of A.swift beginning with \"x\", expected one; correct the beginning"
            ),
            (
                "A.swift: func g(",
                "a.swift:1: found 2 lines of A.swift beginning with \"func g(\", expected one; correct the beginning"
            ),
        ])
    func excerptsGone(_ excerpt: String, _ message: String) {
        let weaver = Weaver(footer: "end") { $0 == "A.swift" ? excerpted : nil }
        #expect {
            try weaver.weave("//: {{excerpt \(excerpt)}}", file: "a.swift", page: Page())
        } throws: {
            String(describing: $0) == message
        }
    }

    @Test("a line of code that is wider than a page, unless it is hidden")
    func wideLines() throws {
        let line = "let a = " + String(repeating: "1", count: 80)
        #expect(try woven("    \(line)\n//hide {\n\(line)2\n//}").contains(line))
        #expect(
            failure("    \(line)\n    \(line)2") == "chapters/05-split.swift:3: found 89 columns of code, "
                + "expected at most 88 on a page; break the line")
        let weaver = Weaver(footer: "end") { _ in "\n\(line)2" }
        #expect {
            try weaver.weave("//: {{excerpt A.swift: let a}}", file: "a.swift", page: Page())
        } throws: {
            String(describing: $0).hasPrefix("A.swift:2: found 89 columns")
        }
    }

    @Test("braces can be written")
    func bracesCanBeWritten() throws {
        #expect(
            try woven("//: \\{{name}} and {{a}}{{b}}\n//hide {\npage.note(…)\n//}") { page in
                page.note("a", 1, line: 4)
                page.note("b", "{{c}}", line: 4)
                page.note("a", 1, line: 4)
            } == "{{name}} and 1{{c}}\n\n*seed 42*\n")
    }

    @Test("a line of notes that comes out empty leaves no gap, wherever it stands")
    func emptyNotes() throws {
        let source = "//: one\n//: {{a}}\n//: two\n//: {{a}}{{a}}\n//hide {\npage.note(…)\n//}"
        #expect(try woven(source) { $0.note("a", "", line: 7) } == "one\ntwo\n\n*seed 42*\n")
        #expect(try woven(source) { $0.note("a", "A", line: 7) } == "one\nA\ntwo\nAA\n\n*seed 42*\n")
    }

    @Test("a method of the page may pass its caller's line on to the one of the same name")
    func aMethodMayPassItsCallersLineOn() throws {
        #expect(try woven("page.show(.recall, of: model)") { $0.show("ok", line: 2) }.contains("```text\nok\n```"))
    }

    @Test(
        "an output from a line that makes none of its kind",
        arguments: [
            "page.table(rows)", "page.showing(1)", "show(1)", "noshow(1)", "let pages = 2", "summarize(on: page)",
        ])
    func anOutputFromAnotherCall(code: String) {
        #expect(
            failure(code) { $0.show(1, line: 2) }?
                .hasPrefix("chapters/05-split.swift:2: expected the call of show that ran, found none") == true)
    }

    @Test("an output from a line that shows nothing", arguments: [3, 4, 5, 6, 7, 1, 99, 0])
    func anOutputFromALineThatShowsNothing(line: Int) {
        let source = """
            page.show(1)
            //: page.show in prose
            let a = 1

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
        let page = try woven(
            "//hide {\npage.check(…)\n//}", references: [Reference("clicks", 7, kind, comparable: true)]
        ) {
            $0.check("clicks", 7, line: 3)
        }
        #expect(page.hasPrefix("- ✓ clicks: 7, \(words)\n"))
    }

    @Test("a check without a reference")
    func aCheckWithoutAReference() {
        #expect(
            failure("//: a\npage.check(…)", references: [Reference("clicks", 7, .printed, comparable: true)]) {
                $0.check("click", 7, line: 3)
            } == "chapters/05-split.swift:3: found a check of \"click\", expected a name with a reference; "
                + "correct the name, add the reference, or record it with page.record")
    }

    @Test("a reference without a check, unless there is nothing to compare")
    func aReferenceWithoutACheck() {
        func failure(comparable: Bool) -> String? {
            self.failure("page.record(…)", references: [Reference("clicks", 7, .printed, comparable: comparable)]) {
                $0.record("clicks", 7, line: 2)
            }
        }
        #expect(
            failure(comparable: true)
                == "chapters/05-split.swift: found no check of \"clicks\", expected one for every "
                + "reference of the chapter; check it or remove the reference")
        #expect(failure(comparable: false) == nil)
    }

    @Test("a distance that only the run can tell")
    func aDistanceOfTheRun() {
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
                == "chapters/05-split.swift:3: found {{train.users}}, expected a noted name; "
                + "note it with page.note(\"train.users\", …) or correct the name")
    }

    @Test("a name that is not closed")
    func aNameThatIsNotClosed() {
        #expect(
            failure("//: {{train\n//: users}}")
                == "chapters/05-split.swift:2: found {{ without }} on the same line; "
                + "close it, or write \\{{ for the braces themselves")
    }

    @Test("a name with two values")
    func aNameWithTwoValues() {
        #expect(
            failure("page.note(…)\npage.note(…)") { page in
                page.note("k", 1, line: 2)
                page.note("k", 2, line: 3)
            }
                == "chapters/05-split.swift:3: found 2 noted as \"k\", expected 1 as noted before; "
                + "give one of them another name")
    }

    @Test("two figures of one name")
    func twoFiguresOfOneName() {
        #expect(
            failure("page.figure(…)") { page in
                for _ in 0..<2 { page.figure("a.png", [], line: 2) }
            } == "chapters/05-split.swift:2: found a second figure named a.png, expected one; give it another name")
    }

    @Test("a silent page does nothing at all")
    func aSilentPageDoesNothingAtAll() throws {
        struct Drawn: Error {}
        let page = Page.silent
        page.show(1)
        page.note("a", 1)
        page.table(Table(columns: [], rows: []))
        page.check("a", 2)
        page.record("a", 2)
        page.claim("a", true)
        func drawn() throws -> [UInt8] { throw Drawn() }
        try page.figure("a.png", drawn())
        #expect(page.rows.isEmpty && page.figures.isEmpty)
        #expect(try Weaver(footer: "end").weave("", file: "a.swift", page: page) == "end\n")
    }

    @Test("what a figure throws reaches the caller")
    func whatAFigureThrowsReachesTheCaller() {
        struct Drawn: Error {}
        func drawn() throws -> [UInt8] { throw Drawn() }
        #expect(throws: Drawn.self) { try Page().figure("a.png", drawn()) }
    }
}
