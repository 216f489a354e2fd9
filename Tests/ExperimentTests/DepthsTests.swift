import Experiment
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

    @Test("users to set aside are a number or a share", arguments: [("600", 600), ("10%", 61), ("2.5%", 15), ("0", 0)])
    func users(text: String, count: Int) throws {
        let users = try #require(UserCount(text))
        #expect(users.of(610) == count && users.description == text)
    }

    @Test("what is no number or share of users", arguments: ["", "%", "-1", "101%", "x", "1.5", "nan%"])
    func noUsers(text: String) { #expect(UserCount(text) == nil) }

    @Test(
        "weights with the digits that matter",
        arguments: [(625, "625"), (23.4, "23"), (2.34, "2.3"), (0.625, "0.6"), (0.003, "0.003"), (0, "0")])
    func weights(value: Double, text: String) { #expect(rough(value) == text) }
}
