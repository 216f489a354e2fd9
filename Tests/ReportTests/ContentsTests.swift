import Report
import Study
import Testing
import Weave

@Suite struct ContentsTests {
    private let measured = Scorecard.Row(chapter: Chapter.seeds.name, name: "spread", measured: 0.5)
    private let compared = Scorecard.Row(
        chapter: Chapter.load.name, reference: Reference("ratings", 7, .printed, comparable: true), measured: 7)

    private func page(
        _ rows: [Scorecard.Row] = [], present: [Chapter] = Chapter.allCases, notice: String? = "Made up."
    ) -> String {
        contents(Scorecard(rows), present: present, notice: notice, footer: "---\n\nData: none.")
    }

    @Test("chapters that have a page are linked to, the others named and marked", arguments: Chapter.allCases)
    func chapters(_ chapter: Chapter) {
        let others = Chapter.allCases.filter { $0 != chapter }
        #expect(
            page(present: [chapter]).contains("| [\(chapter.title)](\(chapter.name).md) | \(chapter.summary) |\n"))
        #expect(page(present: others).contains("| \(chapter.title) | \(chapter.summary) *(not yet run)* |\n"))
        #expect(!page(present: others).contains("\(chapter.name).md"))
    }

    @Test("each cell of the notebook leads to the pages with its code and its output, with the section in words")
    func cells() {
        let whole = page()
        for row in [
            "| 116, 194, 58, 59 | imports, paths | none needed | – |",
            "| 73, 74 | split | [5 · Split](05-split.md) | [5 · Split](05-split.md) |",
            "| 281, 299 | `NDCG_binary_at_k_batch`, never run | [10 · Evaluate](10-evaluate.md), NDCG, done right "
                + "| [10 · Evaluate](10-evaluate.md) |",
            "| 295 | `RecallMetric` | [9 · Train](09-train.md), The run; [10 · Evaluate](10-evaluate.md), Recall "
                + "| [9 · Train](09-train.md) |",
        ] { #expect(whole.contains(row + "\n"), "\(row)") }
        #expect(
            page(present: [.train]).contains(
                "| 295 | `RecallMetric` | [9 · Train](09-train.md), The run; 10 · Evaluate, Recall "
                    + "| [9 · Train](09-train.md) |\n"))
    }

    @Test("no cell of the notebook stands in two rows")
    func once() throws {
        let table = try #require(
            page().components(separatedBy: "## Cell by cell").last?.components(separatedBy: "##").first)
        let cells = table.split(separator: "\n").dropFirst(3).compactMap { $0.split(separator: "|").first }
            .flatMap { $0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } }
        #expect(cells.count > 1 && Set(cells).count == cells.count && cells.allSatisfy { Int($0) != nil })
    }

    @Test("rows with a reference are a table, those without one another, and what there is none of is said or left out")
    func scorecard() {
        let compared = page([compared]), measured = page([measured])
        #expect(
            compared.contains("| [1 · Load](01-load.md) | ratings | printed | 7 | 7 | exactly | ✓ holds |\n\n---\n"))
        #expect(!compared.contains("### Also measured"))
        #expect(measured.contains("In this run there is none.\n\n### Also measured\n"))
        #expect(measured.contains("| [14 · Seeds](14-seeds.md) | spread | 0.5000 |\n\n---\n"))
    }

    @Test("a notice comes first, as a quotation, and the footer last")
    func ends() {
        #expect(page().hasPrefix("# VAE for collaborative filtering\n\n> Made up.\n\nChapters 1 to 10"))
        #expect(page(notice: nil).hasPrefix("# VAE for collaborative filtering\n\nChapters 1 to 10"))
        #expect(page().hasSuffix("\n\n---\n\nData: none.\n"))
    }
}
