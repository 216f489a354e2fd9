import LinearAlgebra
import Ranking
import Testing

@Suite struct BaselineTests {
    @Test("popular items first, the same for everyone")
    func popularItemsFirstTheSameForEveryone() {
        let popularity = Popularity(training: BinaryMatrix(columns: 4, rows: [[1, 3], [1, 2], [3]]))
        #expect(popularity.scores == [0, 2, 1, 2])
        #expect(popularity.ranked == [1, 3, 2, 0])
        #expect(popularity.scores(users: 2) == Matrix(rows: 2, columns: 4, values: [0, 2, 1, 2, 0, 2, 1, 2]))
    }

    @Test("the mean is over users that have a value")
    func theMeanIsOverUsersThatHaveAValue() throws {
        let average = try #require(Average([1, nil, 2, 3, nil, 4]))
        #expect(average.mean == 2.5)
        #expect(average.count == 4)
        // Squares about the mean sum to 5; 5 / 3 / 4 under the root.
        #expect(abs(average.standardError - 0.6454972243679028) < 1e-15)
    }

    @Test("one value has no spread, none has no mean")
    func oneValueHasNoSpreadNoneHasNoMean() {
        #expect(Average([nil, 0.5])?.standardError == 0)
        #expect(Average([nil, nil]) == nil)
    }
}
