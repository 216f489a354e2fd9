import Book
import Testing

@Suite struct SwiftColorsTests {
    @Test(
        "words are marked by their looks",
        arguments: [
            ("let x: Int = 1", "<k>let</k> x: <t>Int</t> = <n>1</n>"),
            ("0..<2", "<n>0</n>..&lt;<n>2</n>"),
            ("1.5e-3 + 1_000 - 0xFFe-1", "<n>1.5e-3</n> + <n>1_000</n> - <n>0xFFe</n>-<n>1</n>"),
            ("a.0 - b.default", "a.<n>0</n> - b.default"),
            (".init(x)", ".init(x)"),
            ("#line @Test", "<k>#line</k> <k>@Test</k>"),
            ("/* a\nb */ c // d", "<c>/* a\nb */</c> c <c>// d</c>"),
            (#""a\"b" + "\(f("x", (1)))c""#, #"<s>"a\"b"</s> + <s>"\(f("x", (1)))c"</s>"#),
            ("\"\"\"\na \"b\"\n\"\"\" c", "<s>\"\"\"\na \"b\"\n\"\"\"</s> c"),
            ("\"open\nlet", "<s>\"open</s>\n<k>let</k>"),
            ("\"\\(", "<s>\"\\(</s>"), ("/*", "<c>/*</c>"), ("@", "@"), ("", ""),
            ("$0.map(\\.self) σ² `in`", "$0.map(\\.self) σ² `<k>in</k>`"),
        ])
    func words(_ code: String, _ marked: String) {
        let html = SwiftColors.html(code)
            .replacing(/<span class="(\w)">([^<]*)<\/span>/) { "<\($0.output.1)>\($0.output.2)</\($0.output.1)>" }
        #expect(html.replacing("&quot;", with: "\"") == marked)
    }
}
