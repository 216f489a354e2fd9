import Foundation
import Study
import Testing

@Suite struct SeedsChapterTests {
    private func page(_ seeds: ClosedRange<UInt32>, epochs: Int) throws -> (text: String, written: Written) {
        var settings = short
        settings.epochs = epochs
        settings.seeds = Seeds(seeds)
        let written = try run(.synthetic, [.seeds], settings: settings)
        return (written.text("chapters/14-seeds.md"), written)
    }

    @Test("two seeds have a spread, but on other ratings nothing published to compare it with")
    func twoSeeds() throws {
        let (text, written) = try page(3...4, epochs: 2)
        #expect(text.contains("runs with 2 seeds, 3 to 4."))
        #expect(text.contains("|  | Mean | Standard deviation | Minimum | Maximum | 95% of further runs |\n"))
        #expect(text.contains("**No verdict.** Either nothing was published about these ratings and settings,"))
        #expect(text.contains("Here every training ran for 2 epochs, so nothing can be said about longer ones."))
        #expect(written.files["figures/14-curves.png"] != nil && written.files["figures/14-published.png"] != nil)
        let rows = written.scorecard.rows
        #expect(
            rows.map(\.name)
                == [20, 50, 100].map { "recall@\($0) of the seeds minus popularity's" }
                + [20, 50, 100].map { "mean recall@\($0) of the seeds" })
        #expect(text.contains("| popularity | – | – |") && !text.contains("nan"))
        #expect(rows.allSatisfy { $0.verdict == .notCompared })
        // The same seeds in another run are the same trainings.
        #expect(try page(3...4, epochs: 2).written.files == written.files)
    }

    @Test("one seed for one epoch has no spread")
    func oneSeed() throws {
        let (text, _) = try page(7...7, epochs: 1)
        #expect(text.contains("runs with one seed, which has no spread (`--seeds` runs more)."))
    }
}
