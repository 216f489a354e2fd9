import Foundation
import Interactions
import Pages
import Study
import Testing
import TestSupport

@Suite struct DataPagesTests {
    @Test("tables show ids and titles as they are, without columns that are not there")
    func tables() throws {
        let ratings = try withTemporaryFolder { folder in
            try Data("b|*,<m>\nA_1,<m>\n".utf8).write(to: URL(fileURLWithPath: "\(folder)/ratings.csv"))
            return try RatingsSource.file(folder, ReadingOptions()).read(threads: 1).ratings
        }
        #expect(ratings.head().markdown.hasSuffix("| 0 | b\\|\\* | \\<m\\> |\n| 1 | A\\_1 | \\<m\\> |"))
        #expect(ratings.firstRows(1) == ["b|* <m>"])
        let matrix = ratings.binarized().pivot()
        #expect(matrix.head().columns == ["A\\_1", "b|\\*"] && matrix.head().rowLabels == ["\\<m\\>"])
        #expect(matrix.userTexts == ["A_1", "b|*"] && matrix.movieTexts == ["<m>"])
    }

    @Test(
        "values too many for bars are put together",
        arguments: [(0...23, 24), (0...24, 13), (-100...100, 14), (0...0, 1)] as [(ClosedRange<Int>, Int)])
    func bars(values: ClosedRange<Int>, count: Int) throws {
        let counts = Dictionary(uniqueKeysWithValues: values.map { (Double($0) / 2, 1) })
        #expect(ratingsBars(counts).count == count)
        #expect(ratingsBars(counts).reduce(0) { $0 + $1.count } == values.count)
        #expect(ratingsBars([-.greatestFiniteMagnitude: 1, 0: 2, .greatestFiniteMagnitude: 3]).count == 3)
    }
}
