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

    /// Trains variants under seeds on these users and evaluates them; those that need the same training share it. Progress
    /// is reported as chapter 12's.
    ///
    /// - Throws: `Interrupted`, after checkpoints were written; `FileError`.
    package func results(
        of variants: [Variant], under seeds: some Sequence<UInt32>, in context: RunContext
    ) throws -> [VariantResult] {
        let trainings = sharedTrainings(of: variants)
        let recipes = distinct(trainings)
        let seeds = Array(seeds)
        let found = try Comparisons.results(
            of: recipes.flatMap { recipe in seeds.map { recipe.under($0) } }, on: self, for: .repair, in: context)
        return zip(variants, trainings).map { variant, training in
            let place = (recipes.firstIndex(of: training) ?? 0) * seeds.count
            return VariantResult(variant: variant, runs: Array(found[place..<place + seeds.count]))
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

/// By how much users' values are higher than others of the same users, with a 95% interval over the users.
package func difference(_ first: [Double?], minus second: [Double?], seed: UInt32) -> PairedDifference? {
    // Two thousand draws find the ends of an interval to a few per cent of its width.
    PairedDifference(first, minus: second, resamples: 2000, generator: Philox4x32(seed: UInt64(seed)))
}

/// The variants that do better than a recommender of popular movies, beyond chance, wherever inputs are left out.
///
/// - Returns: Those with the fewest changed settings, the one with the highest recall@20 under the paper's protocol first.
package func smallestRepairs(_ results: [VariantResult], popularity: [TestProtocol: UserMetrics], seed: UInt32)
    -> [VariantResult]
{
    guard let published = results.first?.variant else { return [] }
    let working = results.filter { result in
        [TestProtocol.withheldBlock, .foldIn].allSatisfy { rule in
            guard let baseline = popularity[rule] else { return false }
            return [(result.leading(rule), baseline.leading), (result.ndcg(rule), baseline.ndcg)].allSatisfy {
                (difference($0.0, minus: $0.1, seed: seed)?.interval.lowerBound ?? 0) > 0
            }
        }
    }
    func changes(_ result: VariantResult) -> Int { result.variant.changes(from: published).count }
    let fewest = working.map(changes).min()
    return working.filter { changes($0) == fewest }.sorted { mean($0.leading(.foldIn)) > mean($1.leading(.foldIn)) }
}
