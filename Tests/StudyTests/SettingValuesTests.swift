import Study
import Testing

@Suite struct SettingValuesTests {
    @Test("seeds in a row, or one", arguments: [("0-19", 20), ("7", 1), ("7-7", 1), ("0-999", 1000)])
    func seeds(_ text: String, _ count: Int) {
        #expect(Seeds(text)?.count == count)
    }

    @Test(
        "what is no row of seeds", arguments: ["", "-", "3-", "-3", "9-3", "1-2-3", "a-b", "0-4294967296", "0-1000000"])
    func noSeeds(_ text: String) {
        #expect(Seeds(text) == nil)
    }

    @Test("a share is a part of a whole, counted from one")
    func share() {
        #expect(Share("3/16")?.number == 3 && Share("3/16")?.count == 16)
        #expect(Share("1/1")?.description == "1/1")
        for text in ["", "3", "/16", "3/", "0/16", "17/16", "-1/4", "1/0", "3/16/2", "a/b", "1.5/2"] {
            #expect(Share(text) == nil, "\(text)")
        }
    }

    @Test("shares are as good as equal, and make up the whole", arguments: [(1000, 16), (20, 20), (7, 3), (1, 1)])
    func shares(_ count: Int, _ parts: Int) throws {
        let seeds = try #require(Seeds("5-\(4 + count)"))
        let shares = try (1...parts).map { try #require(Share("\($0)/\(parts)")).seeds(of: seeds) }
        #expect(shares.flatMap { $0 }.sorted() == Array(seeds.range))
        #expect(shares.allSatisfy { $0.count == count / parts || $0.count == (count + parts - 1) / parts })
    }

    @Test("users to set aside are a number or a share", arguments: [("600", 600), ("10%", 61), ("2.5%", 15), ("0", 0)])
    func users(text: String, count: Int) throws {
        let users = try #require(UserCount(text))
        #expect(users.of(610) == count && users.description == text)
    }

    @Test("what is no number or share of users", arguments: ["", "%", "-1", "101%", "x", "1.5", "nan%"])
    func noUsers(text: String) { #expect(UserCount(text) == nil) }
}
