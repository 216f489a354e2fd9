import Foundation
import Report
import Testing
import TestSupport
import Weave

@Suite("links of the project") struct ProjectLinksTests {
    /// Why chapter 5's prose cannot be woven in a project of a few files; nil if it can.
    private func failure(_ prose: [String], _ run: (Page) -> Void = { _ in }) throws -> String? {
        let files = [
            "docs/judge.md": "# Judge\n\n## What is said\n\n## What is said\n\n### `--json`, for β = ½\n",
            "chapters/11-diagnose.swift": "//: # 11 · Diagnose\n//: {{if a}}\n//: ## User {{id}} alone\n//: {{end}}\n",
            "figures/13-models.png": "", "out/book.html": "", "Sources/a.swift": "",
        ]
        return try withTemporaryFolder { folder in
            for (path, text) in files {
                let file = URL(fileURLWithPath: "\(folder)/\(path)")
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file)
            }
            let page = Page(chapter: "05-split")
            run(page)
            var weaver = Weaver(footer: "end")
            weaver.deadLink = {
                ProjectLinks(root: folder).firstDead(
                    in: $0, of: "chapters/05-split.md", written: ["chapters/README.md", "figures/05-split.png"])
            }
            let source = (["page.claim(…); page.note(…)"] + prose.map { "//: \($0)" }).joined(separator: "\n")
            do {
                _ = try weaver.weave("func f() {\n\(source)\n}", file: "chapters/05-split.swift", page: page)
                return nil
            } catch {
                return "\(error)"
            }
        }
    }

    @Test(
        "a link that leads somewhere",
        arguments: [
            "[a](../docs/judge.md)", "[a](../docs)", "[a](../docs/../Sources/a.swift#L10)", "[a](./../docs/judge.md)",
            "[a](../docs/judge.md#what-is-said)", "[a](../docs/judge.md#what-is-said-1)",
            "[a](../docs/judge.md?plain=1)",
            "[a](../docs/judge.md#--json-for-β--½)", "[a](../docs/judge.md#--json-for-%CE%B2--%C2%BD)",
            "[a](11-diagnose.md)", "[a](../chapters/11-diagnose.md#11--diagnose)", "[a](11-diagnose.md#user-42-alone)",
            "[a](README.md#scorecard)", "[a](11-diagnose.swift)", "[a](#the-cut)", "[a](05-split.md#the-cut)",
            "[a](https://example.org/nothing)", "<https://example.org>", "[a](mailto:a@example.org)",
            "[a](//example.org)",
            "a ![picture](../figures/05-split.png) of it", "a ![picture](../figures/13-models.png) of it",
            "`[a](nothing.md)` and `[a][b]`, x[0][1] and x\\[i]", "[a][b]\n\n[b]: ../docs/judge.md",
            "\\[a](nothing.md)",
            "```\n[a](nothing.md)\n[a][b]\n```", "    [a](nothing.md)", "| a |\n| --- |\n| [a](#the-cut) |",
        ])
    func live(_ text: String) throws {
        #expect(try failure(["## The cut", ""] + text.components(separatedBy: "\n")) == nil)
    }

    private static let file = "a file of the project; correct the path"
    private static let heading = "a heading of that page; correct what follows #"
    private static let definition = "a line that says where its second part leads; add it or correct the part"

    @Test(
        "a dead link fails the weave, with its line",
        arguments: [
            ("[a](../docs/jugde.md)", 5, "a link to ../docs/jugde.md", file),
            ("[a](docs/judge.md)", 5, "a link to docs/judge.md", file), ("[a](/docs)", 5, "a link to /docs", file),
            ("[a](../../docs)", 5, "a link to ../../docs", file), ("[a]()", 5, "a link to nothing", file),
            ("[a](../out/book.html)", 5, "a link to ../out/book.html", file),
            ("Two\n[a](<no file.md> \"title\")", 6, "a link to no file.md", file),
            ("A link [over\ntwo lines](04-shufle.md)\nof three.", 6, "a link to 04-shufle.md", file),
            ("[a](04-shufle.md#the-order)", 5, "a link to 04-shufle.md#the-order", file),
            ("[a](#the-cuts)", 5, "a link to #the-cuts", heading), ("[a](#The-cut)", 5, "a link to #The-cut", heading),
            ("[a](../docs/judge.md#said)", 5, "a link to ../docs/judge.md#said", heading),
            ("[a](../docs/judge.md#what-is-said-2)", 5, "a link to ../docs/judge.md#what-is-said-2", heading),
            ("[a](11-diagnose.md#user-42)", 5, "a link to 11-diagnose.md#user-42", heading),
            ("a ![picture](../figures/no.png) of it", 5, "a link to ../figures/no.png", file),
            ("[![a](../figures/13-models.png)](no.md)", 5, "a link to no.md", file),
            ("- one\n- two\n  - [three](no.md)", 7, "a link to no.md", file),
            ("> quoted\n> [a](no.md)", 6, "a link to no.md", file),
            ("| a | b |\n| --- | --- |\n| 1 | [a](no.md) |", 7, "a link to no.md", file),
            ("### [a](no.md)", 5, "a link to no.md", file), ("**[a](no.md)**", 5, "a link to no.md", file),
            ("[a][b] and [b]\n\n[b]: no.md", 5, "a link to no.md", file), ("One\n[a][c]", 6, "[a][c]", definition),
            ("| a |\n| --- |\n| [a][c] |", 7, "[a][c]", definition),
            ("[a](no.md)\n[b](#no)", 5, "a link to no.md", file),
        ] as [(String, Int, String, String)])
    func dead(_ text: String, line: Int, found: String, expected: String) throws {
        #expect(
            try failure(["## The cut", ""] + text.components(separatedBy: "\n"))
                == "chapters/05-split.swift:\(line): found \(found), expected \(expected)")
    }

    @Test("notes are filled in first, in links and in headings, and both texts of a condition are followed")
    func notes() throws {
        func failure(_ prose: [String]) throws -> String? {
            try self.failure(prose) { page in
                page.claim("a", true, line: 2)
                page.note("n", "judge", line: 2)
                page.note("link", "[a](no.md)", line: 2)
            }
        }
        let condition = ["{{if a}}", "## One {{n}}", "{{else}}", "Other.", "{{end}}"]
        #expect(try failure(condition + ["[a](../docs/{{n}}.md) [b](#one-judge)"]) == nil)
        #expect(
            try failure(["{{if a}}", "{{end}}", "[a](../docs/{{n}}s.md)"])
                == "chapters/05-split.swift:5: found a link to ../docs/judges.md, expected \(Self.file)")
        #expect(
            try failure(["{{if a}}", "{{else}}", "{{link}}", "{{end}}"])
                == "chapters/05-split.swift:5: found a link to no.md, expected \(Self.file)")
    }

    @Test("no link of a page, of its source or of the documentation is dead", arguments: ["", "docs/", "chapters/"])
    func documentation(folder: String) throws {
        let links = ProjectLinks(root: project.path)
        let files = try FileManager.default.contentsOfDirectory(atPath: "\(project.path)/\(folder)")
        #expect(files.count { $0.hasSuffix(".md") } > 2)
        for file in files where file.hasSuffix(".md") || folder == "chapters/" && file.hasSuffix(".swift") {
            var text = try String(contentsOfFile: "\(project.path)/\(folder)\(file)", encoding: .utf8)
            // Its page is named as it is.
            let page = file.replacing(".swift", with: ".md")
            if page != file { text = try LiterateSource(text, file: file).markdown() }
            #expect(links.firstDead(in: text, of: folder + page) == nil, "\(file)")
        }
    }
}
