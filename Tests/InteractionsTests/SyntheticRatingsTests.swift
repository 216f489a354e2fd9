import Foundation
import Hashing
import Interactions
import TestSupport
import Testing

/// The ratings that stand in for MovieLens 1M where there is no network, made once for all tests.
private let synthetic = syntheticRatings()

@Suite("Synthetic MovieLens 1M") struct SyntheticRatingsTests {
    private let ratings: Ratings

    init() throws { ratings = try parseRatings(synthetic, named: "synthetic ratings", threads: 2).ratings }

    @Test("the same bytes on every machine")
    func bytes() {
        // Pinned when the generator was written; a change of it changes what every offline run reads.
        #expect(
            SHA256.hash(synthetic).hexadecimal
                == "ce4dcd5cee9373301833f3a02ad274beb482c0340b57ffeec9268938b05be0d8")
    }

    @Test("another seed, other ratings inside the same outline")
    func seed() throws {
        let other = try parseRatings(syntheticRatings(seed: 2), named: "synthetic ratings", threads: 2).ratings
        #expect(other != ratings)
        try expectPreprocessingGoldens(of: other)
    }

    @Test("the counts of MovieLens 1M")
    func counts() {
        #expect(ratings.count == 1_000_209)
        #expect(ratings.countsByHalfStar == [1: 56_174, 2: 107_557, 3: 261_197, 4: 348_971, 5: 226_310])
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

    @Test("written piece by piece, the file is the same")
    func pieces() {
        var pieces: [[UInt8]] = []
        writeSyntheticRatings(like: .movieLens1M) { pieces.append($0) }
        #expect(pieces.count > 20)
        #expect(pieces.allSatisfy { $0.count < 2 << 20 && $0.last == UInt8(ascii: "\n") })
        #expect(Array(pieces.joined()) == synthetic)
    }

    @Test("an error of the writer's ends the writing")
    func failedWrite() {
        struct Full: Error {}
        var pieces = 0
        #expect(throws: Full.self) {
            try writeSyntheticRatings(like: .movieLens1M) { _ in
                pieces += 1
                if pieces == 2 { throw Full() }
            }
        }
        #expect(pieces == 2)
    }

    @Test("as csv, under a header and with decimals, they read as the same ratings")
    func csv() throws {
        var outline = Outline.movieLens1M
        outline.format = .csv
        let bytes = syntheticRatings(like: outline)
        let lines = String(decoding: bytes.prefix(200), as: UTF8.self).split(separator: "\n")
        #expect(lines[0] == "userId,movieId,rating,timestamp")
        let (stars, timestamps) = (try #require(ratings.stars), try #require(ratings.timestamps))
        #expect(lines[1] == "\(ratings.users[0]),\(ratings.movies[0]),\(stars[0]),\(timestamps[0])")
        #expect(try parseRatings(bytes, named: "ratings.csv", threads: 2).ratings == ratings)
    }
}

@Suite("Synthetic MovieLens 20M") struct Synthetic20MTests {
    /// The counts that MovieLens 20M is published with, and what vae_cf's notebook prints of it.
    @Test("the outline has the published counts")
    func outline() {
        let outline = Outline.movieLens20M
        #expect(outline.ratings == 20_000_263)
        #expect(outline.users == 138_493)
        #expect(outline.movies.count { $0 != .unrated } == 26_744)
        #expect(outline.movies.count { $0 == .kept } == 20_720)
        #expect(outline.keptClicks == 9_990_682)
        #expect(outline.users - outline.scarceUsers.count == 136_677)
        #expect(Set(outline.scarceUsers.map(\.id)).count == outline.scarceUsers.count)
        #expect(outline.scarceUsers.allSatisfy { 1...outline.users ~= $0.id && 0...4 ~= $0.clicks })
        #expect(outline.clicks == outline.keptClicks + outline.scarceUsers.reduce(0) { $0 + $1.clicks })
    }
}
