import Ranking
import Testing

@Suite struct DepthsTests {
    @Test(
        "a list that holds all movies is no depth to compare at",
        arguments: [
            (3125, [20, 50, 100], 100, "recall@"), (100, [20, 50], 100, "recall@100"), (21, [20], 21, "recall@50/100"),
            (20, [], 20, "recall@20/50/100"), (1, [], 1, "recall@20/50/100"),
        ])
    func depths(movies: Int, recall: [Int], ndcg: Int, tooLarge: String) {
        let depths = Depths(movies: movies)
        #expect(depths.recall == recall && depths.ndcg == ndcg && depths.tooLarge == tooLarge)
        #expect(depths.leadingName == (recall.isEmpty ? "NDCG@\(ndcg)" : "recall@20"))
    }
}
