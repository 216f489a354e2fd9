import Formatting
import Ranking
import Recommenders
import Statistics

/// A row of chapter 13's table: a model with its settings, trained under one seed or several.
package struct ContestRow: Sendable {
    /// The model with its settings, under the first seed.
    package let entry: Entry
    /// What each seed gave, at least one.
    package let runs: [Outcome]

    package init(_ entry: Entry, _ runs: [Outcome]) {
        precondition(!runs.isEmpty, "a row has a run")
        self.entry = entry
        self.runs = runs
    }

    package var model: ContestModel { entry.model }

    /// The settings of the model.
    package var settings: any RecommenderSettings { entry.candidate.settings }

    /// The first run, to be fitted anew: a training that keeps the best epoch ends so many epochs after the recorded one.
    package func refit(waiting patience: Int) -> Entry {
        Entry(model, entry.candidate.ending(afterEpoch: runs[0].bestEpoch + patience))
    }

    /// The test users' metrics in each run.
    package var metrics: [UserMetrics] { runs.map(\.test) }

    /// What its lists are like, averaged over the runs.
    package var lists: ListCharacter { ListCharacter(meanOf: runs.map(\.lists)) }

    /// A metric: each user's mean over the runs, averaged over users; nil where a run has no value of it.
    ///
    /// - Complexity: O(runs · users).
    package func average(_ metric: Metric) -> Average? { metrics.average(metric) }

    /// The mean NDCG@100; zero without a user that has it.
    package var meanNDCG: Double { average(.ndcg)?.mean ?? 0 }

    /// The standard deviation of the runs' mean NDCG@100; nil for one run.
    package var deviationOfSeeds: Double? {
        runs.count > 1 ? metrics.spread(.ndcg)?.standardDeviation : nil
    }
}

extension ListCharacter {
    /// What `cells` are, as the head of a table.
    package static let columns = ["Coverage, %", "Popular, %", "Gini", "Novelty, bits"]

    /// Its numbers as a row of a table.
    package var cells: [String] {
        [
            decimal(100 * coverage, places: 1), decimal(100 * popular, places: 1), decimal(gini, places: 3),
            decimal(novelty, places: 2),
        ]
    }
}
