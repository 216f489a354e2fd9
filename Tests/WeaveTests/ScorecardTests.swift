import Testing
import Weave

@Suite struct ScorecardTests {
    private let scorecard = Scorecard([
        Scorecard.Row(
            chapter: "10-evaluate", name: "recall@20", published: .real(0.35779345150320385),
            measured: .real(0.3561), tolerance: .within(0.01, because: "another generator")),
        Scorecard.Row(
            chapter: "05-split", name: "train shape", published: .text("(3125, 4834)"),
            measured: .text("(3125, 4834)")),
        Scorecard.Row(chapter: "10-evaluate", name: "NDCG@20", published: nil, measured: .real(1.0 / 3)),
        Scorecard.Row(chapter: "05-split", name: "users", published: .integer(4834), measured: .integer(4835)),
        Scorecard.Row(chapter: "05-split", name: "share", published: .real(3), measured: .real(.nan)),
    ])

    @Test("the table, grouped by chapter")
    func theTableGroupedByChapter() {
        #expect(
            scorecard.markdown(titles: ["05-split": "5 · Split"]) == """
                | Chapter | Name | Published | Measured | Tolerance | Verdict |
                | :--- | :--- | :--- | :--- | :--- | :--- |
                | [5 · Split](05-split.md) | train shape | (3125, 4834) | (3125, 4834) | exactly | ✓ holds |
                |  | users | 4834 | 4835 | exactly | ✗ fails |
                |  | share | 3 | nan | exactly | ✗ fails |
                | [10-evaluate](10-evaluate.md) | recall@20 | 0.3578 | 0.3561 | within 0.01: another generator | ✓ holds |
                |  | NDCG@20 |  | 0.3333 |  | – not compared |
                """)
        #expect(scorecard.failures.map(\.name) == ["users", "share"])
    }

    @Test("the JSON, every digit kept")
    func theJSONEveryDigitKept() throws {
        let json = String(decoding: try scorecard.json(), as: UTF8.self)
        #expect(
            json == """
                [
                  {
                    "because" : null,
                    "chapter" : "05-split",
                    "measured" : "(3125, 4834)",
                    "name" : "train shape",
                    "published" : "(3125, 4834)",
                    "tolerance" : null,
                    "verdict" : "holds"
                  },
                  {
                    "because" : null,
                    "chapter" : "05-split",
                    "measured" : 4835,
                    "name" : "users",
                    "published" : 4834,
                    "tolerance" : null,
                    "verdict" : "fails"
                  },
                  {
                    "because" : null,
                    "chapter" : "05-split",
                    "measured" : "nan",
                    "name" : "share",
                    "published" : 3,
                    "tolerance" : null,
                    "verdict" : "fails"
                  },
                  {
                    "because" : "another generator",
                    "chapter" : "10-evaluate",
                    "measured" : 0.3561,
                    "name" : "recall@20",
                    "published" : 0.35779345150320385,
                    "tolerance" : 0.01,
                    "verdict" : "holds"
                  },
                  {
                    "because" : null,
                    "chapter" : "10-evaluate",
                    "measured" : 0.3333333333333333,
                    "name" : "NDCG@20",
                    "published" : null,
                    "tolerance" : null,
                    "verdict" : "not compared"
                  }
                ]

                """)
    }

    @Test("what was read back looks and writes the same")
    func whatWasReadBackLooksAndWritesTheSame() throws {
        let json = try scorecard.json()
        let read = try Scorecard(json: json, file: "results.json")
        #expect(read.markdown() == scorecard.markdown())
        #expect(try read.json() == json)
    }

    @Test("a whole number looks the same when read back, whatever its tolerance", arguments: [nil, 0, 0.01])
    func aWholeNumberLooksTheSameWhenReadBack(tolerance: Double?) throws {
        let scorecard = Scorecard([
            Scorecard.Row(
                chapter: "5", name: "n", published: .real(3), measured: .real(-4),
                tolerance: tolerance.map { .within($0, because: "") } ?? .exactly),
            Scorecard.Row(chapter: "5", name: "m", published: nil, measured: .real(25)),
        ])
        #expect(try Scorecard(json: scorecard.json(), file: "").markdown() == scorecard.markdown())
    }

    @Test("one chapter's rows are replaced, the others kept")
    func oneChaptersRowsAreReplacedTheOthersKept() {
        let row = Scorecard.Row(
            chapter: "05-split", name: "users", published: .integer(4834), measured: .integer(4834))
        let merged = scorecard.replacing("05-split", with: [row])
        #expect(merged.rows.map(\.name) == ["users", "recall@20", "NDCG@20"])
        #expect(merged.failures.isEmpty)
        #expect(scorecard.replacing("01-load", with: []).markdown() == scorecard.markdown())
        #expect(Scorecard().replacing("05-split", with: [row]).rows == [row])
    }

    @Test("a file that is no scorecard", arguments: ["", "{}", "[{\"chapter\": \"05-split\"}]"])
    func aFileThatIsNoScorecard(json: String) {
        #expect {
            _ = try Scorecard(json: json.utf8, file: "chapters/results.json")
        } throws: {
            String(describing: $0) == "chapters/results.json: expected a list of scorecard rows, found something else; "
                + "delete it and run every chapter again"
        }
    }

    @Test("a tolerance includes its end")
    func aToleranceIncludesItsEnd() {
        func verdict(_ measured: Double) -> Scorecard.Row.Verdict {
            Scorecard.Row(
                chapter: "", name: "", published: .real(1), measured: .real(measured),
                tolerance: .within(0.5, because: "")
            ).verdict
        }
        #expect(verdict(1.5) == .holds)
        #expect(verdict(0.5) == .holds)
        #expect(verdict(1.5.nextUp) == .fails)
        #expect(verdict(.nan) == .fails)
    }

    @Test("texts match exactly within any tolerance")
    func textsMatchExactlyWithinAnyTolerance() {
        let row = Scorecard.Row(
            chapter: "", name: "", published: .text("a"), measured: .text("b"), tolerance: .within(9, because: ""))
        #expect(row.verdict == .fails)
    }

    @Test(
        "digits follow the tolerance",
        arguments: [(0.01, "0.1235"), (0.005, "0.12346"), (1, "0.12"), (25, "0.12"), (0, "0.123456")])
    func digitsFollowTheTolerance(tolerance: Double, shown: String) {
        let row = Scorecard.Row(
            chapter: "5", name: "n", published: .real(0.5), measured: .real(0.123456),
            tolerance: .within(tolerance, because: ""))
        #expect(Scorecard([row]).markdown().contains("| \(shown) |"))
    }

    @Test(
        "a measurement beside nothing keeps four digits",
        arguments: [
            (0.123456, "0.1235"), (12.5, "12.5000"), (12, "12"), (0.01234567, "0.01235"), (-0.000012345678, "-0.00001235"), (0, "0"),
            (.nan, "nan"), (-.infinity, "-inf"),
        ])
    func aMeasurementBesideNothingKeepsFourDigits(measured: Double, shown: String) {
        let row = Scorecard.Row(chapter: "5", name: "n", published: nil, measured: .real(measured))
        #expect(Scorecard([row]).markdown().contains("| n |  | \(shown) |  |"))
    }
}
