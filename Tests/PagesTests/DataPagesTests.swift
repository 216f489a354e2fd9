import Foundation
import Interactions
import LinearAlgebra
import Pages
import Plotting
import Study
import Testing
import TestSupport
import Weave

@Suite struct DataPagesTests {
    private let ratings = Ratings(users: [1, 2, 2], movies: [10, 20, 10], stars: [5, 3.5, 4], timestamps: [7, 8, 9])

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

    @Test("the first ratings and clicks with their places in the file, and the matrix by movies")
    func heads() {
        let columns = ["userId", "movieId", "rating", "timestamp"]
        #expect(
            ratings.head(2)
                == Table(
                    columns: columns, rows: [["1", "10", "5", "7"], ["2", "20", "3.5", "8"]], rowLabels: ["0", "1"]))
        #expect(ratings.firstRows(2) == ["1 10 5", "2 20 3.5"])
        let clicks = ratings.binarized()
        #expect(clicks.firstLabels(5) == [0, 2])
        #expect(
            clicks.head()
                == Table(
                    columns: columns, rows: [["1", "10", "1", "7"], ["2", "10", "1", "9"]], rowLabels: ["0", "2"]))
        #expect(
            ratings.binarized(threshold: 3).pivot().head()
                == Table(
                    columns: ["1", "2"], rows: [["1.0", "1.0"], ["0.0", "1.0"]], rowLabels: ["10", "20"],
                    indexName: "movieId", columnsName: "userId"))
    }

    @Test("a bar for each value of the ratings, those that are dropped apart from those that are kept")
    func ratingsByValue() throws {
        let figure = ratingsFigure(counts: [4: 5, 3: 2, 3.5: 1], threshold: 3.5)
        let chart = try #require(figure as? BarChart)
        #expect(chart.title == "Ratings by value" && chart.categories == "stars" && chart.values.name == "ratings")
        #expect(
            rows(figure) == [",dropped,3,2,,", ",kept as a click,3.5,1,,", ",kept as a click,4,5,,"])
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

    @Test("clicks by rank, the most first, with the cut where something is cut")
    func longTail() throws {
        let matrix = ClickMatrix(
            users: [1, 2, 3], movies: [4, 5], clicks: BinaryMatrix(columns: 2, rows: [[1], [0, 1], [1]]))
        let movies = ["2 movies,,1,3,,", "2 movies,,2,1,,"]
        let users = ["3 users,,1,2,,", "3 users,,2,1,,", "3 users,,3,1,,"]
        #expect(rows(longTailFigure(matrix, minimum: 0)) == movies + users)
        let cut = longTailFigure(matrix, minimum: 2)
        let expected: [String] = movies + ["2 movies,cut at 2,,2,,"] + users + ["3 users,cut at 2,,2,,"]
        #expect(rows(cut) == expected)
        let charts = try #require(cut as? Panels).figures.map { try #require($0 as? LineChart) }
        #expect(charts.map(\.x.name) == ["rank of the movie", "rank of the user"])
        #expect(charts.map(\.y.name) == ["clicks of the movie", "clicks of the user"])
        #expect(charts.allSatisfy { $0.y.scale == .logarithmic })
    }

    @Test(
        "the share of the largest fifth, rounded up",
        arguments: [([1, 6, 1, 1, 1], 0.6), ([1, 1, 5, 1, 1, 3], 8.0 / 12), ([], 0), ([0], 0)]
            as [([Int], Double)])
    func topFifth(_ counts: [Int], _ share: Double) {
        #expect(shareOfTopFifth(counts) == share)
    }

    @Test("a block of the click matrix is as dark as its share of ones, movies down and users across")
    func blocks() throws {
        func matrix(_ movie: Int) -> ClickMatrix {
            // Blocks of one movie and two users.
            ClickMatrix(
                users: Array(0..<120), movies: Array(0..<60),
                clicks: BinaryMatrix(columns: 60, rows: (0..<120).map { $0 == 3 ? [movie] : [] }))
        }
        let figure = clickMatrixFigure(before: matrix(5), after: matrix(59))
        let picture = try #require(figure as? DensityPicture)
        #expect(picture.title == "The click matrix" && picture.x == "users" && picture.y == "movies")
        #expect(picture.scale == "share of ones")
        #expect(picture.panels.allSatisfy { $0.xRange == 0...120 && $0.yRange == 0...60 })
        #expect(
            rows(figure).filter { !$0.hasSuffix(",0,,") } == ["ordered by id,row 6,2,0.5,,", "shuffled,row 60,2,0.5,,"])
    }

    @Test("one user's clicks are drawn but not written down, and all users' shares are")
    func mask() throws {
        // Of five movies the first is withheld: a quarter of one user's clicks, and none of the other's.
        let fold = ClickMatrix(
            users: [7, 8], movies: Array(0..<5), clicks: BinaryMatrix(columns: 5, rows: [[0, 1, 2, 4], [3]])
        ).withholding(fraction: 0.2)
        let figure = maskFigure(fold)
        let shares = (0..<10).map { (bin: Int) -> String in
            "All 2 test users,,\(bin * 5)–\(bin * 5 + 5),\(bin == 0 || bin == 5 ? 1 : 0),,"
        }
        #expect(rows(figure) == shares)
        let panels = try #require(figure as? Panels)
        let bars = try #require(panels.figures.last as? BarChart)
        #expect(bars.categories == "share of the user's clicks that is withheld, %" && bars.values.name == "users")
        let strip = try #require(panels.figures.first as? StripChart)
        #expect(strip.title == "Test user 7" && strip.rows == ["input", "target"])
        #expect(strip.x.name == "position of the movie in the shuffled order" && strip.x.range == 0...5)
        #expect(strip.shade?.range == 0...1 && strip.shade?.label == "withheld from everybody")
        #expect(strip.groups.map(\.name) == ["kept", "withheld"])
        #expect(strip.groups.map { $0.marks.map(\.row) } == [[0, 1], [1]])
        #expect(strip.groups.map { $0.marks.map(\.x) } == [[[1, 2, 4], [1, 2, 4]], [[0]]])
    }
}
