import Comparisons
import Contest
import Formatting
import Interactions
import Study
import VariationalAutoencoder
import Weave

/// The result of a run of the study.
package struct StudyResult {
    /// The ratings it ran on.
    package let data: DataSet
    /// The settings it ran with.
    package let settings: Settings
    /// The pages of the selected chapters that have run.
    package var pages: [Chapter: Page]
    /// What chapters 1 to 6 prepared, if a selected chapter needed it.
    package var prepared: StudyData?
    /// The trained model, if a selected chapter needed it.
    package var training: Training?
    /// The runs of all seeds, if chapter 14 was selected.
    package var seededRuns: [SeededRun] = []

    /// Creates a result without a training.
    package init(data: DataSet, settings: Settings, pages: [Chapter: Page]) {
        self.data = data
        self.settings = settings
        self.pages = pages
    }

    /// The names of all files that may lie beside the pages.
    static let namesBeside = [
        "weights.safetensors", "items.csv", "history.csv", "recommendations.csv", "seeds.csv", "seeds-history.csv",
        "book.html",
    ]

    /// The files beside the pages, for other programs: the weights and history of chapter 9, and the seeds of chapter
    /// 14.
    ///
    /// - Throws: if the weights cannot be encoded.
    /// - Complexity: O(weights).
    package func filesBeside() throws -> [(path: String, bytes: [UInt8])] {
        var files = pages[.seeds] == nil ? [] : seededRuns.files
        if pages[.train] != nil, let training, let prepared {
            files += try training.filesBeside() + [("items.csv", prepared.items)]
        }
        return files
    }

    /// The paper's splits as the files that the authors' code reads, and a README; none for a run that did not come to
    /// split its users.
    ///
    /// - Throws: as `PaperSplits`.
    /// - Complexity: O(clicks log clicks of a user + test users · movies).
    package func splitFiles() throws -> [(path: String, bytes: [UInt8])] {
        guard let prepared else { return [] }
        let splits = try PaperSplits(prepared)
        let readme = SplitsReadme(splits, of: prepared).markdown
        return splits.parts.exported(inOrderOf: splits.clicks).map { ($0.name, $0.bytes) }
            + [("README.md", Array(readme.utf8))]
    }

    /// Whether the pages may replace the tracked ones: true for the notebook's ratings, in its own file, and settings.
    package var isTheNotebooks: Bool {
        data.isMovieLens1M && data.isInMovieLens1MsForm && settings == Settings()
    }

    /// A folder's name for this run's ratings and settings: `movielens-1m-epochs-3`.
    package var folderName: String {
        let name = data.name.lowercased().replacing(" ", with: "-")
        // A user's id may be any text.
        func plain(_ value: String) -> String {
            String(value.map { $0.isASCII && ($0.isLetter || $0.isNumber || ".%".contains($0)) ? $0 : "-" }.prefix(60))
        }
        return settings.changes.reduce(name) { "\($0)-\($1.option)-\(plain($1.value))" }
    }

    /// What a reader must know before the first number, if the ratings or settings are not the notebook's.
    package var notice: String? {
        var sentences: [String] = []
        if data.isSynthetic && !data.hasTheNotebooksOutline {
            sentences.append(
                "**These ratings are synthetic.** The kit made them up: nobody ever gave these stars, and what is learnt from them "
                    + "says nothing about people or movies.")
        } else if data.isSynthetic {
            sentences.append(
                "**These ratings are synthetic.** The kit made them up in MovieLens 1M's outline, so counts, ids and shapes up to "
                    + "the split are the notebook's, but nobody ever gave these stars: what is learnt from them says nothing about "
                    + "people or movies, and is not compared with what the notebook published.")
        } else if !data.isMovieLens1M {
            sentences.append(
                "**These are not the notebook's ratings**, and its numbers are not compared with these.")
        }
        if !settings.changes.isEmpty {
            let changes = settings.changes.map { "`--\($0.option) \($0.value)`" }.joined(separator: ", ")
            sentences.append("**These are not the notebook's settings:** \(changes).")
        }
        return sentences.isEmpty ? nil : sentences.joined(separator: "\n\n")
    }

    /// The last line of every page: what its numbers were made from.
    var footer: String {
        let changes = settings.changes.filter { $0.option != "seed" }.map { "\($0.option) \($0.value)" }
        return "---\n\nData: \(data.name), fingerprint `\(data.fingerprint.prefix(16))`. Seed: \(settings.seed). "
            + "Settings: \(changes.isEmpty ? "the notebook's" : changes.joined(separator: ", "))."
    }
}
