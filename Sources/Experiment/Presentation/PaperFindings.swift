import Foundation
import Interactions
import Random
import Statistics
import VariationalAutoencoder
import Weave

/// A model in the table, with the settings that validation chose.
package struct ContestRow {
    package let model: ContestModel
    package let outcome: Outcome

    package init(_ model: ContestModel, _ outcome: Outcome) {
        self.model = model
        self.outcome = outcome
    }
}

extension Contender {
    /// The row of the table.
    package func chosen(_ outcomes: [Candidate: Outcome]) -> ContestRow? {
        best(outcomes).map { ContestRow(model, $0.outcome) }
    }

    /// The same with one candidate, from the middle of its grid, where the run is far shorter than the paper's: a run to see
    /// that all works.
    package func shortened(_ settings: Settings) -> Contender {
        settings.triesGrids ? self : Contender(model, [candidates[candidates.count / 2]])
    }
}

extension Settings {
    /// Whether a run is long enough for the baselines to be tuned.
    var triesGrids: Bool { paperEpochs >= 20 }

    /// The notebook's model and training with the paper's users, its last weights, z drawn at random: as published, and with
    /// chapter 12's repair, the cross-entropy summed.
    package func notebookCandidates(items: Int) -> (asPublished: Candidate, repaired: Candidate) {
        let published = recipe(items: items).monitoring(.loss)
        var repaired = published
        repaired.training.objective.reduction = .sum
        return (.trained(published, keeping: .last), .trained(repaired, keeping: .last))
    }
}

extension UserMetrics {
    /// NDCG@100, Recall@20 and Recall@50, averaged over the users that have them.
    package var averages: [Average?] { [Average(ndcg), Average(recall(at: 20)), Average(recall(at: 50))] }
}

extension PaperSplits {
    /// Whose ratings these are, in a sentence.
    package var provenance: String {
        guard let dataSet else {
            return
                "These are the users of [chapter 5](05-split.md): no model is tested on users it was trained on. Movies that no "
                + "training user clicked are dropped."
        }
        return
            "These ratings have the counts of the paper's ML-20M, and are prepared as by its authors: more than three and a half "
            + "stars are a click, users need at least five clicks, and \(decimal(dataSet.heldOutUsers)) users each are set aside for "
            + "validation and for testing. Movies that no training user clicked are dropped."
    }
}

extension FoldIn {
    /// How many clicks are shown and how many held out.
    package var shares: String { "\(decimal(input.count)) clicks shown, \(decimal(heldOut.count)) held out" }
}

/// The grids of the baselines, with what each setting gave on the validation users; what was chosen is set in bold.
package func gridTable(_ contenders: [Contender], _ outcomes: [Candidate: Outcome]) -> Table {
    Table(
        columns: ["Model", "Validation NDCG@100 by setting"],
        rows: contenders.map { contender in
            let best = contender.best(outcomes)?.candidate
            let points = contender.candidates.map { candidate in
                let text = "\(candidate.label): \(decimal(outcomes[candidate]?.validation ?? 0, places: 4))"
                return candidate == best ? "**\(text)**" : text
            }
            return [contender.model.rawValue, points.joined(separator: "; ")]
        })
}

/// What the run did not try, in a sentence; nothing where it tried all.
package func leftOut(_ shape: ClickMatrix.Shape, _ settings: Settings) -> String {
    if !areSmall(shape) {
        return
            "With \(decimal(shape.movies)) movies this run leaves out the notebook's model and every baseline but popularity: "
            + "item-kNN and EASE store a number for every pair of movies, and the grids would take longer than the models."
    }
    if !settings.triesGrids { return "In a run as short as this one, only one setting of each is tried." }
    return "EASE has only λ to tune, and one fit takes half a second."
}

/// How far a model's NDCG@100 lies above Mult-VAE's, user by user.
private func difference(_ row: ContestRow, _ rows: [ContestRow]) -> PairedDifference? {
    guard row.model != .multVAE, let reference = rows.first(where: { $0.model == .multVAE }) else { return nil }
    return PairedDifference(
        row.outcome.test.ndcg, minus: reference.outcome.test.ndcg, generator: Philox4x32(seed: 98_765))
}

/// The paper's table 2.
package func resultsTable(_ rows: [ContestRow]) -> Table {
    func text(_ average: Average?) -> String {
        average.map { "\(decimal($0.mean, places: 4)) (\(decimal($0.standardError, places: 4)))" } ?? "–"
    }
    return Table(
        columns: ["Model", "NDCG@100", "Recall@20", "Recall@50", "NDCG@100 above Mult-VAE's"],
        rows: rows.map { row in
            let difference = difference(row, rows).map {
                "\(signed($0.mean)) [\(signed($0.interval.lowerBound)), \(signed($0.interval.upperBound))]"
            }
            return [row.model.rawValue] + row.outcome.test.averages.map(text) + [difference ?? ""]
        })
}

/// The models that are better than Mult-VAE, those that cannot be told apart from it, and those that are worse.
package func besideMultVAE(_ rows: [ContestRow]) -> (
    better: [ContestModel], alike: [ContestModel], worse: [ContestModel]
) {
    func models(_ belongs: (PairedDifference) -> Bool) -> [ContestModel] {
        rows.filter { difference($0, rows).map(belongs) ?? false }.map(\.model)
    }
    return (
        models { $0.isSignificant && $0.mean > 0 }, models { !$0.isSignificant },
        models { $0.isSignificant && $0.mean <= 0 }
    )
}

extension PaperTraining {
    /// The two other schedules of the paper's figure 1, shorter than the models in the table: β = 1 throughout over a tenth of
    /// their epochs, and β annealed to 1 within a fifth, over a fortieth more.
    package var comparison: (atOne: Recipe, toOne: Recipe, reached: Int) {
        let reached = max(1, epochs / 5)
        return (
            multVAE(AnnealingSchedule(cap: 1, steps: 0, counting: .updatesOfTheRun), epochs: max(1, epochs / 10)),
            multVAE(
                AnnealingSchedule(cap: 1, steps: reached * batches, counting: .updatesOfTheRun),
                epochs: max(1, epochs * 9 / 40)),
            reached
        )
    }
}
