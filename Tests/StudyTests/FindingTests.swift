import Foundation
import Recommenders
import Study
import Testing
import TestSupport
import Weave

@Suite struct FindingTests {
    private static let models: [ContestModel] = [
        .popularity, .asPublished, .repaired, .multVAE, .multDAE, .ials, .ease,
    ]
    private static let conclusions: [Finding] = [
        .seedsOfTheSameLength, .differenceFromKeras, .pOfThePublished, .noBetterThanPopularity, .oneLineRepairsIt,
        .consistentWithThePublished,
    ]
    private static let quoted: [Finding] =
        conclusions + models.map(Finding.ndcg)
        + [20, 50, 100].flatMap { k -> [Finding] in
            [.recall(at: k), .popularityRecall(at: k), .meanRecall(at: k), .advantage("recall@\(k)")]
        }

    @Test("what the front page quotes is measured in the tracked study, under its chapter", arguments: quoted)
    func tracked(_ finding: Finding) throws {
        let file = project.appendingPathComponent("chapters/results.json")
        let scorecard = try Scorecard(json: Data(contentsOf: file), file: file.path)
        #expect(
            scorecard.rows.count { $0.chapter == finding.chapter.name && $0.name == finding.name } == 1,
            "\(finding.chapter.name): \(finding.name)")
        #expect(scorecard.row(finding)?.chapter == finding.chapter.name)
    }

    @Test("a row of another chapter is not the finding's")
    func otherChapter() {
        let elsewhere = Scorecard.Row(chapter: Chapter.load.name, name: Finding.pOfThePublished.name, measured: 0.5)
        let own = Scorecard.Row(chapter: Chapter.seeds.name, name: Finding.pOfThePublished.name, measured: 0.25)
        #expect(Scorecard([elsewhere]).row(.pOfThePublished) == nil)
        #expect(Scorecard([elsewhere, own]).row(.pOfThePublished) == own)
    }
}
