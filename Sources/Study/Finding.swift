import Ranking
import Recommenders
import Weave

/// A measurement or a conclusion that the front page quotes: the chapter that has it, and its name on the scorecard.
package struct Finding: Sendable, Hashable {
    package let chapter: Chapter
    package let name: String

    private init(_ chapter: Chapter, _ name: String) {
        self.chapter = chapter
        self.name = name
    }

    /// Recall@k on the test users, the notebook's way.
    package static func recall(at k: Int) -> Finding { Finding(.evaluate, "recall@\(k)") }

    /// The same of the list of popular movies.
    package static func popularityRecall(at k: Int) -> Finding { Finding(.diagnose, "popularity, recall@\(k)") }

    /// NDCG@100 of a model by the paper's protocol.
    package static func ndcg(_ model: ContestModel) -> Finding { contest(Metric.ndcg.name, model) }

    /// A metric of a model by the paper's protocol.
    package static func contest(_ metric: String, _ model: ContestModel) -> Finding {
        Finding(.paper, "\(model.name), \(metric)")
    }

    /// Recall@k, averaged over the seeds.
    package static func meanRecall(at k: Int) -> Finding { Finding(.seeds, "mean recall@\(k) of the seeds") }

    /// How many seeds trained for as many epochs as in Keras.
    package static let seedsOfTheSameLength = Finding(.seeds, "seeds that run for as many epochs as in Keras")

    /// How far a seed's recall@20 is from that of the same seed in Keras, on average.
    package static let differenceFromKeras = Finding(
        .seeds, "mean absolute difference of a seed's recall@20 from Keras's")

    /// By how much a metric of the seeds is above popularity's, on average.
    package static func advantage(_ metric: String) -> Finding {
        Finding(.seeds, "\(metric) of the seeds minus popularity's")
    }

    /// How plausible the published recalls are as those of one more seed.
    package static let pOfThePublished = Finding(.seeds, "p of the published recalls")

    /// Conclusions, as the chapters claim them.
    package static let noBetterThanPopularity = Finding(
        .seeds, "no better than popularity, slightly below at 20")
    package static let oneLineRepairsIt = Finding(.repair, "one line repairs it")
    package static let consistentWithThePublished = Finding(.seeds, "consistent with the published run")
}

extension Page {
    /// Compares a finding with the reference of its name.
    package func check(
        _ finding: Finding, _ measured: some Scorable, within distance: Double? = nil, line: Int = #line
    ) {
        check(finding.name, measured, within: distance, line: line)
    }

    /// Adds a finding without a reference to the scorecard.
    package func record(_ finding: Finding, _ measured: some Scorable, line: Int = #line) {
        record(finding.name, measured, line: line)
    }
}

extension Scorecard {
    /// The row of a finding; nil where its chapter did not run.
    package func row(_ finding: Finding) -> Row? {
        rows.first { $0.chapter == finding.chapter.name && $0.name == finding.name }
    }
}
