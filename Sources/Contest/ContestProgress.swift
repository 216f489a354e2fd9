import Recommenders
import Study

/// A run of the whole contest, or of a share of it.
package struct ContestProgress {
    /// How many of the fits are kept, and of how many; the second part counts once the first is whole.
    package let kept: Int
    package let all: Int
    /// Whether what is kept is only the first part, so that the tuned rows have not been chosen yet.
    package let isFirstPart: Bool
    /// What to record; nil for a share.
    package let recording: ContestRecording?

    /// Fits what a plan asks for, or a share of it.
    ///
    /// - Throws: as `outcomes` of entries does.
    package init(
        _ plan: ContestPlan, on splits: PaperSplits, share: Share?, in context: RunContext
    ) throws {
        func fit(_ jobs: [Entry]) throws -> [Candidate: Outcome] {
            _ = try (share?.part(of: jobs) ?? jobs).outcomes(on: splits.parts, in: context)
            return try jobs.keptOutcomes(on: splits.parts, in: context)
        }
        let first = plan.first.distinct
        var outcomes = try fit(first)
        isFirstPart = outcomes.count < first.count
        if isFirstPart {
            all = first.count
        } else {
            let second = plan.second(outcomes).distinct
            outcomes.merge(try fit(second)) { kept, _ in kept }
            all = (first + second).distinct.count
        }
        kept = outcomes.count
        recording = kept == all ? try ContestRecording(plan, outcomes, on: splits) : nil
    }
}

/// The tracked recording was to be replaced by that of other ratings.
package struct ContestError: Error, CustomStringConvertible {
    let found: String

    package init(found: String) { self.found = found }

    package var description: String {
        "contest: expected MovieLens 1M, which recordings/contest.json is made from, found \(found); name its folder with "
            + "--data or $MOVIELENS_1M, or a folder for another contest with --output"
    }
}
