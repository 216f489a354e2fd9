import Foundation
import TestSupport
import Testing

/// `ncf`, which records chapter 15's models, and `--ncf`.
@Suite struct NCFCommandTests {
    @Test("chapter 15 is recorded of MovieLens 1M alone")
    func otherRatings() throws {
        let workplace = try Workplace()
        try workplace.writeRatings(to: "mine.csv")
        let run = try workplace.run(["ncf", "--data", "mine.csv", "--quiet"])
        #expect(run.code == 1)
        #expect(run.errors.hasPrefix("reproduce: ncf: expected MovieLens 1M, found ratings "))
        #expect(run.errors.hasSuffix("; name its folder with --data or $MOVIELENS_1M\n"))
    }

    @Test(
        "without the test set nothing is recorded",
        .enabled(if: movieLens1M != nil, "needs the real data: set MOVIELENS_1M to its folder"))
    func missing() throws {
        let workplace = try Workplace()
        let data = ["--data", movieLens1M ?? "", "--quiet"]
        let nowhere = try workplace.run(["ncf", "--ncf", "nowhere", "--output", "there"] + data)
        #expect(nowhere.code == 1)
        #expect(
            nowhere.errors.hasPrefix(
                "reproduce: nowhere/ml-1m.test.rating: expected a file of NCF's test set, found nothing; "))
        #expect(!FileManager.default.fileExists(atPath: workplace.path("there")))
    }

    @Test("an empty path is refused")
    func empty() throws {
        let run = try Workplace().run(["15", "--ncf", ""])
        #expect(run.code == 64 && run.errors.contains("--ncf: expected a path, found an empty one"))
    }
}
