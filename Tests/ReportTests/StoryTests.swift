import Foundation
import Report
import Study
import Testing
import TestSupport
import Weave

@Suite struct StoryTests {
    private let scorecard: Scorecard

    init() throws {
        let file = project.appendingPathComponent("chapters/results.json")
        scorecard = try Scorecard(json: Data(contentsOf: file), file: file.path)
    }

    /// What the story takes from the scorecard.
    private static let quoted: [Finding] =
        [20, 50, 100].flatMap { k -> [Finding] in
            [.popularityRecall(at: k), .meanRecall(at: k), .advantage("recall@\(k)")]
        }
        + [
            .seedsOfTheSameLength, .differenceFromKeras, .pOfThePublished, .noBetterThanPopularity, .oneLineRepairsIt,
            .consistentWithThePublished, .ndcg(.popularity), .ndcg(.asPublished), .ndcg(.repaired), .ndcg(.multVAE),
            .ndcg(.multDAE), .ndcg(.tunedVAE), .ndcg(.tunedDAE), .ndcg(.ials), .ndcg(.ease),
        ]

    private func story(_ rows: [Scorecard.Row]) -> String? { Story(Scorecard(rows))?.markdown(pages: "chapters/") }

    @Test("the tracked scorecard tells what the tracked front page tells, by the quoted rows alone")
    func tracked() throws {
        let page = try String(contentsOf: project.appendingPathComponent("README.md"), encoding: .utf8)
        let told = page.components(separatedBy: "<!-- story -->\n").last?.components(separatedBy: "\n<!-- /story -->")
        #expect(story(scorecard.rows) == told?.first)
        #expect(story(Self.quoted.compactMap(scorecard.row)) == told?.first)
    }

    @Test("without any one of its rows there is no story", arguments: quoted)
    func missing(_ finding: Finding) throws {
        let row = try #require(scorecard.row(finding))
        #expect(story(scorecard.rows.filter { $0 != row }) == nil)
    }

    @Test(
        "a conclusion that does not hold turns its own sentences into the opposite",
        arguments: [
            (
                .consistentWithThePublished,
                [
                    ("**Exact where it can be.**", "**Not as published.**"),
                    (" is consistent with one more run", " is not consistent with one more run"),
                ]
            ),
            (.noBetterThanPopularity, [("**No better than popularity.**", "**Perhaps better than popularity.**")]),
            (.oneLineRepairsIt, [("**One line repairs it.**", "**One line does not repair it.**")]),
        ] as [(Finding, [(String, String)])])
    func opposite(_ conclusion: Finding, _ sentences: [(holds: String, fails: String)]) throws {
        let row = try #require(scorecard.row(conclusion))
        let claim = Reference(row.name, "holds", .claimed, comparable: true)
        let fails = Scorecard.Row(chapter: row.chapter, reference: claim, measured: "does not hold")
        let told = try #require(story(scorecard.rows))
        for (sentence, _) in sentences { #expect(told.contains(sentence)) }
        let expected = sentences.reduce(told) { $0.replacing($1.holds, with: $1.fails) }
        #expect(story(scorecard.rows.map { $0 == row ? fails : $0 }) == expected)
    }
}
