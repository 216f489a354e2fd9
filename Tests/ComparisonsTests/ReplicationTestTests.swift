import Comparisons
import Statistics
import Testing

@Suite struct ReplicationTestTests {
    private func number(_ name: String, _ values: [Double], published: Double?) throws -> ReplicatedMetric {
        ReplicatedMetric(name: name, spread: try #require(Spread(values)), published: published)
    }

    /// Mean 3, standard deviation √2.5.
    private let five = [1.0, 2, 3, 4, 5]

    @Test("numbers amid the runs' are reproduced, and the bound counts how many were looked at")
    func reproduced() throws {
        let numbers = [try number("a", five, published: 3.5), try number("b", five, published: 2)]
        let reproduction = ReplicationTest(numbers: numbers)
        #expect(reproduction.farthest?.name == "b")
        // t = 1 / √(2.5 · 1.2) with 4 degrees of freedom: 2 * scipy.stats.t.sf(0.5773502691896258, 4) = 0.5946…, and twice that is above 1.
        #expect(reproduction.pValue == 1)
        #expect(abs((reproduction.distance ?? 0) - 1 / 2.5.squareRoot()) < 1e-15)
    }

    @Test("one number far out is enough for the whole not to be reproduced")
    func notReproduced() throws {
        let numbers = [try number("a", five, published: 20), try number("b", five, published: 3)]
        let reproduction = ReplicationTest(numbers: numbers)
        // 2 * 2 * scipy.stats.t.sf(17 / 3 ** 0.5, 4)
        #expect(abs((reproduction.pValue ?? 1) - 0.0012082458482376905) < 1e-12)
        #expect(reproduction.farthest?.name == "a")
        #expect(abs((reproduction.distance ?? 0) - 17 / 2.5.squareRoot()) < 1e-14)
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

    @Test("runs that all gave the same number allow for no other")
    func noSpread() throws {
        let (same, other) = (try number("a", [2, 2, 2], published: 2), try number("a", [2, 2, 2], published: 3))
        #expect(ReplicationTest(numbers: [same]).pValue == 1)
        #expect(ReplicationTest(numbers: [other]).pValue == 0)
        #expect(ReplicationTest(numbers: [other]).distance == nil)
    }
}
