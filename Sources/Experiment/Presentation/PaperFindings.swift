import Foundation
import Interactions
import Random
import Statistics
import VariationalAutoencoder
import Weave

/// A row of the results table: a model with the settings chosen on the validation users.
package struct ContestRow {
    package let name: String
    package let outcome: Outcome

    package init(name: String, outcome: Outcome) {
        self.name = name
        self.outcome = outcome
    }

    /// Whether it is one of the paper's own models, for which the scorecard has all three measures.
    package var isThePapers: Bool { ["Mult-VAE", "Mult-DAE"].contains(name) }
}

extension Contender {
    /// The contender's row of the results table, with its best candidate.
    package func chosen(_ outcomes: [Candidate: Outcome]) -> ContestRow? {
        best(outcomes).map { ContestRow(name: name, outcome: $0.outcome) }
    }

    /// The contender with only the candidate in the middle of its grid if the run is too short for tuning, else itself.
    package func shortened(_ settings: Settings) -> Contender {
        settings.triesGrids ? self : Contender(name, [candidates[candidates.count / 2]])
    }
}

extension Settings {
    /// Whether a run is long enough to tune the baselines.
    var triesGrids: Bool { paperEpochs >= 20 }

    /// The notebook's model and training for the paper's users, with the last weights and z drawn at random: as
    /// published, and repaired as in chapter 12, with the cross-entropy summed.
    package func notebookCandidates(items: Int) -> (asPublished: Candidate, repaired: Candidate) {
        let published = recipe(items: items).monitoring(.loss)
        var repaired = published
        repaired.training.objective.reduction = .sum
        return (.trained(published, keeping: .last), .trained(repaired, keeping: .last))
    }
}

extension Measures {
    /// NDCG@100, Recall@20 and Recall@50, averaged over the users that have them.
    package var averages: [Average?] { [Average(ndcg), Average(recall20), Average(recall50)] }
}

extension PaperSplits {
    /// What users and ratings these are, in a sentence.
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
    /// The number of clicks shown and of those held out, in words.
    package var shares: String { "\(decimal(input.count)) clicks shown, \(decimal(heldOut.count)) held out" }
}

/// The baselines' validation NDCG@100 for each setting of their grids, with the chosen one in bold.
package func gridTable(_ contenders: [Contender], _ outcomes: [Candidate: Outcome]) -> Table {
    Table(
        columns: ["Model", "Validation NDCG@100 by setting"],
        rows: contenders.map { contender in
            let best = contender.best(outcomes)?.candidate
            let points = contender.candidates.map { candidate in
                let text = "\(candidate.label): \(decimal(outcomes[candidate]?.validation ?? 0, places: 4))"
                return candidate == best ? "**\(text)**" : text
            }
            return [contender.name, points.joined(separator: "; ")]
        })
}

/// A sentence about the settings that this run tries or leaves out.
package func leftOut(_ shape: ClickMatrix.Shape, _ settings: Settings) -> String {
    if !areSmall(shape) {
        return
            "With \(decimal(shape.movies)) movies this run leaves out the notebook's model and every baseline but popularity: "
            + "item-kNN and EASE store a number for every pair of movies, and the grids would take longer than the models."
    }
    if !settings.triesGrids { return "In a run as short as this one, only one setting of each is tried." }
    return "EASE has only λ to tune, and one fit takes half a second."
}

/// A model's NDCG@100 minus Mult-VAE's, user by user; nil for Mult-VAE itself.
private func difference(_ row: ContestRow, _ rows: [ContestRow]) -> PairedDifference? {
    guard row.name != "Mult-VAE", let reference = rows.first(where: { $0.name == "Mult-VAE" }) else { return nil }
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
            return [row.name] + row.outcome.test.averages.map(text) + [difference ?? ""]
        })
}

/// The models that are significantly better than Mult-VAE, those not significantly different, and those significantly
/// worse.
package func besideMultVAE(_ rows: [ContestRow]) -> (better: [String], alike: [String], worse: [String]) {
    func names(_ belongs: (PairedDifference) -> Bool) -> [String] {
        rows.filter { difference($0, rows).map(belongs) ?? false }.map(\.name)
    }
    return (
        names { $0.isSignificant && $0.mean > 0 }, names { !$0.isSignificant },
        names { $0.isSignificant && $0.mean <= 0 }
    )
}

extension PaperTraining {
    /// The two other schedules of the paper's figure 1, shorter than the models in the table: β = 1 throughout, for a
    /// tenth of their epochs, and β annealed to 1 within a fifth of them and trained for a fortieth more.
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
