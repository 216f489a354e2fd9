import Foundation
import Hashing
import Interactions
import TestSupport
import Testing

@Suite("MovieLens 1M", .enabled(if: movieLens1M != nil, "needs the real data: set MOVIELENS_1M to its folder"))
struct MovieLens1MTests {
    let folder = movieLens1M ?? ""

    @Test("the file is the published one, and holds the rows that the notebook prints")
    func load() throws {
        let ratings = try loadRatings(at: folder, threads: 2)
        #expect(ratings.count == 1_000_209)
        #expect(ratings.fingerprint() == "2dad134c8b493373beed8d2a42e18ec2a93606fd957bd76c0bfbdef5c514b985")
        #expect(ratings.countsByHalfStar == [1: 56_174, 2: 107_557, 3: 261_197, 4: 348_971, 5: 226_310])
        #expect(Array(ratings.users.prefix(5)) == [1, 1, 1, 1, 1])
        #expect(Array(ratings.movies.prefix(5)) == [1193, 661, 914, 3408, 2355])
        #expect(ratings.stars?.prefix(5) == [5, 3, 3, 4, 5])
        #expect(
            ratings.timestamps?.prefix(5) == [978300760, 978302109, 978301968, 978300275, 978824291])
    }

    @Test("any number of threads reads the same ratings", arguments: [1, 2, 3, 7, 64])
    func threads(_ threads: Int) throws {
        #expect(try loadRatings(at: folder + "/ratings.dat", threads: threads) == loadRatings(at: folder, threads: 5))
    }

    @Test("clicks keep the row labels that the notebook prints")
    func binarize() throws {
        let clicks = try loadRatings(at: folder, threads: 2).binarized(threshold: 4)
        #expect(clicks.count == 575_281)
        #expect(Array(clicks.labels.prefix(5)) == [0, 3, 4, 6, 7])
        #expect(Array(clicks.movies.prefix(5)) == [1193, 3408, 2355, 1287, 2804])
        #expect(
            clicks.timestamps.map { Array($0.prefix(5)) }
                == [978300760, 978300275, 978824291, 978302039, 978300719])
    }

    @Test("every step of the notebook's preprocessing gives what it printed")
    func preprocessing() throws {
        try expectPreprocessingGoldens(of: loadRatings(at: folder, threads: 2))
    }

    @Test("the split holds the ones that the notebook's does")
    func split() throws {
        let split = try loadRatings(at: folder, threads: 2).binarized().pivot()
            .filtered(minimumPerMovie: 5, minimumPerUser: 5).shuffled(seed: 42).split(validation: 600, test: 600)
        #expect(split.train.count == 465_150)
        #expect(split.validation.count == 54_821)
        #expect(split.test.count == 54_405)
        #expect(split.validation.withholding(fraction: 0.2).input.count == 43_214)
        #expect(split.test.withholding(fraction: 0.2).input.count == 42_967)
    }

    @Test("vae_cf's files, for its users and for the notebook's, are those that its own steps write")
    func exportedSplits() throws {
        let clicks = try loadRatings(at: folder, threads: 2).binarized(threshold: 4)
        func digest(_ users: ClickMatrix) throws -> String {
            let splits = try users.split(validation: 600, test: 600).strongGeneralization(inOrderOf: clicks)
            return SHA256.hash(Array(splits.exported(inOrderOf: clicks).map(\.bytes).joined())).hexadecimal
        }
        // Both printed by Fixtures/vae_cf.py.
        #expect(
            try digest(clicks.pivot().filteredInTurn().shufflingUsers())
                == "c4bcc0df0f7cc55470eee0390a90bce94921d932ac083b92fd954781cbf5557b")
        #expect(
            try digest(clicks.pivot().filtered(minimumPerMovie: 5, minimumPerUser: 5).shuffled(seed: 42))
                == "edf7859e930071ec5a0b46c0aaafdd227d00894f4249a82a3b9f231364ffcfd9")
    }

    @Test("movies have the titles of the published file")
    func titles() throws {
        let file = loadMovieTitles(at: folder + "/ratings.dat")
        #expect(file.warning == nil)
        let titles = file.byCode(of: .numbers)
        #expect(titles.count == 3883)
        #expect(titles[1] == "Toy Story (1995)")
        #expect(titles[1193] == "One Flew Over the Cuckoo's Nest (1975)")
        #expect(titles.values.contains { $0.contains("é") })
    }
}
