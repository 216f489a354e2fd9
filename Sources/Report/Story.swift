import Formatting
import Recommenders
import Study
import Weave

/// The findings of the whole study in four items: conclusions that the chapters claimed, and numbers, both taken from the
/// scorecard.
package struct Story {
    private let published: [Double]
    private let popularity: [Double]
    private let seeds: [Double]
    private let advantages: [Double]
    /// What the chapters concluded.
    private let isConsistent, isNoBetter, isRepaired: Bool
    /// The number of seeds that ran for as many epochs as in Keras, and of all seeds that both ran.
    private let sameLength: (count: Double, of: Double)
    /// The mean absolute difference of their recall@20 from that of Keras.
    private let difference: Double
    private let p: Double
    /// NDCG@100 by the paper's protocol.
    private let ndcgs: [ContestModel: Double]

    /// Takes the story's numbers from a scorecard; nil if a row is missing.
    package init?(_ scorecard: Scorecard) {
        func number(_ finding: Finding) -> Double? { scorecard.row(finding)?.measured.number }
        func holds(_ conclusion: Finding) -> Bool? { scorecard.row(conclusion).map { $0.verdict == .holds } }
        let depths = Published.recalls.map(\.k)
        published = Published.recalls.map(\.recall)
        popularity = depths.compactMap { number(.popularityRecall(at: $0)) }
        seeds = depths.compactMap { number(.meanRecall(at: $0)) }
        advantages = depths.compactMap { number(.advantage("recall@\($0)")) }
        let lengths = scorecard.row(.seedsOfTheSameLength)
        guard let count = lengths?.measured.number, let all = lengths?.reference?.number,
            let difference = number(.differenceFromKeras), let p = number(.pOfThePublished),
            let isConsistent = holds(.consistentWithThePublished), let isNoBetter = holds(.noBetterThanPopularity),
            let isRepaired = holds(.oneLineRepairsIt)
        else { return nil }
        (self.isConsistent, self.isNoBetter, self.isRepaired) = (isConsistent, isNoBetter, isRepaired)
        sameLength = (count, all)
        self.difference = difference
        self.p = p
        let models: [ContestModel] = [
            .popularity, .asPublished, .repaired, .multVAE, .multDAE, .tunedVAE, .tunedDAE, .ials, .ease,
        ]
        ndcgs = models.reduce(into: [:]) { $0[$1] = number(.ndcg($1)) }
        guard [popularity, seeds, advantages].allSatisfy({ $0.count == depths.count }), ndcgs.count == models.count
        else { return nil }
    }

    /// The story as a Markdown list, with links to the chapters in a folder.
    package func markdown(pages: String) -> String {
        func list(_ values: [Double]) -> String { values.map { decimal($0, places: 3) }.joined(separator: " / ") }
        func link(_ chapter: Chapter) -> String { "[chapter \(chapter.rawValue)](\(pages)\(chapter.name).md)" }
        func ndcg(_ model: ContestModel) -> String { decimal(ndcgs[model] ?? 0, places: 3) }
        return """
            1. **\(isConsistent ? "Exact where it can be." : "Not as published.")** With the same seed, this kit draws what Keras draws: \
            \(decimal(sameLength.count)) of \(decimal(sameLength.of)) seeds train for the same number of epochs, and recall@20 differs by \
            \(decimal(difference, places: 5)) in size, on average (\(link(.seeds))). The published run had no seed: its recall@20/50/100 of \
            \(list(published)) is \(isConsistent ? "" : "not ")consistent with one more run like these, whose mean is \(list(seeds)) \
            (p = \(decimal(p, places: p < 0.1 ? 3 : 2))).
            2. **\(isNoBetter ? "No better than popularity." : "Perhaps better than popularity.")** Recommending the most clicked movies to \
            everybody gives \(list(popularity)) (\(link(.diagnose))); over all seeds the model differs from that by \
            \(advantages.map { signed($0) }.joined(separator: " / ")) (\(link(.seeds))).
            3. **\(isRepaired ? "One line repairs it." : "One line does not repair it.")** The cross-entropy is averaged over the movies where \
            the bound sums it (\(link(.repair))). Summed, NDCG@100 by the paper's protocol goes from \(ndcg(.asPublished)) to \
            \(ndcg(.repaired)); popularity has \(ndcg(.popularity)) (\(link(.paper))).
            4. **How good that is.** Trained here on the same users with their authors' settings, the paper's models have \
            \(ndcg(.multVAE)) (Mult-VAE) and \(ndcg(.multDAE)) (Mult-DAE), and \(ndcg(.tunedVAE)) and \(ndcg(.tunedDAE)) tuned; tuned likewise, \
            matrix factorisation (iALS) has \(ndcg(.ials)), and EASE, a linear model in closed form, \(ndcg(.ease)) (\(link(.paper))).
            """
    }

    /// The story's picture, as the pages show it.
    package var figure: String {
        "![NDCG at 100 on the test users, model by model, and its difference from Mult-VAE's](../figures/13-models.png)\n\n"
            + "*NDCG@100 of chapter 13's models, ± one standard error over the users; below, the difference from Mult-VAE's, user by "
            + "user, with its 95% interval.*"
    }
}
