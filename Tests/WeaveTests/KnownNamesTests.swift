import Testing
import Weave

@Suite("known names") struct KnownNamesTests {
    private let modules = ModuleNames([
        "Sources/Training/Trainer.swift": """
        public final class Trainer {
            public static func hidden() {}
        }
        package func signed(_ value: Double) -> String { "" }
        func internalOnly() {}
        """,
        "Sources/Algebra/Wide.swift": "public func half(_ x: Wide) -> Wide { x }\npublic struct Wide {}",
        "Sources/Algebra/Vector.swift": "public func half(_ x: Vector) -> Vector { x }\r\npublic let unit = 1",
    ])

    /// A page of the given code, whose first line is line 6, on which `clicks` is given.
    private func woven(_ code: String) throws -> String {
        let source = """
            //: | Given | What it is |
            //: | :--- | :--- |
            //: | `clicks` | the `matrix` |
            //: That is all.
            func chapter() {
                \(code.replacing("\n", with: "\n    "))
            }
            """
        var weaver = Weaver(footer: "end")
        weaver.modules = modules
        return try weaver.weave(source, file: "chapters/05-split.swift", page: Page())
    }

    private func failure(_ code: String) -> String? {
        do {
            _ = try woven(code)
            return nil
        } catch {
            return String(describing: error)
        }
    }

    private func unknown(_ name: String, line: Int) -> String {
        "chapters/05-split.swift:\(line): found `\(name)` in code that the page shows, expected a name that it "
            + "explains; define it in shown code, add it to the table of what is given (//: | Given | …), or hide the code"
    }

    @Test(
        "a name that shown code defines is known from there on",
        arguments: [
            "let a = clicks\nprint(a)", "var a, b: Int\na = b", "let a = 1, b = 2\nprint(a, b)",
            "let a: Int, b: Int\nprint(a, b)", "let (a, (b, _)) = clicks\nprint(a, b)",
            "func a(_ b: Int, of c: Int, d: [Int: Int] = [:]) -> Int { b + c + d.count }\nprint(a(1, of: 2))",
            "func a() { b() }\nfunc b() {}",
            "func a<B: Sequence, C>(_ b: B, _ c: C) where C == B.Element { print(b, c) }",
            "print(clicks.map { a, b in a + b })", "print(clicks.map { (a: Int, b: Int) -> Int in a + b })",
            "print(clicks.map { (a, b) in a + b })", "print(clicks.map { [c = clicks] a in a + c })",
            "for a in clicks { print(a) }", "for (a, b) in clicks.enumerated() where b > 0 { print(a) }",
            "for case let a? in clicks { print(a) }", "for case .some(let a) in clicks { print(a) }",
            "if let a = clicks.first { print(a) }", "if clicks.isEmpty, let a = clicks.first, a > 0 { print(a) }",
            "guard let a = clicks.first else { return }\nprint(a)", "let a = clicks\nif let a { print(a) }",
            "if case let .pair(a, of: b) = clicks { print(a, b) }", "while let a = clicks.next() { print(a) }",
            "switch clicks {\ncase .one(let a): print(a)\ncase let .two(a, b): print(a, b)\ndefault: break\n}",
            "struct A<B> {\n    let c: B\n    init(d: B) { c = d }\n}\nprint(A(d: 1))",
            "enum A: String {\n    case b, c = \"d\"\n    static let all = [b, c]\n}\nprint(A.b)",
            "typealias A = Int\nlet a: A = 1", "outer: for a in clicks { if a > 0 { continue outer } }",
            "do { try clicks() } catch { print(error) }", "let `default` = 1\nprint(`default`)",
            "let some = clicks\nprint(some, some.count)",
        ])
    func defined(code: String) {
        #expect(failure(code) == nil)
    }

    @Test(
        "members, labels, attributes and what strings, comments and hidden code say are no names",
        arguments: [
            "print(clicks.a.b, clicks?.c, .d, \\.e)", "print(clicks[a: 1], clicks(b: 2, c: 3))",
            "func a(_ run: @escaping @Sendable (_ b: Int) -> Void) { run(1) }",
            "let a: (b: Int, c: Int) = (b: 1, c: 2)",
            "print(clicks(for: 1, in: 2), clicks.map(clicks.a(of:with:)))", "// a\nprint(1) /* b /* c */ d */",
            "print(\"a \\\\(b) \\n\", #\"c \\(d)\"#)", "print(\"\"\"\n    a \"b\" c\n    \"\"\")",
            "print(clicks.map { $0 + 0x1f })",
            "print(1...2, 0..<1, 1e-7, 0.5, 1_000)", "print(#line)", "clicks { 1 } otherwise: { 2 }",
            "//hide {\nprint(a)\n//}", "print(clicks.contains(/a\\/b+/))",
        ])
    func noNames(code: String) {
        #expect(failure(code) == nil)
    }

    @Test(
        "a name that is neither defined in shown code, nor given, nor public fails the weave, with its line",
        arguments: [
            ("print(clicks)\nprint(a)", "a", 7), ("//hide {\nlet a = 1\n//}\nprint(a)", "a", 9),
            ("print(a)\nlet a = 1", "a", 6), ("print(\"b \\(clicks) \\(c(\"\\(clicks) d\"))\")", "c", 6),
            ("print(#\"\\#(a)\"#)", "a", 6), ("print(\"\"\"\n    b\n    \\(a)\n    \"\"\")", "a", 8),
            ("print(clicks ? a : 1)", "a", 6), ("print(clicks ? 1 : a)", "a", 6), ("print(1...a)", "a", 6),
            ("print([a: 1])", "a", 6), ("print(clicks[a])", "a", 6), ("print(clicks(b: a))", "a", 6),
            ("let b: A = 1", "A", 6), ("print(A.b)", "A", 6), ("let b = [A]()", "A", 6), ("func b(_ c: A) {}", "A", 6),
            ("print(clicks as? A)", "A", 6), ("if let a { print(a) }", "a", 6),
            ("guard clicks, let a else { return }", "a", 6),
            ("for b in a { print(b) }", "a", 6), ("print(clicks.map { b in a })", "a", 6), ("print(-a)", "a", 6),
            ("switch clicks {\ncase a: print(1)\ndefault: break\n}", "a", 7), ("print(1 / a / 2)", "a", 6),
            ("print(matrix)", "matrix", 6), ("internalOnly()", "internalOnly", 6), ("hidden()", "hidden", 6),
            ("print(`a`)", "a", 6),
        ])
    func unknownName(code: String, name: String, line: Int) {
        #expect(failure(code) == unknown(name, line: line))
    }

    @Test("names of the modules are linked to their sources, in order, apart from those that the page defines")
    func linked() throws {
        let code = """
            func signed(_ a: Int) -> Int { a }
            let trainer = Trainer(signed(unit), half: clicks)
            page.show(half(Trainer.self))
            """
        #expect(
            try woven(code) == """
                | Given | What it is |
                | :--- | :--- |
                | `clicks` | the `matrix` |
                That is all.

                ```swift
                func signed(_ a: Int) -> Int { a }
                let trainer = Trainer(signed(unit), half: clicks)
                page.show(half(Trainer.self))
                ```

                From the kit's modules: [`Trainer`](../Sources/Training/Trainer.swift), \
                [`half`](../Sources/Algebra/Vector.swift), [`unit`](../Sources/Algebra/Vector.swift).

                end

                """)
    }

    @Test("every table headed Given counts, in both texts of a condition, and no other table")
    func tables() throws {
        func failure(_ prose: String) -> String? {
            let page = Page()
            page.condition("c", true, line: 2)
            let source = "func chapter() {\nprint(a, b, c); page.condition(…)\n\(prose)\n}"
            do {
                _ = try Weaver(footer: "end").weave(source, file: "chapters/05-split.swift", page: page)
                return nil
            } catch {
                return String(describing: error)
            }
        }
        let tables = """
            //: {{if c}}
            //: | Given | From |
            //: | --- | --- |
            //: | `a`, `b(_:)` | here |
            //: {{else}}
            //: {{end}}
            //: | `c` | there |
            """
        #expect(failure(tables) == nil)
        let others =
            "//: {{if c}}\n//: {{end}}\n//: | Given |\n//: | --- |\n//: | `a` |\n"
            + "\n//: | Name |\n//: | --- |\n//: | `b` |"
        #expect(failure(others) == unknown("b", line: 2))
    }

    @Test("a page without a table Given is left alone")
    func withoutTable() throws {
        var weaver = Weaver(footer: "end")
        weaver.modules = modules
        #expect(
            try weaver.weave("func chapter() {\nTrainer(a)\n}", file: "a.swift", page: Page())
                == "```swift\nTrainer(a)\n```\n\nend\n")
    }
}
