import Interactions
import Weave

/// What a run of the study gave.
package struct StudyResult {
    /// The ratings it ran on.
    package let data: DataSet
    /// The settings it ran with.
    package let settings: Settings
    /// The users of chapter 5.
    package let users: UserSplit
    /// What the selected chapters showed.
    package let pages: [Chapter: Page]
    /// The trained model, if a selected chapter needed it.
    package let training: Training?
    /// What each seed gave, if chapter 14 was selected.
    package let seededRuns: [SeededRun]

    /// Puts together what a run gave.
    package init(
        data: DataSet, settings: Settings, users: UserSplit, pages: [Chapter: Page], training: Training?,
        seededRuns: [SeededRun]
    ) {
        self.data = data
        self.settings = settings
        self.users = users
        self.pages = pages
        self.training = training
        self.seededRuns = seededRuns
    }

    /// What is written beside the pages, for machines: the weights and history of chapter 9, and the seeds of chapter 14.
    ///
    /// - Throws: where the weights cannot be encoded.
    package var filesBeside: [(path: String, bytes: [UInt8])] {
        get throws {
            let trained = pages[.train] == nil ? nil : training
            return try (trained?.files ?? []) + (pages[.seeds] == nil ? [] : seededRuns.files)
        }
    }

    /// The paper's splits of the run's ratings as the files that the authors' code reads.
    ///
    /// - Throws: `SplitError`, as `PaperSplits` does.
    /// - Complexity: O(clicks log clicks of a user).
    package var splitFiles: [(path: String, bytes: [UInt8])] {
        get throws {
            let splits = try PaperSplits(data.ratings, users: users, threshold: settings.threshold)
            return splits.parts.exported(inOrderOf: splits.clicks).map { ($0.name, $0.bytes) }
        }
    }

    /// Whether the pages may stand where the tracked ones do: the notebook's ratings, in its own file, and settings.
    package var isTheNotebooks: Bool {
        data.isMovieLens1M && data.isInMovieLens1MsForm && settings == Settings()
    }

    /// A folder's name for this run's ratings and settings: `movielens-1m-epochs-3`.
    package var folderName: String {
        let name = data.name.lowercased().replacing(" ", with: "-")
        return settings.changes.reduce(name) { "\($0)-\($1.option)-\($1.value)" }
    }

    /// What a reader must know before the first number, where the run is not the notebook's.
    package var notice: String? {
        var sentences: [String] = []
        if data.isSynthetic && !data.hasTheNotebooksOutline {
            sentences.append(
                "**These ratings are synthetic.** The kit made them up: nobody ever gave these stars, and what is learnt from them "
                    + "says nothing about people or films.")
        } else if data.isSynthetic {
            sentences.append(
                "**These ratings are synthetic.** The kit made them up in MovieLens 1M's outline, so counts, ids and shapes up to "
                    + "the split are the notebook's, but nobody ever gave these stars: what is learnt from them says nothing about "
                    + "people or films, and is not compared with what the notebook published.")
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
