import Foundation
import Study
import Weave

/// `chapters/README.md`: the table of contents, with links to the pages that exist, and the scorecard.
package func contents(_ scorecard: Scorecard, present: [Chapter], notice: String?, footer: String) -> String {
    let chapters = Table(
        columns: ["Chapter", "What it does"],
        rows: Chapter.allCases.map {
            ["[\($0.title)](\($0.name).md)", $0.summary + (present.contains($0) ? "" : " *(not yet run)*")]
        })
    let titles = Dictionary(uniqueKeysWithValues: Chapter.allCases.map { ($0.name, $0.title) })
    // The story applies only to the notebook's ratings and settings.
    let story = notice == nil ? Story(scorecard).map { $0.markdown(pages: "") + "\n\n" + $0.figure } : nil
    let isMeasured = scorecard.rows.contains { $0.verdict == .notCompared }
    let isCompared = scorecard.rows.contains { $0.verdict != .notCompared }
    let blocks: [String?] = [
        "# VAE for collaborative filtering",
        notice.map(quoted),
        "Chapters 1 to \(Chapter.evaluate.rawValue) are the notebook's study, and the others go beyond it. Each page is the chapter's own source, prose and code, "
            + "with what the code showed when it ran.",
        story,
        chapters.markdown,
        "## Cell by cell",
        "Where each cell of the notebook has its code and its output:",
        NotebookCells.table.markdown,
        "## Scorecard",
        "Every number that has a reference. The reference is *printed* (by the notebook, unless the tolerance names "
            + "another source), *implied* by what the notebook printed, or given by a *rerun* of the notebook's or the paper's own code, or *recorded* by the kit's contest, "
            + "or given by the kit's *engine*, beside which a page's plain formula is held. A conclusion of a page is *claimed*: the "
            + "run fails if the claim does not hold. *The kit against itself* is engine, recorded and claimed.",
        scorecard.tally.map { "How many hold: \($0)." },
        isCompared ? scorecard.comparisons(titles: titles) : "In this run there is none.",
        isMeasured
            ? "### Also measured\n\nMeasurements that have no reference to compare with.\n\n"
                + scorecard.measurements(titles: titles) : nil,
        footer,
    ]
    return relinked(blocks.compactMap { $0 }.joined(separator: "\n\n") + "\n") { link in
        Chapter(linkedBy: link).map(present.contains) == false ? nil : link
    }
}

/// For each cell of the notebook, the pages with its code and its output.
enum NotebookCells {
    private static let places: [(cells: String, what: String, code: String, output: String)] = [
        ("116, 194, 58, 59", "imports, paths", "none needed", "–"),
        ("60, 61", "read the ratings; `head()`", "1", "1"),
        ("62, 63", "ratings of 4 and more become clicks; `head()`", "2", "2"),
        ("64, 65, 66", "pivot, fill, `head()`", "2", "2"),
        ("67, 68, 69, 70", "drop rare movies and users; shape and `head()`", "3", "3"),
        ("71", "counts and density", "3", "3"),
        ("72", "shuffle", "4", "4"),
        ("73, 74", "split", "5", "5"),
        ("85, 293, 100, 292", "mask the validation and the test users", "6", "6"),
        ("205", "`Recall_at_k`", "10, Recall", "10"),
        ("281, 299", "`NDCG_binary_at_k_batch`, never run", "10, NDCG, done right", "10"),
        ("24", "`sampling`", "7, The draw", "8"),
        ("222, 236", "`changeBeta`", "8, β", "8"),
        ("213", "`vae_loss`", "8, The loss", "8"),
        ("237", "encoder, decoder, model", "7", "7"),
        ("295", "`RecallMetric`", "9, The run; 10, Recall", "9"),
        ("239", "compile: Adam, early stopping; summary", "9, The optimiser; 9, Early stopping", "7"),
        ("240", "`fit`, save the weights", "9, The run", "9"),
        ("294, 298, 300", "predict, recall on the test users", "10", "10"),
    ]

    /// The table for the contents page, with links to the chapters.
    static var table: Table {
        func links(_ text: String) -> String {
            text.components(separatedBy: "; ").map { place in
                guard let number = Int(place.prefix { $0.isNumber }), let chapter = Chapter(rawValue: number) else {
                    return place
                }
                let section = place.drop { $0.isNumber }
                return "[\(chapter.title)](\(chapter.name).md)\(section)"
            }.joined(separator: "; ")
        }
        return Table(
            columns: ["Cell", "What it does", "Code", "Output"],
            rows: places.map { [$0.cells, $0.what, links($0.code), links($0.output)] })
    }
}
