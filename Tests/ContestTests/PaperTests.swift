import Cache
import Contest
import Foundation
import Interactions
import LinearAlgebra
import Ranking
import Recommenders
import Study
import Synchronization
import Testing
import TestSupport
import Training
import VariationalAutoencoder

/// Everybody likes the movies of their half, a few at a time, and rates one of the other half badly.
private let ratings: Ratings = {
    var (users, movies, stars): ([Int32], [Int32], [Double]) = ([], [], [])
    for user in 0..<60 {
        let half = user % 2 * 20
        for step in 0..<12 {
            let place = (user * 7 + step * 3) % 20
            users.append(Int32(user + 1))
            movies.append(Int32(half + place + 1))
            stars.append(step == 11 ? 3.5 : 4)
        }
        users.append(Int32(user + 1))
        movies.append(Int32(20 - half + user % 20 + 1))
        stars.append(1)
    }
    return Ratings(users: users, movies: movies, stars: stars)
}()

private func splits() throws -> PaperSplits {
    try PaperSplits(
        ratings.binarized(), threshold: 4, users: ratings.binarized().pivot().split(validation: 12, test: 12))
}

@Suite("the paper's protocol") struct PaperProtocolTests {
    @Test("the users of chapter 5 train and test, a fifth of each one's own clicks held out")
    func ownUsers() throws {
        let (parts, users) = (try splits().parts, try ratings.binarized().pivot().split(validation: 12, test: 12))
        #expect(try splits().dataSet == nil)
        #expect(parts == users.strongGeneralization(inOrderOf: ratings.binarized()))
        #expect(parts.train.users == users.train.users && parts.test.target.users == users.test.users)
        // Eleven clicks each: three and a half stars are none.
        #expect(parts.test.heldOut.clicks.rowSums == [Int](repeating: 2, count: 12))
        #expect(parts.test.input.clicks.rowSums == [Int](repeating: 9, count: 12))
    }

    @Test("the paper's data set is prepared as its authors do, whatever the notebook's settings")
    func papersUsers() throws {
        let filtered = ratings.binarized(threshold: 4).pivot().filteredInTurn()
        let (users, movies, clicks) = (filtered.users.count, filtered.movies.count, filtered.count)
        let known = PaperDataSet(users: users, movies: movies, clicks: clicks, heldOutUsers: 10)
        let three = ratings.binarized(threshold: 3)
        let own = try three.pivot().split(validation: 5, test: 5)
        let splits = try PaperSplits(three, threshold: 3, users: own, published: known)
        #expect(splits.dataSet == known)
        #expect(
            try splits.parts
                == filtered.shufflingUsers(seed: 98_765).split(validation: 10, test: 10)
                .strongGeneralization(inOrderOf: ratings.binarized(threshold: 4)))
        for other in [
            PaperDataSet(users: users + 1, movies: movies, clicks: clicks, heldOutUsers: 10),
            PaperDataSet(users: users, movies: movies + 1, clicks: clicks, heldOutUsers: 10),
            PaperDataSet(users: users, movies: movies, clicks: clicks + 1, heldOutUsers: 10),
        ] {
            #expect(try PaperSplits(three, threshold: 3, users: own, published: other).dataSet == nil)
        }
    }
}

@Suite("the paper's table") struct CompeteTests {
    private func outcome(_ ndcgs: [Double]) -> Outcome {
        Outcome(ndcgs: ndcgs, test: UserMetrics([]), lists: ListCharacter())
    }

    @Test("validation chooses the setting, and the first of equal ones")
    func chosen() {
        let grid = [100, 200, 400, 800].map { Entry(.ease, Candidate(EASE.Settings(regularization: $0))) }
        let values = [0.3, 0.4, 0.4, 0.2].map { outcome([$0]) }
        let outcomes = Dictionary(uniqueKeysWithValues: zip(grid.map(\.candidate), values))
        #expect(grid.best(by: outcomes)?.candidate == grid[1].candidate)
        #expect([].best(by: outcomes) == nil)
        #expect(outcome([0.1, 0.3, 0.2, 0.3]).bestEpoch == 2)
    }

    private let entries: [Entry] = {
        let training = PaperTraining(users: 36, items: 40, epochs: 12, seed: 5)
        let settings: [(ContestModel, any RecommenderSettings)] = [
            (.popularity, Popularity.Settings()),
            (.itemKNN, ItemKNN.Settings(neighbours: 10, shrinkage: 1, weighsUsers: false)),
            (.itemKNN, ItemKNN.Settings(neighbours: 10, shrinkage: 1, weighsUsers: true)),
            (.userKNN, UserKNN.Settings(neighbours: 10, shrinkage: 1)),
            (.rp3Beta, RP3Beta.Settings(alpha: 1, beta: 0.5, neighbours: 10)), (.slim, SLIM.Settings(l1: 0.5, l2: 1)),
            (.ease, EASE.Settings(regularization: 5)), (.edlae, EASE.Settings(regularization: 5, dropout: 0.3)),
            (.ials, IALS.Settings(factors: 8, unobserved: 0.2, regularization: 0.01, seed: 5)),
            (.multVAE, TrainedAutoencoder(training.multVAE(training.toBest), keeping: .best)),
            (.multDAE, TrainedAutoencoder(training.multDAE(), keeping: .best)),
        ]
        return settings.map { Entry($0, Candidate($1)) }
    }()

    private func resources(_ scratch: String, threads: Int = 2, _ interruption: Interruption = .never) -> RunContext {
        RunContext(threads: Threads(threads), cache: ResultCache(folder: scratch), interruption: interruption)
    }

    @Test("every model beats popularity where tastes are plain, the same on any number of threads")
    func contest() throws {
        let parts = try splits().parts
        let outcomes = try withTemporaryFolder { try entries.outcomes(on: parts, in: resources($0)) }
        #expect(outcomes.count == entries.count)
        let popularity = try #require(outcomes[entries[0].candidate])
        for entry in entries.dropFirst() {
            let outcome = try #require(outcomes[entry.candidate])
            #expect(outcome.validation > popularity.validation + 0.1, "\(entry.title)")
            #expect(outcome.test.ndcg.count == 12)
        }
        for threads in [1, 5] {
            #expect(
                try withTemporaryFolder { try entries.outcomes(on: parts, in: resources($0, threads: threads)) }
                    == outcomes)
        }
    }

    @Test("a training that was stopped goes on, and ends the same")
    func interrupted() throws {
        let parts = try splits().parts
        let models = Array(entries.suffix(2))
        let whole = try withTemporaryFolder { try models.outcomes(on: parts, in: resources($0)) }
        let resumed = try withTemporaryFolder { (scratch: String) throws in
            for stop in [1, 3] {
                let asked = Mutex(0)
                let interruption = Interruption {
                    asked.withLock {
                        $0 += 1
                        return $0 == stop
                    }
                }
                #expect(throws: Interrupted.self) {
                    try models.outcomes(on: parts, in: resources(scratch, threads: 1, interruption))
                }
            }
            return try models.outcomes(on: parts, in: resources(scratch))
        }
        #expect(resumed == whole)
    }
}
