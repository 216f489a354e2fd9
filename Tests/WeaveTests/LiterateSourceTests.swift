import Testing
import Weave

@Suite struct LiterateSourceTests {
    private func cells(_ text: String) -> [String] {
        LiterateSource(text).cells.map { cell in
            let lines = cell.lines.map { "\($0.number):\($0.text)" }.joined(separator: "⏎")
            return "\(cell.kind) \(cell.extent.lowerBound)-\(cell.extent.upperBound) \(lines)"
        }
    }

    @Test("every kind of line, with its number")
    func lines() {
        let text = """
            //: # Title
            //:
            //:  indented by one

            import Weave

            func f() {
                let a = 1  // an ordinary comment
                    //: prose in a body
                if a > 0 {

                    g()
                }
                //-
                let b = 2 //hide
                let c = 3
            } //hide
            """
        #expect(
            cells(text) == [
                "prose 1-3 1:# Title⏎2:⏎3: indented by one",
                "code 4-8 5:import Weave⏎6:⏎7:func f() {⏎8:    let a = 1  // an ordinary comment",
                "prose 9-9 9:prose in a body",
                "code 10-13 10:if a > 0 {⏎11:⏎12:    g()⏎13:}",
                "code 15-17 16:let c = 3",
            ])
    }

    @Test("blank cells vanish, hidden ones stay")
    func blankCells() {
        #expect(
            cells("//: a\n\n   \n//: b\nx //hide\n//-\n\n//-\n") == ["prose 1-1 1:a", "prose 4-4 4:b", "code 5-5 "])
    }

    @Test("hidden lines leave no gap")
    func hiddenLines() {
        #expect(cells("a\n\nb //hide\n\nc") == ["code 1-5 1:a⏎2:⏎5:c"])
    }

    @Test("an empty source has no cells")
    func empty() {
        #expect(cells("").isEmpty)
        #expect(cells("\n\n").isEmpty)
    }

    @Test("only line ends split lines")
    func lineEnds() {
        #expect(cells("//: a\r\n//: b\u{2028}c\r\n") == ["prose 1-2 1:a⏎2:b\u{2028}c"])
    }

    @Test("marks inside a line are not marks")
    func innerMarks() {
        #expect(
            cells("let a = 1 //: no\n//- no\n// : no\n//hide no") == [
                "code 1-4 1:let a = 1 //: no⏎2://- no⏎3:// : no⏎4://hide no"
            ])
    }
}
