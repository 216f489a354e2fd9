import Contest
import Ranking
import Recommenders
import Testing

@Suite("differences between rows") struct RowComparisonTests {
    private func row(_ model: ContestModel, _ ndcg: (Int) -> Double) -> ContestRow {
        let ndcgs = (0..<200).map { Optional(ndcg($0)) }
        let run = Outcome(
            ndcgs: [], test: UserMetrics([(.ndcg, ndcgs)]), lists: ListCharacter())
        return ContestRow(Entry(model, Candidate(Popularity.Settings())), [run])
    }

    @Test("better or worse where zero is ruled out, equivalent within the margin, else undecided")
    func verdicts() {
        /// A number that looks random, of mean zero over 200 users.
        func noise(_ user: Int) -> Double { Double((user * 73 + 19) % 200) / 100 - 0.995 }
        let comparisons = RowComparisons(
            [
                row(.popularity) { 0.2 + 0.1 * noise($0) }, row(.ease) { 0.5 + 0.1 * noise($0 + 7) },
                row(.slim) { 0.4 + 0.001 * noise($0 + 31) + 0.002 }, row(.edlae) { 0.405 + 0.4 * noise($0 + 3) },
                row(.multVAE) { _ in 0.4 },
            ], Depths(movies: 1000))
        let besideVAE = comparisons.against(.multVAE)
        #expect(besideVAE.models(.worse) == [.popularity] && besideVAE.models(.better) == [.ease])
        // Its difference from zero is certain, and too small to be of interest.
        #expect(besideVAE.models(.equivalent) == [.slim] && besideVAE.models(.undecided) == [.edlae])
        // Every two of the five rows, and either way round.
        #expect(comparisons.count == 10)
        #expect(comparisons.against(.slim).models(.equivalent) == [.multVAE])
        let (there, back) = (besideVAE[0], comparisons.against(.popularity).last)
        #expect(back?.model == .multVAE && back?.difference.mean == -there.difference.mean)
        #expect(comparisons.against(.multVAE, by: .recall(20)).isEmpty)
        #expect(RowComparisons([row(.ease) { _ in 1 }], Depths(movies: 1000)).against(.multVAE).isEmpty)
    }
}
