import Book
import Foundation
import TestSupport
import Testing

@Suite struct BookTests {
    @Test("a small page is the HTML it should be")
    func small() {
        let markdown = """
            # 1 · Load

            Previous: [0 · Before](00-before.md)

            See [chapter 2](02-next.md), [this](#the-file), [a source](../Sources/A.swift) and [there](https://a.org/?b&c).

            ## The <file>

            ```swift
            let a = "<\\(b)>"  // 2 < 3
            ```

            ```text
            1 < 2
            ```

            | Movie | Score |
            | :--- | ---: |
            | <script>alert(1)</script> & more | 0.5 |

            Next: [2 · Next](02-next.md)

            ---

            Data: made up.

            """
        let book = Book(
            front: .init(name: "README", title: "Start", markdown: "# A book\n\nIt has [one](01-load.md).\n"),
            pages: [
                .init(name: "01-load", title: "1 · Load", markdown: markdown),
                .init(name: "02-next", title: "2 · Next", markdown: nil),
            ], footer: "---\n\nData: made up.")
        let html = book.html
        #expect(html.part(of: "main") == expectedMain)
        #expect(html.part(of: "nav") == expectedContents)
        #expect(html.part(of: "footer") == "<footer>\n<p>Data: made up.</p>\n</footer>")
        #expect(html == book.html)
    }

    @Test("rows of a scorecard have a link, with the chapter that an earlier row names")
    func rows() {
        let table = """
            # Card

            | Chapter | Name | Measured |
            | :--- | :--- | ---: |
            | [1 · Load](01-load.md) | ratings | 0.5 ± 0.1 |
            |  | hash | \(String(repeating: "0123456789abcdef", count: 4)) |

            """
        let html = Book(front: .init(name: "README", title: "Start", markdown: table), pages: []).html
        #expect(
            html.contains(
                "<td style=\"text-align: left\">ratings&nbsp;<a class=\"anchor\" id=\"contents-row-1--load-ratings\" "
                    + "href=\"#contents-row-1--load-ratings\" aria-label=\"Link to “1 · Load: ratings”\">#</a></td>"))
        #expect(html.contains("id=\"contents-row-1--load-hash\""))
        #expect(html.contains(">" + Array(repeating: "0123456789abcdef", count: 4).joined(separator: "<wbr>") + "<"))
        #expect(html.contains(">0.5\u{A0}±\u{A0}0.1<"))
    }

    @Test("sections of the front page come after the chapters")
    func order() {
        let front = "# A book\n\nstart\n\n## Card\n\nend\n"
        let html = Book(
            front: .init(name: "README", title: "Start", markdown: front),
            pages: [.init(name: "01-a", title: "1", markdown: "# 1\n\nmiddle\n")]
        ).html
        let places = ["<p>start", "<p>middle", "<p>end"].map { html.firstRange(of: $0)?.lowerBound }
        #expect(places.allSatisfy { $0 != nil })
        #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
        #expect(html.matches(of: /<h([1-6])\s/).map(\.output.1) == ["1", "2", "2"])
    }

    @Test("a figure is embedded with its alternative text, size and caption; a missing one is told in words")
    func figures() throws {
        let png = try #require(trackedFigures["07-model.png"])
        let markdown = """
            # A

            ![the model](../figures/07-model.png)

            *It is **small**.*

            ![what is gone](../figures/gone.png)

            ![what is elsewhere](https://example.org/a.png)

            """
        let html = Book(
            front: .init(name: "README", title: "A", markdown: markdown), pages: [], figures: ["07-model.png": png]
        ).html
        let data = Data(png).base64EncodedString()
        #expect(
            html.contains(
                """
                <figure>
                <img src="data:image/png;base64,\(data)" alt="the model" width="368" height="228" decoding="async">
                <figcaption><em>It is <strong>small</strong>.</em></figcaption>
                </figure>
                <figure>
                <em>what is gone</em>
                </figure>
                <figure>
                <em>what is elsewhere</em>
                </figure>
                """))
    }

    @Test(
        "HTML and addresses of strangers do nothing",
        arguments: [
            "<script>alert(1)</script>", "a <b onclick=x> c", "<!-- <script> -->", "[a](javascript:alert)",
            "![<script>](../figures/<x>.png)", "[a](data:text/html,<script>)", "`<script>`",
            "# <script>alert(1)</script>",
            "| Chapter | Name |\n| --- | --- |\n| <script> | \"><script> |", "<div>\n<script>\n</div>",
            "```<script>\n<script>\n```", "![![<script>](x)](y)",
        ])
    func strangers(_ markdown: String) {
        let page = Book.Page(name: "01-a", title: "<script>", markdown: markdown)
        let html = Book(front: .init(name: "README", title: "\"<script>", markdown: nil), pages: [page]).html
        #expect(html.matches(of: /<script/).count == 1)
        #expect(!html.contains("<b onclick") && !html.contains("javascript:") && !html.contains("href=\"data:text"))
    }
}

private let expectedContents = """
    <nav aria-label="Contents">
    <details id="menu" open>
    <summary>Contents<span id="here"></span></summary>
    <ol>
    <li><a href="#contents">Start</a></li>
    <li><a href="#01-load">1 · Load</a>
    <ol>
    <li><a href="#01-load-the-file">The &lt;file&gt;</a></li>
    </ol>
    </li>
    <li><span class="absent">2 · Next <small>not run</small></span></li>
    </ol>
    </details>
    </nav>
    """

private let expectedMain = """
    <main id="text" tabindex="-1">
    <section aria-labelledby="contents">
    <h1 id="contents">A book <a class="anchor" href="#contents" aria-label="Link to “A book”">#</a></h1>
    <p>It has <a href="#01-load">one</a>.</p>
    <nav class="turning" aria-label="Before and after A book">
    <span></span>
    <a rel="next" href="#01-load">1 · Load →</a>
    </nav>
    </section>
    <section aria-labelledby="01-load">
    <h2 id="01-load">1 · Load <a class="anchor" href="#01-load" aria-label="Link to “1 · Load”">#</a></h2>
    <p>See chapter 2, <a href="#01-load-the-file">this</a>, a source and <a href="https://a.org/?b&amp;c">there</a>.</p>
    <h3 id="01-load-the-file">The &lt;file&gt; \
    <a class="anchor" href="#01-load-the-file" aria-label="Link to “The &lt;file&gt;”">#</a></h3>
    <details class="cell" open>
    <summary>Swift <small>1 line</small></summary>
    <pre class="scroll" tabindex="0"><code><span class="k">let</span> a = \
    <span class="s">&quot;&lt;\\(b)&gt;&quot;</span>  <span class="c">// 2 &lt; 3</span>
    </code></pre>
    </details>
    <pre class="output scroll" tabindex="0"><samp>1 &lt; 2
    </samp></pre>
    <div class="table scroll" role="region" tabindex="0" aria-label="Table: Movie, Score">
    <table>
    <thead>
    <tr>
    <th style="text-align: left">Movie</th>
    <th style="text-align: right">Score</th>
    </tr>
    </thead>
    <tbody>
    <tr>
    <td style="text-align: left">&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</td>
    <td style="text-align: right">0.5</td>
    </tr>
    </tbody>
    </table>
    </div>
    <nav class="turning" aria-label="Before and after 1 · Load">
    <a rel="prev" href="#contents">← A book</a>
    <span></span>
    </nav>
    </section>
    </main>
    """

extension String {
    /// The first element of a kind, with its tags; nothing if there is none.
    func part(of element: String) -> String {
        guard let start = firstRange(of: "<\(element)")?.lowerBound,
            let end = self[start...].firstRange(of: "</\(element)>")?.upperBound
        else { return "" }
        return String(self[start..<end])
    }
}
