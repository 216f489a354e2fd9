import Interactions
import LinearAlgebra
import Random
import Ranking
import Statistics
import Study
import Training

/// A variant under several seeds.
package struct VariantResult: Sendable {
    /// What was changed.
    package let variant: Variant
    /// What each seed gave.
    package let runs: [TrainedRun]

    /// Puts a variant beside what each seed gave.
    package init(variant: Variant, runs: [TrainedRun]) {
        self.variant = variant
        self.runs = runs
    }

    /// How each seed does under a protocol.
    package func metrics(_ rule: TestProtocol) -> [UserMetrics] { runs.map { $0[variant.reading, rule] } }

    /// Each user's leading metric by a protocol, averaged over the seeds.
    package func leading(_ rule: TestProtocol) -> [Double?] { averagedByUser(metrics(rule).map(\.leading)) }

    /// Each user's NDCG@100 under a protocol, averaged over the seeds.
    package func ndcg(_ rule: TestProtocol) -> [Double?] { averagedByUser(metrics(rule).map(\.ndcg)) }

    /// The epochs that each seed ran.
    package var epochs: [Int] { runs.map(\.epochs) }

    /// The epoch, counted from 1, whose weights recommend, for each seed.
    package var epochsOfWeights: [Int] { runs.map { variant.reading.weights == .last ? $0.epochs : $0.bestEpoch } }

    /// The divergence on the validation users after that epoch, in nats, averaged over the seeds.
    package var klDivergence: Double {
        mean(zip(runs, epochsOfWeights).map { $0.history[$1 - 1].validation?.klDivergence ?? 0 })
    }
}

extension [VariantResult] {
    /// The result of the variant of this name.
    ///
    /// - Precondition: there is one.
    package subscript(name: String) -> VariantResult {
        guard let result = first(where: { $0.variant.name == name }) else {
            preconditionFailure("no variant is called \(name)")
        }
        return result
    }
}

extension Subjects {
    /// Trains recipes on these users and evaluates them; progress is reported as chapter 14's.
    ///
    /// - Throws: `Interrupted`, after checkpoints were written; `FileError`.
    package func results(of recipes: [Recipe], in context: RunContext) throws -> [TrainedRun] {
        try Comparisons.results(of: recipes, on: self, for: .seeds, in: context)
    }

    /// Trains variants on these users, each under its seeds, and evaluates them; those that need the same training share it,
    /// under the most seeds that any of them has. Progress is reported as chapter 12's.
    ///
    /// - Throws: `Interrupted`, after checkpoints were written; `FileError`.
    package func results(
        of variants: [(variant: Variant, seeds: [UInt32])], in context: RunContext
    ) throws -> [VariantResult] {
        let trainings = sharedTrainings(of: variants.map(\.variant))
        let seeds = Dictionary(zip(trainings, variants.map(\.seeds))) { $0.count < $1.count ? $1 : $0 }
        func runs(_ recipe: Recipe) -> [Recipe] { (seeds[recipe] ?? []).map { recipe.under($0) } }
        let all = distinct(trainings).flatMap(runs)
        let results = try Comparisons.results(of: all, on: self, for: .repair, in: context)
        let found = Dictionary(zip(all, results)) { first, _ in first }
        return zip(variants, trainings).map { variant, training in
            VariantResult(variant: variant.variant, runs: runs(training).compactMap { found[$0] })
        }
    }
}

/// The recipe that each variant's results come from: a training that was watched for its best epoch serves those too that
/// ask for the last one.
private func sharedTrainings(of variants: [Variant]) -> [Recipe] {
    let watched = variants.map(\.recipe).filter { $0.monitor.contains(.ndcg) }
    return variants.map { variant in
        watched.first { $0.monitoring(.loss) == variant.recipe.monitoring(.loss) } ?? variant.recipe
    }
}

private func distinct(_ recipes: [Recipe]) -> [Recipe] {
    recipes.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
}
