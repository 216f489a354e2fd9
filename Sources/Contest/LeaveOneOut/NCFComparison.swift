import Interactions
import Recommenders
import Statistics
import Study
import Weave

/// Chapter 15's models beside what was printed of them: as they are recorded, and as far as this run fits them anew.
package struct NCFComparison: Sendable {
    /// A model, what is recorded of it, and what this run measured; nil where it was not fitted anew.
    package struct Row: Sendable {
        package let model: NCFModel
        package let recorded: NCFRecording.Row
        package let refit: NCFRecording.Measured?

        package init(_ model: NCFModel, _ recorded: NCFRecording.Row, refit: NCFRecording.Measured?) {
            self.model = model
            self.recorded = recorded
            self.refit = refit
        }

        /// What is compared with print: this run's own numbers, unless they are one of several recorded seeds alone.
        package var candidates: NCFRecording.Metrics {
            recorded.runs.count == 1 ? (refit ?? recorded.mean).candidates : recorded.mean.candidates
        }

        /// The standard deviation of NDCG@10 among the candidates between the runs; nil for one run.
        package var deviationOfSeeds: Double? {
            recorded.runs.count > 1 ? Spread(recorded.runs.map(\.candidates.ndcg.mean))?.standardDeviation : nil
        }
    }

    package let rows: [Row]
    /// Every two models of the table, as recorded.
    package let pairs: [NCFRecording.Pair]
    /// The settings of item-kNN that were tried.
    package let tries: [NCFRecording.Try]
    private let kernels: String

    /// How long a fit may take for a run to do it anew, in seconds on MovieLens 1M.
    private static let cheapCost = 10.0

    /// Compares what is recorded as planned, and fits what takes seconds anew.
    ///
    /// - Parameter split: NCF's; nil where it is missing, or the ratings are others: then nothing is fitted.
    /// - Throws: as `rankings` of a split does.
    package init(
        _ recording: NCFRecording, _ plan: NCFPlan = .movieLens1M, on split: LeaveOneOut?, in context: RunContext
    ) throws {
        let models = plan.models(itemKNN: recording.tries.best?.candidate)
        let cheap = models.filter { $0.cost <= Self.cheapCost && !$0.candidate.settings.isTrained }
        let rankings = try split?.rankings(of: cheap, in: context) ?? [:]
        rows = models.compactMap { model in
            recording.rows.first { $0.name == model.name && $0.candidate == model.candidate }.map {
                Row(model, $0, refit: rankings[model.candidate].map { .init([$0]) })
            }
        }
        pairs = recording.pairs
        tries = recording.tries
        kernels = recording.kernels
    }
}

extension NCFComparison {
    /// A metric of a model with a printed number, and what it is called on the scorecard.
    package struct Verdict: Sendable, Hashable {
        package let name: String
        package let measured: Double
        package let reference: Reference
    }

    /// The measured numbers whose settings are those of a printed one, each beside it.
    package var verdicts: [Verdict] {
        rows.flatMap { row -> [Verdict] in
            guard let printed = row.model.printed, case .within(let distance, let reason) = printed.tolerance else {
                return []
            }
            let tolerance = Tolerance.within(distance, because: "\(printed.by), \(reason)")
            let (hitRate, ndcg) = (row.candidates.hitRate.mean, row.candidates.ndcg.mean)
            return [
                (NCFRecording.hitRate.name, hitRate, printed.hitRate), (NCFRecording.ndcg.name, ndcg, printed.ndcg),
            ]
            .map { metric, measured, printed in
                let name = "\(row.model.name), \(metric)"
                return Verdict(
                    name: name, measured: measured,
                    reference: Reference(name, printed, .printed, tolerance, comparable: true))
            }
        }
    }

    /// NDCG@10 among the candidates of the models fitted anew, under the first seed, each beside its recording.
    package var refits: [Verdict] {
        rows.compactMap { row in
            guard let refit = row.refit, let recorded = row.recorded.runs.first else { return nil }
            let name = "\(row.model.name), fitted anew"
            return Verdict(
                name: name, measured: refit.candidates.ndcg.mean,
                reference: Reference(
                    name, recorded.candidates.ndcg.mean, .recorded, promisesTheSameBytes ? .exactly : otherRounding,
                    comparable: true))
        }
    }

    /// Whether the recording was made with kernels of OpenBLAS that give the same bytes as those of this run.
    package var promisesTheSameBytes: Bool { giveTheSameBytes(as: kernels) }

    /// The pairs of models whose NDCG@10 differs among the candidates, so that zero is outside the 95% interval over users, and
    /// those of them that differ so among all movies too, the same way and the other way round.
    package var order: (told: Int, same: Int, reversed: [NCFRecording.Pair]) {
        let told = pairs.filter(\.candidates.isTold)
        let both = told.filter(\.all.isTold)
        let reversed = both.filter { $0.candidates.mean * $0.all.mean < 0 }
        return (told.count, both.count - reversed.count, reversed)
    }
}

extension NCFRecording.Mean {
    /// Whether zero is outside the 95% interval.
    fileprivate var isTold: Bool { abs(mean) > 1.96 * standardError }
}
