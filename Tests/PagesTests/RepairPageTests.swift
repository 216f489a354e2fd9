import Comparisons
import Foundation
import Pages
import Plotting
import Ranking
import Testing
import Training
import VariationalAutoencoder
import Weave

@Suite struct RepairPageTests {
    private let depths = Depths(movies: 200)
    private let popularity: [TestProtocol: UserMetrics] = [
        .notebook: UserMetrics([(.recall(20), [0.25, 0.25]), (.ndcg, [0, 1])]),
        .withheldBlock: UserMetrics([(.recall(20), [0, 0.25]), (.ndcg, [0, 0])]),
        .foldIn: UserMetrics([(.recall(20), [0, 0]), (.ndcg, [0.125, 0.25])]),
    ]

    /// Both users' recall@20 by the three protocols, and as much NDCG@100 by the last.
    private func metrics(_ recalls: [Double]) -> [[String: [Double]]] {
        recalls.map { ["Recall@20": [$0, $0], "NDCG@100": [$0 / 2, $0 / 2]] }
    }

    /// A variant under two seeds, which ran for two epochs and for three, and one that reads the best of three differently.
    private func results() throws -> [VariantResult] {
        let published = Recipe(Architecture(items: 5, hidden: 3, latent: 2), TrainingSettings())
        let (unused, two, three) = (
            [9.0, 9, 9], [[0, 0, 0.5], [0, 0, 0.25]], [[0, 0, 2], [0, 0, 3], [0, 0, 0.75]]
        )
        let first = [
            try run(two, metrics: metrics([0.25, 0.5, 0.25] + unused)),
            try run(three, metrics: metrics([0.75, 0.5, 0.25] + unused)),
        ]
        let best = try run(three, bestEpoch: 2, metrics: metrics(unused + unused + unused + [0.5, 0.5, 0.75]))
        return [
            VariantResult(variant: Variant("as published", published), runs: first),
            VariantResult(variant: Variant("best", published, weights: .best, latent: .mean), runs: [best]),
        ]
    }

    @Test("every variant by every protocol after popularity, with intervals of several seeds' means")
    func variants() throws {
        // 0.25 and 0.75 have standard deviation 0.3536, and their mean a 95% interval of 12.7062 · 0.3536 / √2 either way.
        #expect(
            variantTable(try results(), popularity: popularity, depths)
                == Table(
                    columns: [
                        "", "The notebook's", "Withheld block", "Fold-in", "Fold-in, NDCG@100", "Epochs run",
                        "Weights of epoch", "KL divergence, nats",
                    ],
                    rows: [
                        ["popularity", "0.2500", "0.1250", "0.0000", "0.1875", "", "", ""],
                        [
                            "as published", "0.5000 ± 3.1766", "0.5000 ± 0.0000", "0.2500 ± 0.0000", "0.1250 ± 0.0000",
                            "2–3", "2–3", "0.50",
                        ],
                        ["best", "0.5000", "0.5000", "0.7500", "0.3750", "3", "2", "3.00"],
                    ]))
    }

    @Test("gains user by user, in bold where they are significant, and none over nobody")
    func gains() throws {
        let results = try results()
        func table(over popularity: [TestProtocol: UserMetrics], _ name: String) -> Table {
            let gains = Gains(results, popularity: popularity, seed: 1)
            return gainTable([results[1].variant], gains.of([("best", over: name)]))
        }
        let columns = ["", "The notebook's", "Withheld block", "Fold-in"]
        #expect(
            table(over: popularity, "as published")
                == Table(
                    columns: columns,
                    rows: [
                        // Of its two runs one has 0.25 and the other 0.75.
                        [
                            "best", "0.0000 [−0.2500, +0.2500]", "0.0000 [0.0000, 0.0000]",
                            "**+0.5000 [+0.5000, +0.5000]**",
                        ]
                    ]))
        #expect(table(over: [:], Gains.popularity) == Table(columns: columns, rows: [["best", "", "", ""]]))
    }

    @Test("how large gains are by how the cross-entropy counts, and which variants all changes are told from")
    func gainsInProse() throws {
        let results = try results()
        let gains = Gains(results, popularity: popularity, seed: 1)
        let rows = gains.of([("best", over: "as published"), ("as published", over: "best")])
        let variants = results.reversed().map(\.variant)
        let notes = gainNotes(variants, rows)
        #expect(notes["largest averaged"] == "+0.5000" && notes["smallest summed"] == "none")
        let added = addedNotes(variants, rows)
        #expect(added["above"] == "best" && added["below"] == "as published")
        #expect(addedNotes(variants.prefix(1), rows)["below"] == "none of these")
    }

    @Test("a panel a protocol, with popularity as a line")
    func figure() throws {
        let figure = variantFigure(Array(try results().dropFirst()), popularity: popularity, depths)
        #expect(
            rows(figure) == [
                "The notebook's: the input may be recommended,,best,0.5,0.5,0.5",
                "The notebook's: the input may be recommended,popularity,,0.25,,",
                "\"The withheld block, input left out\",,best,0.5,0.5,0.5",
                "\"The withheld block, input left out\",popularity,,0.125,,",
                "\"The paper's fold-in, input left out\",,best,0.75,0.75,0.75",
                "\"The paper's fold-in, input left out\",popularity,,0,,",
            ])
        let charts = try #require(figure as? Panels).figures.map { try #require($0 as? DotChart) }
        #expect(charts.allSatisfy { $0.values.name == "recall@20" })
    }
}
