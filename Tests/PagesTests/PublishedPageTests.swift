import Cache
import Contest
import Foundation
import LinearAlgebra
import Pages
import Study
import Testing
import TestSupport
import Weave

@Suite struct PublishedPageTests {
    /// A recording of popularity and EASE: EASE is above among the candidates, and below among all movies.
    private static let recording = """
        {"split": "", "kernels": "none", "tries": [],
        "rows": [
        {"name": "popularity", "candidate": {"popularity": {}}, "mean": \(measured(0.25, 0.1)), "runs": [\(measured(0.25, 0.1))]},
        {"name": "EASE", "candidate": {"ease": {"regularization": 1320, "dropout": 0}},
            "mean": \(measured(0.5, 0.05)), "runs": [\(measured(0.5, 0.05))]}],
        "pairs": [
        {"first": "popularity", "second": "EASE", "candidates": {"mean": -0.25, "standardError": 0.01},
            "all": {"mean": 0.05, "standardError": 0.01}}]}
        """

    private static func measured(_ candidates: Double, _ all: Double) -> String {
        func metrics(_ ndcg: Double) -> String {
            """
            {"hitRate": {"mean": \(2 * ndcg), "standardError": 0.02}, "ndcg": {"mean": \(ndcg), "standardError": 0.01}}
            """
        }
        return "{\"candidates\": \(metrics(candidates)), \"all\": \(metrics(all))}"
    }

    private func comparison() throws -> NCFComparison {
        let recording = try JSONDecoder().decode(NCFRecording.self, from: Data(Self.recording.utf8))
        return try withTemporaryFolder {
            try NCFComparison(
                recording, on: nil, in: RunContext(threads: Threads(1), cache: ResultCache(folder: $0)))
        }
    }

    @Test("what is measured stands beside what was printed, and what was printed alone below")
    func table() throws {
        let rows = printedTable(try comparison()).rows
        #expect(
            rows.prefix(2) == [
                ["popularity", "0.5000 (0.0200)", "0.2500 (0.0100)", "", "0.4535", "0.2543", "Rendle et al. 2020"],
                ["EASE", "1.0000 (0.0200)", "0.5000 (0.0100)", "", "0.7192", "0.4494", "Anelli et al. 2021"],
            ])
        #expect(rows.dropFirst(2).map { $0[0] } == ["NCF, pre-trained", "NeuMF", "matrix factorization by SGD"])
        #expect(rows[2] == ["NCF, pre-trained", "–", "–", "", "0.705", "0.426", "Liang et al. 2018"])
    }

    @Test("settings are told of every model that has some")
    func settings() throws {
        #expect(settingsTable(try comparison()).rows == [["EASE", "λ = 1320 (Anelli et al. 2021)"]])
    }

    @Test("the figure has the models by NDCG among the candidates, in both panels")
    func figure() throws {
        let numbers = rankingsFigure(try comparison()).numbers
        #expect(numbers.map(\.x) == ["EASE", "popularity", "EASE", "popularity"])
        #expect(numbers.map(\.y) == [0.5, 0.25, 0.05, 0.1])
    }

    @Test("a pair that is told both ways, and the other way round among all movies, is named")
    func order() throws {
        let comparison = try comparison()
        #expect(comparison.order.told == 1 && comparison.order.same == 0 && comparison.order.reversed.count == 1)
        let page = Page()
        page.note(publishedNotes(comparison))
        let notes = page.outputs.compactMap { output -> (String, String)? in
            if case .note(let name, let value) = output.content { (name, value) } else { nil }
        }
        let which = notes.first { $0.0 == "which of them" }?.1
        #expect(which == "EASE above popularity")
    }
}
