import Comparisons
import Foundation
import Ranking
import Testing
import Training
import VariationalAutoencoder

@Suite struct GainsTests {
    private let published = Recipe(Architecture(items: 8, hidden: 4, latent: 2), TrainingSettings())
    private let foldIn = Measure.leading(.foldIn)

    /// A number of users that looks random, of mean zero over 200 and standard deviation 0.577.
    private func noise(_ user: Int) -> Double { Double((user * 73 + 19) % 200) / 100 - 0.995 }

    /// A variant whose runs have as much recall and NDCG by every protocol: a value for each of 200 users, or nil.
    private func result(
        _ variant: Variant, recall: [(Int) -> Double?], ndcg: (Int) -> Double = { _ in 0.5 }
    ) throws -> VariantResult {
        func values(_ value: (Int) -> Double?) -> String {
            "[\((0..<200).map { value($0).map { "\($0)" } ?? "null" }.joined(separator: ","))]"
        }
        let runs = try recall.map { recall in
            let metrics = #"{"Recall@20": \#(values(recall)), "NDCG@100": \#(values(ndcg))}"#
            let run =
                #"{"history": [], "recalls": [], "bestEpoch": 0, "metrics": [\#(metrics),\#(metrics),\#(metrics)]}"#
            return try JSONDecoder().decode(TrainedRun.self, from: Data(run.utf8))
        }
        return VariantResult(variant: variant, runs: runs)
    }

    private func result(_ name: String, recall: [(Int) -> Double?]) throws -> VariantResult {
        try result(Variant(name, published), recall: recall)
    }

    /// Popularity with the same for every user.
    private func popularity(recall: Double, ndcg: Double) -> [TestProtocol: UserMetrics] {
        func all(_ value: Double) -> [Double?] { [Double?](repeating: value, count: 200) }
        let metrics = UserMetrics([(.recall(20), all(recall)), (.ndcg, all(ndcg))])
        return Dictionary(uniqueKeysWithValues: TestProtocol.allCases.map { ($0, metrics) })
    }

    @Test("a gain that is significant by itself need not be among others")
    func falseDiscoveryRate() throws {
        // 0.0577 over √200 is a standard error of 0.0041, and 2.1 of them have the p-value 0.036.
        let gains = Gains(
            [
                try result("slightly better", recall: [{ 0.5086 + 0.1 * noise($0) }]),
                try result("the same", recall: [{ 0.5 + 0.1 * noise($0 + 7) }]),
            ], popularity: popularity(recall: 0.5, ndcg: 0.5), seed: 1)
        func isSignificant(_ names: [String]) -> Bool? {
            gains.of(names.map { ($0, over: Gains.popularity) }, by: [foldIn])[0][foldIn]?.isGain
        }
        #expect(isSignificant(["slightly better"]) == true)
        #expect(isSignificant(["slightly better", "the same"]) == false)
    }

    @Test("users count and, where there are several, seeds: what differs between them widens the interval")
    func seeds() throws {
        let one = { (user: Int) -> Double? in 0.6 + 0.1 * noise(user) }
        let gains = Gains(
            [
                try result("one run", recall: [one]), try result("thrice the same", recall: [one, one, one]),
                try result("three runs", recall: [-0.02, 0, 0.02].map { shift in { 0.6 + shift + 0.1 * noise($0) } }),
            ], popularity: popularity(recall: 0.5, ndcg: 0.5), seed: 1)
        let rows = gains.of(["one run", "thrice the same", "three runs"].map { ($0, over: Gains.popularity) })
        let found = rows.compactMap { $0[foldIn]?.difference }
        #expect(found.count == 3 && found.allSatisfy { abs($0.mean - 0.1) < 1e-12 })
        let widths = found.map { $0.interval.upperBound - $0.interval.lowerBound }
        #expect(abs(widths[1] - widths[0]) < 1e-12)
        // 2 · 1.96 standard errors of users, 0.0041; and with the runs' √(2/3) · 0.02 / √3, 0.0103.
        #expect(abs(widths[0] - 0.016) < 0.001 && abs(widths[2] - 0.040) < 0.004)
        #expect(Set(rows[0].keys) == Set(Measure.everyLeading))
    }

    @Test("the runs of two variants are not paired, even where they are the same")
    func unpaired() throws {
        let runs = [-0.02, 0, 0.02].map { shift in { (_: Int) -> Double? in 0.5 + shift } }
        let gains = Gains(
            [try result("a", recall: runs), try result("b", recall: runs)],
            popularity: popularity(recall: 0.5, ndcg: 0.5), seed: 1)
        let difference = try #require(gains.of([("a", over: "b")])[0][foldIn]).difference
        #expect(difference.mean == 0 && difference.interval.lowerBound < -0.02 && difference.interval.upperBound > 0.02)
    }

    @Test("a measure that no user has a value of is left out")
    func missing() throws {
        let gains = Gains(
            [try result("nobody", recall: [{ _ in nil }])], popularity: popularity(recall: 0.5, ndcg: 0.5), seed: 1)
        let row = gains.of([("nobody", over: Gains.popularity)], by: Measure.inputLeftOut)[0]
        #expect(Set(row.keys) == [.ndcg(.withheldBlock), .ndcg(.foldIn)])
    }

    @Test("a repair is better than popularity by both metrics, and the smallest has the fewest changes")
    func repairs() throws {
        func variant(_ name: String, _ change: (inout TrainingSettings) -> Void = { _ in }) -> Variant {
            Variant(name, published, change)
        }
        let results = [
            try result(variant("as published"), recall: [{ _ in 0.5 }]),
            try result(variant("recall alone") { $0.masks = 1 }, recall: [{ _ in 0.7 }]),
            try result(
                variant("two changes") { ($0.masks, $0.objective.reduction) = (1, .sum) }, recall: [{ _ in 0.8 }],
                ndcg: { _ in 0.8 }),
            try result(
                variant("lower") { $0.adam.firstUpdate = 1 }, recall: [{ _ in 0.6 }], ndcg: { _ in 0.6 }),
            try result(
                variant("higher") { $0.objective.reduction = .sum }, recall: [{ _ in 0.7 }], ndcg: { _ in 0.6 }),
        ]
        func repairs(_ popularity: [TestProtocol: UserMetrics]) -> [String] {
            smallestRepairs(results, Gains(results, popularity: popularity, seed: 1)).map(\.variant.name)
        }
        #expect(repairs(popularity(recall: 0.5, ndcg: 0.5)) == ["higher", "lower"])
        #expect(repairs(popularity(recall: 0.75, ndcg: 0.5)) == ["two changes"])
        #expect(repairs(popularity(recall: 0.5, ndcg: 0.9)).isEmpty)
    }
}
