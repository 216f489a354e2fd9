import Cache
import Contest
import Foundation
import Interactions
import LinearAlgebra
import Ranking
import Recommenders
import Study
import Testing
import TestSupport
import Training
import VariationalAutoencoder

private let ratings: Ratings = {
    var users: [Int32] = []
    var movies: [Int32] = []
    for user in 0..<60 {
        let half = user % 2 * 20
        for step in 0..<12 {
            let place = (user * 7 + step * 3) % 20
            users.append(Int32(user + 1))
            movies.append(Int32(half + place + 1))
        }
    }
    return Ratings(users: users, movies: movies, stars: [Double](repeating: 4, count: users.count))
}()

private func splits() throws -> PaperSplits {
    try PaperSplits(
        ratings.binarized(), threshold: 4, users: ratings.binarized().pivot().split(validation: 12, test: 12))
}

private let short: Settings = {
    var settings = Settings()
    settings.paperEpochs = 2
    settings.epochs = 1
    settings.hidden = 4
    settings.latent = 2
    return settings
}()

private func context(_ folder: String, threads: Int = 2) -> RunContext {
    RunContext(threads: Threads(threads), cache: ResultCache(folder: folder))
}

@Suite("the search for settings") struct SearchTests {
    private func plan(tries: Int, epochs: Int = 200) throws -> ContestPlan {
        var settings = Settings()
        settings.paperEpochs = epochs
        return try ContestPlan(settings, splits(), tries: tries)
    }

    @Test("every searched model has as many tries, no two alike, and a shorter search begins like a longer one")
    func tries() throws {
        let (long, short) = (try plan(tries: 20), try plan(tries: 3))
        for model in ContestModel.searched {
            let tries = long.tries(of: model)
            let candidates = tries.map(\.candidate)
            #expect(candidates.count == 20 && Set(candidates).count == 20)
            #expect(short.tries(of: model).map(\.candidate) == Array(candidates.prefix(3)))
        }
        #expect(long.tries(of: .popularity).isEmpty && long.space(of: .multVAE) == nil)
    }

    @Test("every draw lies in its stated range and has three digits")
    func ranges() throws {
        let plan = try plan(tries: 200)
        for entry in plan.tries(of: .edlae) {
            let settings = try #require(entry.candidate.settings as? EASE.Settings)
            #expect(20...2000 ~= settings.regularization && 0.05...0.8 ~= settings.dropout)
            #expect(Float(String(format: "%.3g", settings.regularization)) == settings.regularization)
        }
        // Half of a logarithmic range lies below its geometric mean: 100 of 200, give or take four standard deviations.
        let below = plan.tries(of: .ease).count {
            ($0.candidate.settings as? EASE.Settings).map { $0.regularization < 500 } ?? false
        }
        #expect(abs(below - 100) <= 28)
    }

    @Test("tries train for half of the epochs, and β rises over the share of the run that was drawn")
    func trained() throws {
        let plan = try plan(tries: 50)
        func recipes(_ model: ContestModel) throws -> [Recipe] {
            try plan.tries(of: model).map { try #require($0.candidate.settings as? TrainedAutoencoder).recipe }
        }
        for recipe in try recipes(.tunedVAE) {
            let (training, cap) = (recipe.training, recipe.training.annealing.cap)
            #expect(training.epochs == 100)
            let updates = training.epochs * training.batches(of: plan.searched.users)
            let rise = cap * Double(training.annealing.steps) / Double(updates)
            #expect(0.1 - 0.01...1.01 ~= rise && 0.05...1 ~= cap)
        }
        for recipe in try recipes(.tunedDAE) {
            #expect(!recipe.architecture.isVariational && 1e-6...1e-4 ~= recipe.training.objective.penalty)
        }
    }
}

@Suite("the contest") struct ContestTests {
    private func progress(
        _ folder: String, tries: Int = 2, share: Share? = nil, threads: Int = 2
    ) throws -> ContestProgress {
        let plan = try ContestPlan(short, splits(), tries: tries, seeds: 2)
        return try ContestProgress(plan, on: splits(), share: share, in: context(folder, threads: threads))
    }

    @Test("shares in two parts record what one run records, byte for byte, and a recording is read back as it was")
    func shares() throws {
        let whole = try withTemporaryFolder { try #require(try progress($0).recording).json() }
        let shared = try withTemporaryFolder { (folder: String) throws in
            let shares = try ["1/3", "2/3", "3/3"].map { try #require(Share($0)) }
            var last: ContestProgress?
            for share in shares {
                let progress = try progress(folder, share: share, threads: 1)
                #expect(progress.isFirstPart == (share.number < 3))
                last = progress
            }
            #expect(last?.recording == nil)
            for share in shares { last = try progress(folder, share: share) }
            #expect(last?.kept == last?.all)
            return try #require(try progress(folder).recording).json()
        }
        #expect(shared == whole)
        let read = try ContestRecording(json: Data(whole), file: "contest.json")
        #expect(try read.json() == whole)
        #expect(throws: RecordingError.self) {
            try ContestRecording(json: Data(whole.dropLast(9)), file: "contest.json")
        }
        // A line for each try and each row under each of its seeds.
        #expect(read.tries.count == 2 * ContestModel.searched.count)
        #expect(Dictionary(grouping: read.runs, by: \.model).mapValues(\.count)[.tunedVAE] == 2)
        #expect(read.rows.map(\.model) == ContestModel.all)
    }

    @Test("a recording is taken for its own plan and users alone, and what is fitted anew is what it holds")
    func matching() throws {
        try withTemporaryFolder { (folder: String) throws in
            let splits = try splits()
            let plan = ContestPlan(short, splits, tries: 2, seeds: 2)
            #expect(try ContestRecording.matching(plan, on: splits, in: folder) == nil)
            let recording = try #require(try progress(folder).recording)
            try Data(recording.json()).write(to: URL(fileURLWithPath: "\(folder)/contest.json"))
            let found = try #require(try ContestRecording.matching(plan, on: splits, in: folder))
            #expect(found == recording)
            // Runs about other numbers of users cannot be compared with each other.
            let json = String(decoding: try recording.json(), as: UTF8.self)
            let uneven = json.replacing("\"NDCG@100\":[", with: "\"NDCG@100\":[null,", maxReplacements: 1)
            #expect(throws: RecordingError.self) { try ContestRecording(json: Data(uneven.utf8), file: "uneven") }
            for (tries, seeds) in [(1, 2), (2, 1)] {
                let other = ContestPlan(short, splits, tries: tries, seeds: seeds)
                #expect(try ContestRecording.matching(other, on: splits, in: folder) == nil)
            }
            var changed = short
            changed.hidden = 5
            #expect(
                try ContestRecording.matching(
                    ContestPlan(changed, splits, tries: 2, seeds: 2), on: splits, in: folder) == nil)
            let others = try PaperSplits(
                ratings.binarized(), threshold: 4, users: ratings.binarized().pivot().split(validation: 11, test: 12))
            #expect(
                try ContestRecording.matching(
                    ContestPlan(short, others, tries: 2, seeds: 2), on: others, in: folder) == nil)

            let contest = try Contest(plan, found, on: splits.parts, tuning: true, in: context("\(folder)/anew"))
            #expect(contest.isRecorded && contest.refits.count == ContestModel.all.count)
            #expect(contest.references.allSatisfy { $0.tolerance == .exactly })
            let measured = contest.refits.map(\.measured.scorecardValue)
            #expect(contest.references.map(\.value) == measured)
        }
    }

    @Test("what is fitted anew ends so many epochs after its recorded best one, if it keeps the best")
    func patience() throws {
        func row(_ candidate: Candidate, _ ndcgs: [Double]) -> ContestRow {
            ContestRow(
                Entry(.multVAE, candidate),
                [Outcome(ndcgs: ndcgs, test: UserMetrics([]), lists: ListCharacter())])
        }
        func epochs(_ weights: KeptWeights, _ ndcgs: [Double], waiting patience: Int) throws -> Int? {
            let training = try ContestPlan(short, splits()).training.lasting(9)
            let candidate = Candidate(TrainedAutoencoder(training.multVAE(training.toBest), keeping: weights))
            let refit = row(candidate, ndcgs).refit(waiting: patience)
            #expect(refit.title == Entry(.multVAE, candidate).title)
            return try #require(refit.candidate.settings as? TrainedAutoencoder).recipe.training.epochs
        }
        let ndcgs = [0.1, 0.3, 0.2, 0.3, 0.2, 0.4, 0.1, 0.4, 0.3]
        #expect(try epochs(.best, ndcgs, waiting: 2) == 8)
        #expect(try epochs(.best, ndcgs, waiting: 4) == 9)
        #expect(try epochs(.last, ndcgs, waiting: 2) == 9)
        let popularity = Candidate(Popularity.Settings())
        #expect(row(popularity, [0.2]).refit(waiting: 2).candidate == popularity)
        #expect(ndcgs.longestWait == 4 && [0.3, 0.2].longestWait == 0 && [Double]().longestWait == 0)
    }

    @Test("without a recording the models that take seconds are tuned a little, and the rest is left out")
    func unrecorded() throws {
        try withTemporaryFolder { (folder: String) throws in
            let splits = try splits()
            let plan = ContestPlan(short, splits)
            let contest = try Contest(plan, nil, on: splits.parts, tuning: true, in: context(folder))
            #expect(!contest.isRecorded && contest.curves.isEmpty && contest.refits.isEmpty)
            #expect(contest.tries.map(\.model) == [.itemKNN, .userKNN, .rp3Beta, .ease, .edlae])
            #expect(contest.tries.allSatisfy { $0.tries.count == Contest.cheapTries })
            #expect(contest[.multVAE]?.runs.count == 1 && contest[.slim] == nil && contest[.tunedVAE] == nil)
            let untuned = try Contest(plan, nil, on: splits.parts, tuning: false, in: context(folder))
            #expect(untuned.tries.allSatisfy { $0.tries.count == 1 })
        }
    }
}
