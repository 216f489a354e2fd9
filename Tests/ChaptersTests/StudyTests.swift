import Cache
import Chapters
import Foundation
import LinearAlgebra
import Report
import Study
import Testing
import TestSupport
import Weave

/// The notebook's chapters with a short training, on the synthetic ratings and, where `MOVIELENS_1M` is set, on the real ones.
@Suite(.tags(.slow)) struct StudyTests {
    @Test("every number that is compared holds", arguments: everySource)
    func goldens(_ source: RatingsSource) throws {
        let scorecard = try whole(source).scorecard
        #expect(scorecard.failures == [])
        let compared = Set(scorecard.rows.filter { $0.verdict == .holds && $0.kind != .engine }.map(\.name))
        // What the synthetic ratings share with MovieLens 1M: its outline, and nothing that anybody thought of a film.
        let outline: Set = [
            "ratings", "clicks", "movies and users", "movies and users kept", "clicks kept", "density, called sparsity",
            "density, every digit", "first ten users", "last ten users", "first five movies", "train shape",
            "validation shape", "test shape", "mask shape", "withheld movies", "parameters of the encoder",
            "parameters of the decoder", "parameters of the model",
        ]
        let invented: Set = [
            "fingerprint of users, movies and stars", "first five rows, as user, movie, stars",
            "row labels of the first five clicks", "clicks to train on", "clicks to validate on", "clicks to test on",
            "clicks in the validation inputs", "clicks in the test inputs",
        ]
        #expect(compared == (source == .synthetic ? outline : outline.union(invented)))
    }

    @Test("on any ratings the engine is held against the formulas on the pages", arguments: everySource)
    func engine(_ source: RatingsSource) throws {
        let rows = try whole(source).scorecard.rows.filter { $0.kind == .engine }
        #expect(Set(rows.map(\.chapter)) == ["07-model", "08-anneal", "09-train", "10-evaluate"])
        #expect(rows.allSatisfy { $0.verdict == .holds })
    }

    @Test("recall is published only for the notebook's settings", arguments: everySource)
    func recallIsNotCompared(_ source: RatingsSource) throws {
        let rows = try whole(source).scorecard.rows.filter { $0.name.hasPrefix("recall@") && $0.kind != .engine }
        #expect(rows.map(\.name) == ["recall@20", "recall@50", "recall@100"])
        #expect(rows.allSatisfy { $0.verdict == .notCompared })
    }

    @Test(
        "a chapter alone gives the page, the figures and the rows of the whole run, and all of them its files",
        arguments: everySource)
    func oneByOne(_ source: RatingsSource) throws {
        let whole = try whole(source)
        var files: [String: [UInt8]] = [:]
        for chapter in notebooksChapters.reversed() {
            let alone = try run(source, [chapter]) { files[$0] }
            files.merge(alone.files) { $1 }
            let page = "chapters/\(chapter.name).md"
            #expect(alone.files[page] != nil && alone.files[page] == whole.files[page])
            let number = chapter.name.prefix(3)
            func figures(_ run: Written) -> [String: [UInt8]] {
                run.files.filter { $0.key.hasPrefix("figures/\(number)") }
            }
            #expect(figures(alone) == figures(whole))
            #expect(alone.files.keys.filter { $0.hasPrefix("figures/") }.count == figures(alone).count)
            func rows(_ run: Written) -> [Scorecard.Row] { run.scorecard.rows.filter { $0.chapter == chapter.name } }
            #expect(rows(alone) == rows(whole))
        }
        #expect(differences(files, whole.files) == [])
    }

    @Test(
        "any number of threads writes the same bytes, and so does the same run again", arguments: everySource,
        [1, 2, 3, 8])
    func threads(_ source: RatingsSource, count: Int) throws {
        let whole = try whole(source).files
        #expect(whole["weights.safetensors"] != nil)
        #expect(differences(try run(source, threads: count).files, whole) == [])
    }

    @Test("synthetic ratings are called so first of all, on every page")
    func syntheticNotice() throws {
        let run = try whole(.synthetic)
        let pages = notebooksChapters.map(\.name) + ["README"]
        for page in pages {
            let lines = run.text("chapters/\(page).md").split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count > 3 && lines[0].hasPrefix("# ") && lines[1].isEmpty)
            #expect(lines.count > 3 && lines[2].hasPrefix("> **These ratings are synthetic.**"), "\(page)")
            #expect(run.text("chapters/\(page).md").contains("Data: synthetic ratings, fingerprint"))
        }
    }

    @Test("other settings are told on every page and in the folder's name", arguments: everySource)
    func settingsNotice(_ source: RatingsSource) throws {
        var settings = short
        settings.withheld = 0.1
        let study = try run(source, [.mask], settings: settings)
        let page = study.text("chapters/06-mask.md")
        #expect(
            page.contains(
                "> **These are not the notebook's settings:** `--withheld 0.1`, `--epochs 2`, `--seeds 0-1`, `--paper-epochs 1`."
            ))
        #expect(page.hasSuffix("Seed: 42. Settings: withheld 0.1, epochs 2, seeds 0-1, paper-epochs 1.\n"))
        #expect(study.scorecard.rows.allSatisfy { $0.verdict == .notCompared })
    }

    @Test(
        "the real ratings and the notebook's settings need no notice",
        .enabled(if: movieLens1M != nil, "needs the real data: set MOVIELENS_1M to its folder"))
    func noNotice() throws {
        let study = try run(.file(movieLens1M ?? ""), [.split], settings: Settings())
        #expect(!study.text("chapters/05-split.md").contains("\n>"))
        #expect(study.text("chapters/05-split.md").hasSuffix("Seed: 42. Settings: the notebook's.\n"))
    }

    /// The paths at which two trees differ.
    private func differences(_ a: [String: [UInt8]], _ b: [String: [UInt8]]) -> [String] {
        Set(a.keys).union(b.keys).filter { a[$0] != b[$0] }.sorted()
    }

    @Test("the chapters beyond the notebook are the same alone as in the whole study, and the same twice")
    func beyondTheNotebook() throws {
        let beyond = Chapter.allCases.filter { !notebooksChapters.contains($0) }
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let (ratings, settings) = try small(in: scratch)
        func written(_ selected: [Chapter], keptIn folder: String, threads: Int) throws -> Report {
            let resources = RunContext(threads: Threads(threads), cache: ResultCache(folder: scratch + folder))
            return try Report(
                Study(source: ratings, settings: settings, recordings: recordings).run(Set(selected), with: resources),
                sources: ChapterSources(in: sources)
            ) { _ in nil }
        }
        let whole = try written(Chapter.allCases, keptIn: "/first", threads: 2)
        for chapter in beyond {
            let alone = try written([chapter], keptIn: "/first", threads: 1)
            for path in alone.files.keys where path.hasPrefix("figures/") || path == "chapters/\(chapter.name).md" {
                #expect(alone.files[path] == whole.files[path], "\(path)")
            }
            #expect(alone.files["chapters/\(chapter.name).md"] != nil)
        }
        #expect(try written(Chapter.allCases, keptIn: "/second", threads: 3).files == whole.files)
    }
}
