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
        let comparisons = RowComparison.all(
            [
                row(.popularity) { 0.2 + 0.1 * noise($0) }, row(.ease) { 0.5 + 0.1 * noise($0 + 7) },
                row(.slim) { 0.4 + 0.001 * noise($0 + 31) + 0.002 }, row(.edlae) { 0.405 + 0.4 * noise($0 + 3) },
                row(.multVAE) { _ in 0.4 },
            ], against: .multVAE)
        #expect(comparisons.models(.worse) == [.popularity] && comparisons.models(.better) == [.ease])
        // Its difference from zero is certain, and too small to be of interest.
        #expect(comparisons.models(.equivalent) == [.slim] && comparisons.models(.undecided) == [.edlae])
        #expect(RowComparison.all([row(.ease) { _ in 1 }], against: .multVAE).isEmpty)
    }
}
