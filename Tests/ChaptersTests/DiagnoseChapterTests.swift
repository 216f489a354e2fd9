import Foundation
import Study
import Testing
import TestSupport

@Suite struct DiagnoseChapterTests {
    @Test("movies have their titles, or their ids where there are none", arguments: everySource)
    func titles(_ source: RatingsSource) throws {
        let page = try run(source, [.diagnose]).text("chapters/11-diagnose.md")
        let table = page.components(separatedBy: "| Liked, and shown to the model |").last ?? ""
        let cells = table.split(separator: "\n").dropFirst(2).prefix(10).flatMap { $0.split(separator: "|") }
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        #expect(cells.count >= 20)
        #expect(cells.allSatisfy { $0.hasPrefix("movie ") == (source == .synthetic) })
    }

    @Test(
        "on the real ratings, eight epochs of the notebook's training collapse the posterior, and end at popularity's recall",
        .enabled(if: movieLens1M != nil, "needs the real data: set MOVIELENS_1M to its folder"))
    func collapsed() throws {
        var settings = short
        settings.epochs = 8
        let rows = try run(.file(movieLens1M ?? ""), [.evaluate, .diagnose], settings: settings).scorecard.rows
        func value(_ name: String) -> Double { rows.first { $0.name == name }?.measured.number ?? .nan }
        // Less than one choice between two groups of users.
        #expect(value("KL divergence of the test users, nats") < 0.69)
        // Recall's standard error over the 600 users is 0.007 to 0.010.
        for k in [20, 50, 100] {
            #expect(abs(value("recall@\(k)") - value("popularity, recall@\(k)")) < 0.01)
        }
        // Popularity's own, from the counts of clicks alone, as NumPy gives them.
        for (k, recall) in [(20, 0.3577140041259624), (50, 0.34014872787623796), (100, 0.37187263115543884)] {
            #expect(abs(value("popularity, recall@\(k)") - recall) < 1e-12)
        }
    }
}
