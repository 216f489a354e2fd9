import Statistics
import TestSupport
import Testing

/// Against NumPy and SciPy: `Fixtures/joint_prediction.py`.
@Suite struct JointPredictionTests {
    struct Case: Decodable {
        let runs, further: [[Double]]
        let pValues, leavingEachOut: [Double]
    }

    private let cases: [Case]

    init() throws { cases = try fixture("joint_prediction", as: [Case].self) }

    @Test("one more run is as plausible as SciPy says, for one to four numbers of odd and even runs")
    func values() throws {
        for expected in cases {
            let prediction = try #require(JointPrediction(expected.runs))
            for (numbers, p) in zip(expected.further, expected.pValues) {
                // Matrices with condition numbers up to a thousand, and sums of tens of terms.
                #expect(abs(prediction.pValue(of: numbers) - p) < 1e-11)
            }
        }
    }

    @Test("each run beside all others, as SciPy says")
    func leavingEachOut() throws {
        for expected in cases where expected.runs.count > expected.runs[0].count + 3 {
            let found = try #require(JointPrediction.leavingEachOut(expected.runs))
            #expect(zip(found, expected.leavingEachOut).allSatisfy { abs($0 - $1) < 1e-11 })
        }
    }

    @Test("too few runs, or numbers that follow from each other, say nothing")
    func nothing() {
        #expect(JointPrediction([[1, 2], [2, 1], [3, 5]]) == nil && JointPrediction([]) == nil)
        #expect(JointPrediction((0..<9).map { [Double($0), 2 * Double($0) + 1] }) == nil)
        #expect(JointPrediction([[Double]](repeating: [0.3], count: 9)) == nil)
        #expect(JointPrediction([[1, 2], [2, 1], [3, 5], [4]]) == nil)
    }
}
