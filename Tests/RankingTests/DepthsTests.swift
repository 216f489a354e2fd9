import Ranking
import Testing

@Suite struct DepthsTests {
    @Test(
        "a list that holds all movies is no depth to compare at",
        arguments: [
            (3125, [20, 50, 100], 100, nil), (100, [20, 50], 100, "100"), (21, [20], 21, "50/100"),
            (20, [], 20, "20/50/100"), (1, [], 1, "20/50/100"),
        ])
    func depths(movies: Int, recall: [Int], ndcg: Int, leftOut: String?) {
        let depths = Depths(movies: movies)
        #expect(depths.recall == recall && depths.ndcg == ndcg)
        let sentence = leftOut.map {
            "There are \(movies) movies, and a list that holds all of them says nothing: recall@\($0) is not shown."
        }
        #expect(depths.leftOut == sentence ?? "")
        #expect(depths.leadingName == (recall.isEmpty ? "NDCG@\(ndcg)" : "recall@20"))
    }
}
