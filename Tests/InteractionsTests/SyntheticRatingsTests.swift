import Crypto
import Interactions
import Testing

/// The ratings that stand in for MovieLens 1M where there is no network, made once for all tests.
private let synthetic = syntheticRatings()

@Suite("Synthetic MovieLens 1M") struct SyntheticRatingsTests {
    private let ratings: Ratings

    init() throws { ratings = try parseRatings(synthetic, named: "synthetic ratings", threads: 2) }

    @Test("the same bytes on every machine")
    func bytes() {
        // Pinned when the generator was written; a change of it changes what every offline run reads.
        #expect(
            SHA256.hash(data: synthetic).description
                == "SHA256 digest: ce4dcd5cee9373301833f3a02ad274beb482c0340b57ffeec9268938b05be0d8")
    }

    @Test("another seed, other ratings inside the same outline")
    func seed() throws {
        let other = try parseRatings(syntheticRatings(seed: 2), named: "synthetic ratings", threads: 2)
        #expect(other != ratings)
        try expectPreprocessingGoldens(of: other)
    }

    @Test("the counts of MovieLens 1M")
    func counts() {
        #expect(ratings.count == 1_000_209)
        #expect(ratings.countsByHalfStar == [0, 56_174, 0, 107_557, 0, 261_197, 0, 348_971, 0, 226_310])
        #expect(Set(ratings.users) == Set(1...6040))
        #expect(Set(ratings.movies).count == 3706)
        #expect(ratings.binarized(threshold: 4).count == 575_281)
    }

    @Test("every user has the twenty ratings that MovieLens asks for, ids ascending")
    func activity() {
        var perUser = [Int](repeating: 0, count: 6041)
        for user in ratings.users { perUser[Int(user)] += 1 }
        #expect(perUser[1...].min() == 20)
        #expect(zip(ratings.users, ratings.users.dropFirst()).allSatisfy(<=))
    }

    @Test("every step of the notebook's preprocessing gives what it printed")
    func preprocessing() throws { try expectPreprocessingGoldens(of: ratings) }
}
