import Testing
import Weave

/// A row that compares a measured value with a printed one.
private func compared<Value: Scorable>(
    _ chapter: String, _ name: String, _ printed: Value, _ measured: Value, _ tolerance: Tolerance = .exactly
) -> Scorecard.Row {
    let reference = Reference(name, printed, .printed, tolerance, comparable: true)
    return Scorecard.Row(chapter: chapter, reference: reference, measured: measured)
}

@Suite struct ScorecardTests {
    private let scorecard = Scorecard([
        compared("10-evaluate", "recall@20", 0.35779345150320385, 0.3561, .within(0.01, because: "another generator")),
        compared("05-split", "train shape", "(3125, 4834)", "(3125, 4834)"),
        Scorecard.Row(chapter: "10-evaluate", name: "NDCG@20", measured: 1.0 / 3),
        Scorecard.Row(
            chapter: "05-split", reference: Reference("users", 4834, .implied, comparable: true), measured: 4835),
        Scorecard.Row(
            chapter: "05-split", reference: Reference("share", 3.0, .rerun, comparable: true), measured: Double.nan),
    ])

    @Test("a table of comparisons and one of measurements, each grouped by chapter")
    func tables() {
        #expect(
            scorecard.comparisons(titles: ["05-split": "5 · Split"]) == """
                | Chapter | Name | Kind | Reference | Measured | Tolerance | Verdict |
                | :--- | :--- | :--- | :--- | :--- | :--- | :--- |
                | [5 · Split](05-split.md) | train shape | printed | (3125, 4834) | (3125, 4834) | exactly | ✓ holds |
                |  | users | implied | 4834 | 4835 | exactly | ✗ fails |
                |  | share | rerun | 3 | nan | exactly | ✗ fails |
                | [10-evaluate](10-evaluate.md) | recall@20 | printed | 0.3578 | 0.3561 | within 0.01: another generator | ✓ holds |
                """)
        #expect(
            scorecard.measurements() == """
                | Chapter | Name | Measured |
                | :--- | :--- | ---: |
                | [10-evaluate](10-evaluate.md) | NDCG@20 | 0.3333 |
                """)
        #expect(scorecard.failures.map(\.name) == ["users", "share"])
    }

    @Test("what holds is counted apart by what it is held against: the original's numbers, or the kit's own")
    func tally() {
        #expect(scorecard.tally == "printed 2 of 2, implied 0 of 1, rerun 0 of 1, the kit against itself 0 of 0")
        let own = [Reference.Kind.engine, .recorded, .claimed].map {
            Scorecard.Row(chapter: "07-model", reference: Reference("a", 1, $0, comparable: true), measured: 1)
        }
        #expect(Scorecard(own).tally == "printed 0 of 0, implied 0 of 0, rerun 0 of 0, the kit against itself 3 of 3")
        #expect(Scorecard([Scorecard.Row(chapter: "10-evaluate", name: "NDCG@20", measured: 0.3)]).tally == nil)
    }

    @Test("the JSON, every digit kept")
    func json() throws {
        let json = String(decoding: try scorecard.json(), as: UTF8.self)
        #expect(
            json == """
                [
                  {
                    "because" : null,
                    "chapter" : "05-split",
                    "kind" : "printed",
                    "measured" : "(3125, 4834)",
                    "name" : "train shape",
                    "reference" : "(3125, 4834)",
                    "tolerance" : null,
                    "verdict" : "holds"
                  },
                  {
                    "because" : null,
                    "chapter" : "05-split",
                    "kind" : "implied",
                    "measured" : 4835,
                    "name" : "users",
                    "reference" : 4834,
                    "tolerance" : null,
                    "verdict" : "fails"
                  },
                  {
                    "because" : null,
                    "chapter" : "05-split",
                    "kind" : "rerun",
                    "measured" : "nan",
                    "name" : "share",
                    "reference" : 3,
                    "tolerance" : null,
                    "verdict" : "fails"
                  },
                  {
                    "because" : "another generator",
                    "chapter" : "10-evaluate",
                    "kind" : "printed",
                    "measured" : 0.3561,
                    "name" : "recall@20",
                    "reference" : 0.35779345150320385,
                    "tolerance" : 0.01,
                    "verdict" : "holds"
                  },
                  {
                    "because" : null,
                    "chapter" : "10-evaluate",
                    "kind" : null,
                    "measured" : 0.3333333333333333,
                    "name" : "NDCG@20",
                    "reference" : null,
                    "tolerance" : null,
                    "verdict" : "not compared"
                  }
                ]

                """)
    }

    @Test("what was read back looks and writes the same")
    func readBack() throws {
        let json = try scorecard.json()
        let read = try Scorecard(json: json, file: "results.json")
        #expect(read.comparisons() == scorecard.comparisons() && read.measurements() == scorecard.measurements())
        #expect(try read.json() == json)
    }

    @Test("a whole number looks the same when read back, whatever its tolerance", arguments: [nil, 0, 0.01])
    func wholeNumber(tolerance: Double?) throws {
        let scorecard = Scorecard([
            compared("5", "n", 3.0, -4.0, tolerance.map { .within($0, because: "") } ?? .exactly),
            Scorecard.Row(chapter: "5", name: "m", measured: 25.0),
        ])
        let read = try Scorecard(json: scorecard.json(), file: "")
        #expect(read.comparisons() == scorecard.comparisons() && read.measurements() == scorecard.measurements())
    }

    @Test("one chapter's rows are replaced, the others kept")
    func replacing() {
        let row = compared("05-split", "users", 4834, 4834)
        let merged = scorecard.replacing("05-split", with: [row])
        #expect(merged.rows.map(\.name) == ["users", "recall@20", "NDCG@20"])
        #expect(merged.failures.isEmpty)
        #expect(scorecard.replacing("01-load", with: []).comparisons() == scorecard.comparisons())
        #expect(Scorecard().replacing("05-split", with: [row]).rows == [row])
    }

    @Test(
        "a file that is no scorecard, or one of before there were kinds",
        arguments: [
            "", "{}", "\u{0}", "[{\"chapter\": 1}]", "[{\"chapter\": \"05-split\"}]",
            """
            [{"because": null, "chapter": "05-split", "measured": 600, "name": "users", "published": 600,
              "tolerance": null, "verdict": "holds"}]
            """,
        ])
    func foreignFile(json: String) {
        #expect {
            _ = try Scorecard(json: json.utf8, file: "chapters/results.json")
        } throws: {
            String(describing: $0) == "chapters/results.json: expected a list of scorecard rows, found something else; "
                + "delete it and run every chapter again"
        }
    }

    @Test("a tolerance includes its end")
    func tolerance() {
        func verdict(_ measured: Double) -> Scorecard.Row.Verdict {
            compared("", "", 1.0, measured, .within(0.5, because: "")).verdict
        }
        #expect(verdict(1.5) == .holds)
        #expect(verdict(0.5) == .holds)
        #expect(verdict(1.5.nextUp) == .fails)
        #expect(verdict(.nan) == .fails)
    }

    @Test("texts match exactly within any tolerance")
    func texts() {
        #expect(compared("", "", "a", "b", .within(9, because: "")).verdict == .fails)
    }

    @Test(
        "digits follow the tolerance",
        arguments: [(0.01, "0.1235"), (0.005, "0.12346"), (1, "0.12"), (25, "0.12"), (0, "0.123456")])
    func digits(tolerance: Double, shown: String) {
        let row = compared("5", "n", 0.5, 0.123456, .within(tolerance, because: ""))
        #expect(Scorecard([row]).comparisons().contains("| \(shown) |"))
    }

    @Test(
        "a measurement beside nothing keeps four digits",
        arguments: [
            (0.123456, "0.1235"), (12.5, "12.5000"), (12, "12"), (0.01234567, "0.01235"),
            (-0.000012345678, "-0.00001235"), (0, "0"),
            (.nan, "nan"), (-.infinity, "-inf"),
        ])
    func measuredAlone(measured: Double, shown: String) {
        let row = Scorecard.Row(chapter: "5", name: "n", measured: measured)
        #expect(Scorecard([row]).measurements().contains("| n | \(shown) |"))
    }
}
