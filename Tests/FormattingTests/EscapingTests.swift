import Formatting
import Testing

@Suite struct EscapingTests {
    @Test(
        "a title is text alone: what Markdown reads is escaped, and so is what turns or controls the text around it",
        arguments: [
            ("Alien \u{202e}neilA (1979)", #"Alien \\u{202E}neilA (1979)"#), ("\u{1b}[1mBold", #"\\u{1B}\[1mBold"#),
            ("\u{202a}\u{202b}\u{202c}\u{202d}", #"\\u{202A}\\u{202B}\\u{202C}\\u{202D}"#),
            ("\u{2066}\u{2067}\u{2068}\u{2069}", #"\\u{2066}\\u{2067}\\u{2068}\\u{2069}"#),
            ("\u{61c}\u{200e}\u{200f}", #"\\u{061C}\\u{200E}\\u{200F}"#),
            // Right to left by itself, joined, or of two code points: all of it is writing.
            ("שלום", "שלום"), ("می\u{200c}خواهم 👩\u{200d}🚀 e\u{301}", "می\u{200c}خواهم 👩\u{200d}🚀 e\u{301}"),
            ("a*\u{301}b & c", "a\\*\u{301}b & c"), ("&lt; a\tb", "\\&lt; a\tb"),
        ])
    func titles(text: String, shown: String) { #expect(verbatim(text) == shown) }
}
