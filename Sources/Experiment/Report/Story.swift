import Foundation
import Weave

/// The findings of the whole study in four items, with numbers taken from the scorecard.
struct Story {
    private let published: [Double]
    private let measured: [Double]
    private let popularity: [Double]
    private let seeds: [Double]
    private let isConsistent: Bool
    /// The number of seeds that ran for as many epochs as in Keras, and of all seeds that both ran.
    private let sameLength: (count: Double, of: Double)
    /// The mean absolute difference of their recall@20 from that of Keras.
    private let difference: Double
    private let p: Double
    /// NDCG@100 by the paper's protocol.
    private let models: [(name: String, ndcg: Double)]

    /// Takes the story's numbers from a scorecard; nil if a row is missing.
    init?(_ scorecard: Scorecard) {
        func row(_ chapter: Chapter, _ name: String) -> Scorecard.Row? {
            scorecard.rows.first { $0.chapter == chapter.name && $0.name == name }
        }
        func number(_ chapter: Chapter, _ name: String) -> Double? { row(chapter, name)?.measured.number }
        let depths = Published.recalls.map(\.0)
        published = Published.recalls.map(\.1)
        measured = depths.compactMap { number(.evaluate, "recall@\($0)") }
        popularity = depths.compactMap { number(.diagnose, "popularity, recall@\($0)") }
        let meanOfSeeds = depths.compactMap { row(.seeds, "mean recall@\($0) of the seeds") }
        seeds = meanOfSeeds.compactMap(\.measured.number)
        isConsistent = meanOfSeeds.allSatisfy { $0.verdict == .holds }
        let lengths = row(.seeds, "seeds that run for as many epochs as in Keras")
        guard let count = lengths?.measured.number, let all = lengths?.reference?.number,
            let difference = number(.seeds, "mean difference of a seed's recall@20 from Keras's"),
            let p = number(.seeds, "p of the published recalls")
        else { return nil }
        sameLength = (count, all)
        self.difference = difference
        self.p = p
        let names = ["popularity", "the notebook's model", "the same, repaired", "Mult-VAE", "Mult-DAE", "WMF", "EASE"]
        models = names.compactMap { name in number(.paper, "\(name), NDCG@100").map { (name, $0) } }
        guard [measured, popularity, seeds].allSatisfy({ $0.count == depths.count }), models.count == names.count else {
            return nil
        }
    }

    /// The story as a Markdown list, with links to the chapters in a folder.
    func markdown(pages: String) -> String {
        func list(_ values: [Double]) -> String { values.map { decimal($0, places: 3) }.joined(separator: " / ") }
        func link(_ chapter: Chapter) -> String { "[chapter \(chapter.rawValue)](\(pages)\(chapter.name).md)" }
        func ndcg(_ name: String) -> String { decimal(models.first { $0.name == name }?.ndcg ?? 0, places: 3) }
        let isPopularity = zip(measured, popularity).allSatisfy { abs($0 - $1) < 0.008 }
        let isRepaired = (models.first { $0.name == "the same, repaired" }?.ndcg ?? 0) > 1.2 * models[0].ndcg
        return """
            1. **\(isConsistent ? "Exact where it can be." : "Not as published.")** With the same seed, this kit draws what Keras draws: \
            \(decimal(sameLength.count)) of \(decimal(sameLength.of)) seeds train for the same number of epochs, and recall@20 differs by \
            \(decimal(difference, places: 5)) on average (\(link(.seeds))). The published run had no seed: its recall@20/50/100 of \
            \(list(published)) is \(isConsistent ? "" : "not ")consistent with one more run like these, whose mean is \(list(seeds)) \
            (p = \(decimal(p, places: 2))).
            2. **\(isPopularity ? "But equal to popularity." : "Not equal to popularity.")** Recommending the most clicked movies to \
            everybody gives \(list(popularity)) (\(link(.diagnose))).
            3. **\(isRepaired ? "One line repairs it." : "One line does not repair it.")** The cross-entropy is averaged over the movies where \
            the bound sums it. Summed, NDCG@100 by the paper's protocol goes from \(ndcg("the notebook's model")) to \
            \(ndcg("the same, repaired")); popularity has \(ndcg("popularity")) (\(link(.repair))).
            4. **How good that is.** The paper's Mult-VAE has \(ndcg("Mult-VAE")) and its Mult-DAE \(ndcg("Mult-DAE")) on the same users; \
            matrix factorisation has \(ndcg("WMF")), and EASE, a linear model in closed form, \(ndcg("EASE")) (\(link(.paper))).
            """
    }

    /// The story's picture, as the pages show it.
    var figure: String { "![NDCG at 100 on the test users, model by model](../figures/13-models.png)" }
}
