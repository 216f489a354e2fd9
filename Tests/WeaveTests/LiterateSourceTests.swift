import Testing
import Weave

@Suite struct LiterateSourceTests {
    private func cells(_ text: String) throws -> [String] {
        try LiterateSource(text, file: "a.swift").cells.map { cell in
            let lines = cell.lines.map { "\($0.number):\($0.text)" }.joined(separator: "⏎")
            return "\(cell.kind) \(cell.extent.lowerBound)-\(cell.extent.upperBound) \(lines)"
        }
    }

    private func failure(_ text: String) -> String? {
        do {
            _ = try LiterateSource(text, file: "a.swift")
            return nil
        } catch {
            return String(describing: error)
        }
    }

    @Test("every kind of line, with its number")
    func kinds() throws {
        let text = """
            //: # Title
            //:
            //:  indented by one

            import Weave

            /// An ordinary comment.
            package func f(
                _ x: Int
            ) throws -> Int {
                let a = 1  // an ordinary comment
                    //: prose in a body
                if a > 0 {

                    g()
                }
                //hide {
                let b = 2
                //}
                let c = 3
                return c  //hide
            }
            //:
            //: After.

            private let d = 4
            """
        #expect(
            try cells(text) == [
                "prose 1-3 1:# Title⏎2:⏎3: indented by one",
                "code 11-11 11:let a = 1  // an ordinary comment",
                "prose 12-12 12:prose in a body",
                "code 13-21 13:if a > 0 {⏎14:⏎15:    g()⏎16:}⏎20:let c = 3⏎21:return c  //hide",
                "prose 23-24 24:After.",
            ])
    }

    @Test("blank cells vanish, hidden ones stay")
    func blankAndHidden() throws {
        let text = "func f() {\n//: a\n\n   \n//: b\n//hide {\nx\n//}\n//:\n\n}\n"
        #expect(try cells(text) == ["prose 2-2 2:a", "prose 5-5 5:b", "code 6-8 ", "prose 9-9 "])
    }

    @Test("hidden lines leave no gap")
    func gap() throws {
        #expect(try cells("func f() {\na\n\n//hide {\nb\n//}\n\nc\n}") == ["code 2-8 2:a⏎3:⏎8:c"])
    }

    @Test(
        "a source of nothing, or of nothing that is shown, has no cells",
        arguments: ["", "\n\n", "import Weave\nlet a = 1"])
    func nothing(_ text: String) throws {
        #expect(try cells(text).isEmpty)
    }

    @Test("only line ends split lines")
    func lineEnds() throws {
        #expect(try cells("//: a\r\n//: b\u{2028}c\r\n") == ["prose 1-2 1:a⏎2:b\u{2028}c"])
    }

    @Test("marks inside a line are not marks")
    func marksInsideALine() throws {
        #expect(
            try cells("func f() {\nlet a = 1 //: no\n// : no\n//hide { no\n//} no\n}") == [
                "code 2-5 2:let a = 1 //: no⏎3:// : no⏎4://hide { no⏎5://} no"
            ])
    }

    @Test(
        "a hidden block ends within its cell",
        arguments: ["//hide {", "//hide {\n//: a\n//}", "//hide {\n//hide {\n//}\n//}"])
    func unclosedBlock(_ text: String) {
        #expect(
            failure("func f() {\n\(text)\n}")
                == "a.swift:2: found //hide { without //} in the same cell of code; close it before the prose")
    }

    @Test("the end of a block that did not begin")
    func strayBlockEnd() {
        #expect(
            failure("func f() {\n//}\n}")
                == "a.swift:2: found //} without //hide { before it; remove it or open the block")
    }

    @Test("a function that does not end", arguments: ["func f() {", "func f()\n\n}"])
    func unclosedFunction(_ text: String) {
        #expect(
            failure("\n" + text) == "a.swift:2: found a function without a line that ends in {, "
                + "and } at the beginning of a line after it; format the file")
    }

    @Test("a second function", arguments: ["func", "private func", "public func"])
    func secondFunction(_ word: String) {
        #expect(
            failure("func f() {\n}\n\n\(word) g() {\n}") == "a.swift:4: found a second function, "
                + "expected the chapter's alone; move it into that or another file")
    }
}
