import Interactions
import LinearAlgebra

/// Chapter 13's contest: what was recorded of it, and what this run fits anew.
package struct Contest: Sendable {
    /// The rows of the table.
    package let rows: [ContestRow]
    /// The settings tried of each tuned model, in the order drawn, with NDCG@100 on the validation users.
    package let tries: [(model: ContestModel, tries: [ContestRecording.Try])]
    /// Validation NDCG@100 by epoch, schedule by schedule of the paper's figure 1.
    package let curves: [ContestRecording.Curve]
    /// The rows fitted anew in this run, beside their recording.
    package let again: [Again]
    /// Whether rows, tries and curves are recorded ones.
    package let isRecorded: Bool
    /// Whether the recording was made with kernels of OpenBLAS that give the same bytes as those of this run.
    package let promisesTheSameBytes: Bool

    /// A row fitted anew: NDCG@100 on the test users under the first seed.
    package struct Again: Sendable {
        let model: ContestModel
        let recorded: Double
        package let now: Double

        /// Its name on the scorecard.
        package var name: String { "\(model.rawValue), fitted anew" }
    }

    /// The models whose tries take seconds: all that a run without a recording tunes.
    package static let cheap: [ContestModel] = [.itemKNN, .rp3Beta, .ease, .edlae]
    /// How many settings of each that is.
    package static let cheapTries = 5

    /// How many epochs a training fitted anew goes on after its recorded best one.
    package static let patience = 50

    /// The most epochs that a recorded run waited for a higher NDCG@100 on the validation users.
    package var longestWait: Int {
        (rows.flatMap(\.runs).map(\.ndcgs) + curves.map(\.ndcgs)).map(\.longestWait).max() ?? 0
    }

    /// The kernels that were seen to give the same bytes: those of Debian 12 and of Debian 13 (docs/same-bytes.md).
    private static let kernelsOfTheSameBytes: Set = ["OpenBLAS 0.3.21, Haswell", "OpenBLAS 0.3.29, Haswell"]

    /// Fits the first seed of every recorded row anew, and takes the other numbers from the recording.
    ///
    /// - Throws: as `compete` does.
    private init(
        _ recording: ContestRecording, on users: StrongGeneralization, in context: RunContext
    ) throws {
        let recorded = recording.rows
        let candidates = recorded.map { $0.candidate(waiting: Self.patience) }
        let outcomes = try compete(candidates, on: users, in: context)
        rows = recorded
        again = zip(recorded, candidates).compactMap { row, candidate in
            outcomes[candidate].map {
                Again(model: row.model, recorded: row.runs[0].meanNDCG, now: $0.meanNDCG)
            }
        }
        tries = ContestModel.tuned.map { model in (model, recording.tries.filter { $0.model == model }) }
        curves = recording.curves
        isRecorded = true
        let kernels: Set = [recording.kernels, matrixProductKernels]
        promisesTheSameBytes = kernels.count == 1 || kernels.isSubset(of: Self.kernelsOfTheSameBytes)
    }

    /// Fits what can be had in a usual run: the models whose settings are given, under one seed, and a few settings of the
    /// models that are fitted in seconds.
    ///
    /// Of data too large for item–item models, the notebook's models are left out too, and EASE has the setting of its
    /// paper.
    ///
    /// - Throws: as `compete` does.
    private init(
        _ plan: ContestPlan, on users: StrongGeneralization, tuning: Bool, in context: RunContext
    ) throws {
        let isSmall = areSmall(users.train.shape)
        let given = plan.given.filter { isSmall || $0.model != .asPublished && $0.model != .repaired }
        let searched = (isSmall ? Self.cheap : []).map { model in
            (model: model, tries: Array(plan.tries(of: model).prefix(tuning ? Self.cheapTries : 1)))
        }
        let large: [(model: ContestModel, candidate: Candidate)] =
            isSmall || !fitInMemory(users.train.shape) ? [] : [(.ease, .ease(regularization: 500, dropout: 0))]
        let outcomes = try compete(
            (given + large).map(\.candidate) + searched.flatMap(\.tries), on: users, in: context)
        let chosen = searched.compactMap { model, tries in best(of: tries, outcomes).map { (model, $0) } }
        let candidates = Dictionary(uniqueKeysWithValues: (given + large).map { ($0.model, $0.candidate) } + chosen)
        rows = ContestModel.allCases.compactMap { model in
            candidates[model].flatMap { candidate in
                outcomes[candidate].map { ContestRow(model, candidate, [$0]) }
            }
        }
        tries = searched.map { model, tries in
            (
                model,
                tries.compactMap { candidate in
                    outcomes[candidate].map { ContestRecording.Try(model: model, candidate: candidate, $0) }
                }
            )
        }
        curves = []
        again = []
        isRecorded = false
        promisesTheSameBytes = false
    }

    /// The contest of a plan: with a recording of it, its numbers, and each row's first seed fitted anew; without one, what a
    /// usual run can fit.
    ///
    /// - Throws: as `compete` does.
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

    /// The largest number of settings tried of a model.
    package var mostTries: Int { tries.map(\.tries.count).max() ?? 0 }

    /// The row of a model; nil where it was left out.
    package subscript(_ model: ContestModel) -> ContestRow? { rows.first { $0.model == model } }
}

/// Whether EASE's matrix of I × I numbers, and a second one, take at most 4 GB.
private func fitInMemory(_ shape: ClickMatrix.Shape) -> Bool { shape.movies <= 22_000 }
