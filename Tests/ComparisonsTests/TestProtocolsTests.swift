import Comparisons
import Foundation
import Interactions
import LinearAlgebra
import Random
import Ranking
import Testing

@Suite struct TestProtocolsTests {
    /// Six movies, of which the first is withheld from everyone, and one user who clicked all but the last.
    @Test("three protocols on one user")
    func protocols() {
        let user = ClickMatrix(
            users: [1], movies: Array(10...15), clicks: BinaryMatrix(columns: 6, rows: [[0, 1, 2, 3, 4]]))
        var random = RandomState(seed: 1)
        let own = user.holdingOut(fraction: 0.2, using: &random)
        // numpy.random.RandomState(1).choice(5, size=1, replace=False)
        #expect(Array(own.heldOut.clicks[row: 0]) == [2])
        let test = TestProtocols(notebook: user.withholding(fraction: 1 / 6), foldIn: own)
        let metrics = test.metrics(threads: Threads(1)) { input in
            // Ranks 5, 4, 3, 2, 1, 0.
            Matrix(rows: input.rows, columns: 6, values: [1, 2, 3, 4, 5, 6])
        }
        // Five clicks at ranks 2 to 6.
        let gains = (1...6).map { 1 / log2(Double($0 + 1)) }
        let notebook = gains[1...5].reduce(0, +) / gains[0...4].reduce(0, +)
        #expect(abs((metrics[TestProtocol.notebook]?.ndcg[0] ?? 0) - notebook) < 1e-15)
        // Without 1 to 4, which were shown: 5, then 0.
        #expect(metrics[TestProtocol.withheldBlock]?.ndcg == [gains[1]])
        // Without 0, 1, 3 and 4: 5, then 2.
        #expect(metrics[TestProtocol.foldIn]?.ndcg == [gains[1]])
        // Twenty are more than there are: nothing is said about a list of all movies, and NDCG comes first.
        #expect(TestProtocol.allCases.allSatisfy { metrics[$0]?[.recall(20)] == nil })
        #expect(TestProtocol.allCases.allSatisfy { metrics[$0]?.leading == metrics[$0]?.ndcg })
    }
}
