import Interactions
import LinearAlgebra
import Recommenders
import Study
import Weave

/// Chapter 13's contest: what was recorded of it, and what this run fits anew.
package struct Contest: Sendable {
    /// The rows of the table.
    package let rows: [ContestRow]
    /// The settings tried of each searched model, in the order drawn, with NDCG@100 on the validation users.
    package let tries: [(model: ContestModel, tries: [ContestRecording.Try])]
    /// Validation NDCG@100 by epoch, schedule by schedule of the paper's figure 1.
    package let curves: [ContestRecording.Curve]
    /// The rows fitted anew in this run, beside their recording.
    package let refits: [Refit]
    /// Whether rows, tries and curves are recorded ones.
    package let isRecorded: Bool
    /// Whether the recording was made with kernels of OpenBLAS that give the same bytes as those of this run.
    package let promisesTheSameBytes: Bool

    /// A row fitted anew: NDCG@100 on the test users under the first seed.
    package struct Refit: Sendable {
        fileprivate let row: ContestRow
        package let measured: Double

        /// Its name on the scorecard.
        package var name: String { "\(row.model.name), fitted anew" }
    }

    /// How long the fit of a model without epochs may take for a run without a recording to try it, in seconds on
    /// MovieLens 1M.
    private static let cheapCost = 1.0
    /// How many settings such a run tries of a model.
    package static let cheapTries = 5

    /// How many epochs a training fitted anew goes on after its recorded best one.
    package static let patience = 50

    /// The most epochs that a recorded run waited for a higher NDCG@100 on the validation users.
    package func longestWait() -> Int {
        (rows.flatMap(\.runs).map(\.ndcgs) + curves.map(\.ndcgs)).map(\.longestWait).max() ?? 0
    }

    /// Fits the first seed of every recorded row anew, and takes the other numbers from the recording.
    ///
    /// - Throws: as `outcomes` of entries does.
    private init(
        _ recording: ContestRecording, on users: StrongGeneralization, in context: RunContext
    ) throws {
        rows = recording.rows
        let refitted = rows.map { $0.refit(waiting: Self.patience) }
        let outcomes = try refitted.outcomes(on: users, in: context)
        refits = zip(rows, refitted).compactMap { row, entry in
            outcomes[entry.candidate].map { Refit(row: row, measured: $0.meanNDCG) }
        }
        tries = ContestModel.searched.compactMap { model in
            let tries = recording.tries.filter { $0.model == model }
            return tries.isEmpty ? nil : (model, tries)
        }
        curves = recording.curves
        isRecorded = true
        promisesTheSameBytes = giveTheSameBytes(as: recording.kernels)
    }

    /// Fits what can be had in a usual run: the models whose settings are given, under one seed, and a few settings of the
    /// models that are fitted in seconds.
    ///
    /// Of data too large for item–item models, the notebook's models are left out too, and EASE has the setting of its
    /// paper.
    ///
    /// - Throws: as `outcomes` of entries does.
    private init(
        _ plan: ContestPlan, on users: StrongGeneralization, tuning: Bool, in context: RunContext
    ) throws {
        let movies = users.train.shape.movies
        let isSmall = ItemGram.isSmall(items: movies)
        let notebooks: Set<ContestModel> = [.asPublished, .repaired]
        func isCheap(_ entry: Entry) -> Bool {
            !entry.candidate.settings.isTrained && entry.cost <= Self.cheapCost
        }
        let large = isSmall || !EASE.fitsInMemory(items: movies) ? [] : [Entry(.ease, Candidate(EASE.Settings.paper))]
        let given = plan.given.filter { isSmall || !notebooks.contains($0.model) } + large
        let searched = (isSmall ? ContestModel.searched : []).map(plan.tries)
            .filter { $0.allSatisfy(isCheap) }
            .map { Array($0.prefix(tuning ? Self.cheapTries : 1)) }
        let outcomes = try (given + searched.joined()).outcomes(on: users, in: context)
        let chosen = given + searched.compactMap { $0.best(by: outcomes) }
        rows = ContestModel.all.compactMap { model in
            chosen.first { $0.model == model }.flatMap { entry in
                outcomes[entry.candidate].map { ContestRow(entry, [$0]) }
            }
        }
        tries = searched.compactMap { entries in
            entries.first.map { first in
                (first.model, entries.compactMap { entry in outcomes[entry.candidate].map { .init(entry, $0) } })
            }
        }
        curves = []
        refits = []
        isRecorded = false
        promisesTheSameBytes = false
    }

    /// The contest of a plan: with a recording of it, its numbers, and each row's first seed fitted anew; without one, what a
    /// usual run can fit.
    ///
    /// - Throws: as `outcomes` of entries does.
    package init(
        _ plan: ContestPlan, _ recording: ContestRecording?, on users: StrongGeneralization, tuning: Bool,
        in context: RunContext
    ) throws {
        if let recording {
            try self.init(recording, on: users, in: context)
        } else {
            try self.init(plan, on: users, tuning: tuning, in: context)
        }
    }

    /// The models of which nothing is recorded yet; none without a recording.
    package var unrecorded: [ContestModel] {
        isRecorded ? ContestModel.all.filter { self[$0] == nil } : []
    }

    /// The largest number of settings tried of a model.
    package var mostTries: Int { tries.map(\.tries.count).max() ?? 0 }

    /// The row of a model; nil where it was left out.
    package subscript(_ model: ContestModel) -> ContestRow? { rows.first { $0.model == model } }

    /// What was recorded of the rows that this run fits anew.
    package var references: [Reference] {
        refits.map { refit in
            let rounding: Tolerance =
                refit.row.settings.isTrained
                ? .within(0.02, because: "other kernels round otherwise, and a training amplifies it") : otherRounding
            return Reference(
                refit.name, refit.row.runs[0].meanNDCG, .recorded, promisesTheSameBytes ? .exactly : rounding,
                comparable: true)
        }
    }
}

/// How near to its recording a fit comes that is no training, where other kernels multiply its matrices.
let otherRounding = Tolerance.within(0.0005, because: "other kernels round otherwise")

/// Whether this run's kernels of OpenBLAS give the same bytes as those of a recording: the same, or those of Debian 12 and of
/// Debian 13, which were seen to (docs/same-bytes.md).
func giveTheSameBytes(as recorded: String) -> Bool {
    let kernels: Set = [recorded, matrixProductKernels]
    return kernels.count == 1 || kernels.isSubset(of: ["OpenBLAS 0.3.21, Haswell", "OpenBLAS 0.3.29, Haswell"])
}

/// The rows of chapter 13's table that a judged model is compared with: the recorded ones of these ratings and settings, or
/// else those that a usual run fits.
///
/// - Parameter recordings: The folder of the recording.
/// - Throws: `RecordingError`; as `Contest` does.
package func contestRows(
    _ data: StudyData, _ splits: PaperSplits, recordings: String, in context: RunContext
) throws -> [ContestRow] {
    let plan = ContestPlan(data.settings, splits)
    if let recording = try ContestRecording.matching(plan, on: splits, in: recordings) { return recording.rows }
    return try Contest(plan, nil, on: splits.parts, tuning: data.settings.triesSettings, in: context).rows
}

extension Settings {
    /// Whether a run is long enough to try several settings.
    package var triesSettings: Bool { paperEpochs >= 20 }
}
