import Comparisons
import Statistics
import Testing

@Suite struct ReplicationTestTests {
    private func number(_ name: String, _ values: [Double], published: Double?) throws -> ReplicatedMetric {
        try #require(ReplicatedMetric(name: name, values, published: published))
    }

    /// Mean 3, standard deviation √2.5.
    private let five = [1.0, 2, 3, 4, 5]
    /// The same, with a correlation of 0.8 with the former.
    private let other = [2.0, 1, 4, 3, 5]

    // Expected: NumPy's covariance S of the runs, d of the published numbers from their means, and
    // scipy.stats.f.sf(d @ solve(S, d) * n * (n - k) / ((n + 1) * (n - 1) * k), k, n - k), with n = 5 and k = 2.
    @Test(
        "numbers amid the runs' are reproduced, one far out or two that do not go together are less so",
        arguments: [
            ([3.5, 2], 0.5584913765366035), ([20, 3], 0.001787364408863768), ([1, 5], 0.11085795263429106),
        ])
    func together(published: [Double], p: Double) throws {
        let numbers = [
            try number("a", five, published: published[0]), try number("b", other, published: published[1]),
        ]
        let reproduction = ReplicationTest(numbers: numbers)
        #expect(abs((reproduction.pValue ?? .nan) - p) < 1e-12)
        #expect(reproduction.pValue == reproduction.pValue(of: published))
    }

    @Test("a single number has Student's p")
    func alone() throws {
        let alone = try number("a", five, published: 20)
        // 2 * scipy.stats.t.sf(17 / 3 ** 0.5, 4)
        for p in [ReplicationTest(numbers: [alone]).pValue, alone.pValue] {
            #expect(abs((p ?? .nan) - 0.0006041229241188453) < 1e-12)
        }
    }

    @Test("of runs left out in turn, the one far from all others is rejected")
    func leftOut() throws {
        let far = try number("a", [1, 2, 3, 4, 5, 6, 7, 8, 9, 60], published: nil)
        let rejections = try #require(ReplicationTest(numbers: [far]).falseRejections())
        #expect(rejections.rejected == 1 && rejections.share == 0.1)
        #expect(ReplicationTest(numbers: [try number("a", [1, 2], published: nil)]).falseRejections() == nil)
    }

    @Test("less a value, a number has the same spread about another mean, and nothing published")
    func minus() throws {
        let less = try #require(number("a", five, published: 4).minus(2))
        #expect(less.runs == [-1, 0, 1, 2, 3] && less.spread.mean == 1 && less.published == nil)
    }

    @Test("whether it is reproduced is whether every number lies within its allowance")
    func allowance() throws {
        let allowance = try #require(
            ReplicationTest(numbers: [number("a", five, published: 3)]).allowance(number("a", five, published: 3)))
        for (factor, isConsistent) in [(0.999, true), (1.001, false)] {
            let reproduction = ReplicationTest(numbers: [try number("a", five, published: 3 + factor * allowance)])
            #expect(((reproduction.pValue ?? 0) >= ReplicationTest.level) == isConsistent)
        }
    }

    @Test("without anything published, or with a single run, there is no verdict")
    func noVerdict() throws {
        #expect(ReplicationTest(numbers: [try number("a", five, published: nil)]).pValue == nil)
        #expect(ReplicationTest(numbers: [try number("a", [1], published: 1)]).pValue == nil)
        #expect(ReplicationTest(numbers: []).pValue == nil)
    }

    @Test("runs that all gave the same number, or numbers that follow from each other, allow for no verdict")
    func noSpread() throws {
        #expect(ReplicationTest(numbers: [try number("a", [2, 2, 2], published: 3)]).pValue == nil)
        let twice = [try number("a", five, published: 3), try number("b", five.map { 2 * $0 }, published: 6)]
        #expect(ReplicationTest(numbers: twice).pValue == nil)
    }
}
