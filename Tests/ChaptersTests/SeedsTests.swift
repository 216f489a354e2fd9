import Chapters
import Foundation
import Ranking
import Testing

@Suite struct SeedsTests {
    @Test("seeds in a row, or one", arguments: [("0-19", 20), ("7", 1), ("7-7", 1), ("0-999", 1000)])
    func seeds(_ text: String, _ count: Int) {
        #expect(Seeds(text)?.count == count)
    }

    @Test(
        "what is no row of seeds", arguments: ["", "-", "3-", "-3", "9-3", "1-2-3", "a-b", "0-4294967296", "0-1000000"])
    func noSeeds(_ text: String) {
        #expect(Seeds(text) == nil)
    }

    @Test("a share is a part of a whole, counted from one")
    func share() {
        #expect(Share("3/16")?.number == 3 && Share("3/16")?.count == 16)
        #expect(Share("1/1")?.description == "1/1")
        for text in ["", "3", "/16", "3/", "0/16", "17/16", "-1/4", "1/0", "3/16/2", "a/b", "1.5/2"] {
            #expect(Share(text) == nil, "\(text)")
        }
    }

    @Test("shares are as good as equal, and make up the whole", arguments: [(1000, 16), (20, 20), (7, 3), (1, 1)])
    func shares(_ count: Int, _ parts: Int) throws {
        let seeds = try #require(Seeds("5-\(4 + count)"))
        let shares = try (1...parts).map { try #require(Share("\($0)/\(parts)")).seeds(of: seeds) }
        #expect(shares.flatMap { $0 }.sorted() == Array(seeds.range))
        #expect(shares.allSatisfy { $0.count == count / parts || $0.count == (count + parts - 1) / parts })
    }
}

@Suite struct ReproductionTests {
    private func number(_ name: String, _ values: [Double], published: Double?) throws -> SeededNumber {
        SeededNumber(name: name, spread: try #require(Spread(values)), published: published)
    }

    /// Mean 3, standard deviation √2.5.
    private let five = [1.0, 2, 3, 4, 5]

    @Test("numbers amid the runs' are reproduced, and the bound counts how many were looked at")
    func reproduced() throws {
        let numbers = [try number("a", five, published: 3.5), try number("b", five, published: 2)]
        let reproduction = Reproduction(numbers: numbers)
        #expect(reproduction.farthest?.name == "b")
        // t = 1 / √(2.5 · 1.2) with 4 degrees of freedom: 2 * scipy.stats.t.sf(0.5773502691896258, 4) = 0.5946…, and twice that is above 1.
        #expect(reproduction.plausibility == 1)
        #expect(abs((reproduction.distance ?? 0) - 1 / 2.5.squareRoot()) < 1e-15)
    }

    @Test("one number far out is enough for the whole not to be reproduced")
    func notReproduced() throws {
        let numbers = [try number("a", five, published: 20), try number("b", five, published: 3)]
        let reproduction = Reproduction(numbers: numbers)
        // 2 * 2 * scipy.stats.t.sf(17 / 3 ** 0.5, 4)
        #expect(abs((reproduction.plausibility ?? 1) - 0.0012082458482376905) < 1e-12)
        #expect(reproduction.farthest?.name == "a")
        #expect(abs((reproduction.distance ?? 0) - 17 / 2.5.squareRoot()) < 1e-14)
    }

    @Test("whether it is reproduced is whether every number lies within its allowance")
    func allowance() throws {
        let allowance = try #require(
            Reproduction(numbers: [number("a", five, published: 3)]).allowance(number("a", five, published: 3)))
        for (factor, isConsistent) in [(0.999, true), (1.001, false)] {
            let reproduction = Reproduction(numbers: [try number("a", five, published: 3 + factor * allowance)])
            #expect(((reproduction.plausibility ?? 0) >= Reproduction.level) == isConsistent)
        }
    }

    @Test("without anything published, or with a single run, there is no verdict")
    func noVerdict() throws {
        #expect(Reproduction(numbers: [try number("a", five, published: nil)]).plausibility == nil)
        #expect(Reproduction(numbers: [try number("a", [1], published: 1)]).plausibility == nil)
        #expect(Reproduction(numbers: []).plausibility == nil)
    }

    @Test("runs that all gave the same number allow for no other")
    func noSpread() throws {
        let (same, other) = (try number("a", [2, 2, 2], published: 2), try number("a", [2, 2, 2], published: 3))
        #expect(Reproduction(numbers: [same]).plausibility == 1)
        #expect(Reproduction(numbers: [other]).plausibility == 0)
        #expect(Reproduction(numbers: [other]).distance == nil)
    }
}

@Suite struct LeastSquaresTests {
    @Test("the line through points, and how close they are to it")
    func line() throws {
        // numpy.polyfit([1, 2, 4], [1, 3, 2], 1) and numpy.corrcoef
        let line = try #require(LeastSquares(x: [1, 2, 4], y: [1, 3, 2]))
        #expect(abs(line.slope - 0.21428571428571427) < 1e-15 && abs(line.intercept - 1.5) < 1e-14)
        #expect(abs(line.correlation - 0.3273268353539886) < 1e-15)
        #expect(abs(line(10) - 3.642857142857143) < 1e-14)
    }

    @Test("no line through one place; no correlation with what does not vary")
    func degenerate() {
        #expect(LeastSquares(x: [3, 3], y: [1, 2]) == nil && LeastSquares(x: [], y: []) == nil)
        #expect(LeastSquares(x: [1, 2], y: [5, 5])?.correlation == 0)
    }
}

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
        #expect(text.contains("runs under 2 seeds."))
        #expect(text.contains("|  | Mean | Standard deviation | Least | Most | 95% of further runs |\n"))
        #expect(text.contains("**No verdict.** Either nothing was published about these ratings and settings,"))
        #expect(text.contains("Every training ran for 2 epochs, so nothing can be said about longer ones."))
        #expect(written.files["figures/14-curves.png"] != nil && written.files["figures/14-published.png"] != nil)
        let rows = written.scorecard.rows
        #expect(rows.map(\.name) == [20, 50, 100].map { "mean recall@\($0) of the seeds" })
        #expect(rows.allSatisfy { $0.verdict == .notCompared })
        // The same seeds in another run are the same trainings.
        #expect(try page(3...4, epochs: 2).written.files == written.files)
    }

    @Test("one seed for one epoch has no spread")
    func oneSeed() throws {
        let (text, _) = try page(7...7, epochs: 1)
        #expect(text.contains("runs under one seed."))
        #expect(text.contains("One seed has no spread: `--seeds` takes more of them."))
    }
}
