import Comparisons
import Foundation
import Interactions
import LinearAlgebra
import Random
import Ranking
import Testing

@Suite struct AgainstPopularityTests {
    /// Three users over five movies, the first two of which are withheld.
    private let fold = ClickMatrix(
        users: [7, 8, 9], movies: [1, 2, 3, 4, 5], clicks: BinaryMatrix(columns: 5, rows: [[0, 2, 3], [1, 2], [4]])
    ).withholding(fraction: 0.4)
    /// Ranked 0 2 4 3 1, then 2 3 4 1 0, then 0 1 2 3 4.
    private let model = Matrix(rows: 3, columns: 5, values: [5, 1, 4, 2, 3, 1, 2, 5, 4, 3, 5, 4, 3, 2, 1])
    /// Ranked 2 3 4 1 0 for everybody.
    private let popularity = Matrix(rows: 3, columns: 5, values: [1, 2, 5, 4, 3, 1, 2, 5, 4, 3, 1, 2, 5, 4, 3])
    private let generator = Philox4x32(seed: 1)

    @Test("as the notebook counts: all clicks, also those shown; by hand")
    func asTheNotebook() {
        let against = AgainstPopularity(Evaluation(asTheNotebook: fold), model: model, popularity: popularity)
        let rows = against.recalls(at: [2, 3, 100], generator: generator)
        // No list is deeper than the five movies.
        #expect(rows.map(\.k) == [2, 3])
        // Hits of min(k, clicks): 2/2, 1/2, 0/1 and the same; then 2/3, 1/2, 0/1 and 2/3, 1/2, 1/1.
        #expect(rows.map(\.model) == [1.5 / 3, (2.0 / 3 + 0.5) / 3])
        #expect(rows.map(\.popularity) == [1.5 / 3, (2.0 / 3 + 0.5 + 1) / 3])
        #expect(rows[0].difference.mean == 0 && rows[0].difference.interval == 0...0)
        #expect(abs(rows[1].difference.mean + 1.0 / 3) < 1e-12 && rows[1].difference.count == 3)
        #expect((0..<3).map { against.shared(at: 2, by: $0) } == [1, 2, 0])
    }

    @Test("what was withheld, without what was shown; a user from whom nothing was withheld does not count")
    func heldOut() {
        let against = AgainstPopularity(Evaluation(heldOutOf: fold), model: model, popularity: popularity)
        let rows = against.recalls(at: [1, 3], generator: generator)
        // The first user's lists begin 0 4 1 and 4 1 0, the second's 3 4 1 and 3 4 1.
        #expect(rows.map(\.model) == [0.5, 1])
        #expect(rows.map(\.popularity) == [0, 1])
        #expect(rows.allSatisfy { $0.difference.count == 2 })
    }

    @Test("giving back the input is a share of all that counts")
    func input() {
        #expect(recallOfTheInput(at: 2, fold) == [1, 0.5, 1])
        #expect(recallOfTheInput(at: 3, fold) == [2.0 / 3, 0.5, 1])
        let nobody = ClickMatrix(users: [7], movies: [1, 2], clicks: BinaryMatrix(columns: 2, rows: [[Int]()]))
        #expect(recallOfTheInput(at: 2, nobody.withholding(fraction: 0.5)) == [nil])
    }

    @Test("two recommenders are equal where every interval lies within a margin, and there is one")
    func areEqual() {
        // Twelve users who chose the first movie of two, and lists that begin with it or with the other.
        let fold = ClickMatrix(
            users: Array(0..<12), movies: [1, 2],
            clicks: BinaryMatrix(columns: 2, rows: Array(repeating: [0], count: 12))
        ).withholding(fraction: 0)
        let hit = Matrix(rows: 12, columns: 2, values: (0..<12).flatMap { _ in [Float(2), 1] })
        let miss = Matrix(rows: 12, columns: 2, values: (0..<12).flatMap { _ in [Float(1), 2] })
        func rows(_ first: Matrix, _ second: Matrix, _ evaluation: Evaluation) -> [AgainstPopularity.Row] {
            AgainstPopularity(evaluation, model: first, popularity: second).recalls(at: [1, 2], generator: generator)
        }
        let notebook = Evaluation(asTheNotebook: fold)
        for (first, second) in [(hit, miss), (miss, hit)] {
            // At k = 2 they always are.
            let rows = rows(first, second, notebook)
            #expect(!rows.areEqual(within: 0.9) && rows.areEqual(within: 1) && rows.differing == [1])
        }
        #expect(rows(hit, hit, notebook).areEqual(within: 0) && rows(hit, hit, notebook).differing == [])
        // Nothing was withheld from anybody.
        let nothing = rows(hit, hit, Evaluation(heldOutOf: fold))
        #expect(!nothing.areEqual(within: 1) && nothing.differing == [])
    }
}
