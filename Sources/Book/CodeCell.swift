/// A block of code, which can be folded, or of what code printed.
struct CodeCell {
    private let text: String
    private let language: String

    /// - Parameter language: The word after the Markdown's fence; `text` and none are for what was printed.
    init(_ text: String, language: String) {
        self.text = text
        self.language = language
    }

    var html: String {
        guard !language.isEmpty, language != "text" else {
            return "<pre class=\"output scroll\" tabindex=\"0\"><samp>\(escaped(text))</samp></pre>\n"
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
        let name = language.prefix(1).uppercased() + language.dropFirst()
        let code = language == "swift" ? SwiftColors.html(text) : escaped(text)
        return """
            <details class="cell" open>
            <summary>\(escaped(name)) <small>\(lines) \(lines == 1 ? "line" : "lines")</small></summary>
            <pre class="scroll" tabindex="0"><code>\(code)</code></pre>
            </details>

            """
    }
}
