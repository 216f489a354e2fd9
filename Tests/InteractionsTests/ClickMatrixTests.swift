import Interactions
import LinearAlgebra
import Testing

/// Ratings of the users and movies given, in whole stars.
func ratings(_ rows: [(user: Int32, movie: Int32, stars: UInt8)]) -> Ratings {
    Ratings(
        users: rows.map(\.user), movies: rows.map(\.movie), stars: rows.map { Double($0.stars) },
        timestamps: rows.indices.map { Int64($0) })
}

@Suite struct ClickMatrixTests {
    // Movies 10…40 are columns:
    //     user 1: 1 1 0 1
    //     user 2: 0 1 0 0
    //     user 3: 1 1 1 0
    let matrix = ClickMatrix(
        users: [1, 2, 3], movies: [10, 20, 30, 40],
        clicks: BinaryMatrix(columns: 4, rows: [[0, 1, 3], [1], [0, 1, 2]]))

    @Test("ratings of the threshold and above are clicks, with their rows as labels")
    func binarize() {
        let clicks = ratings([(3, 20, 4), (1, 10, 5), (3, 30, 3), (3, 10, 4), (2, 20, 1)]).binarized(threshold: 4)
        #expect(clicks.count == 3)
        #expect(clicks.labels == [0, 1, 3])
        #expect(Array(clicks.users) == [3, 1, 3])
        #expect(Array(clicks.movies) == [20, 10, 10])
        #expect(clicks.timestamps.map { Array($0) } == [0, 1, 3])
    }

    @Test("half stars count against a fractional threshold")
    func halfStars() {
        let ratings = Ratings(users: [1, 1, 1], movies: [1, 2, 3], stars: [3, 3.5, 4])
        #expect(ratings.binarized(threshold: 3.5).labels == [1, 2])
        #expect(ratings.binarized(threshold: 3.6).labels == [2])
        #expect(ratings.binarized(threshold: 6).count == 0)
    }

    @Test("pivot: ids ascend, whatever the order of the rows, and those without clicks are gone")
    func pivot() {
        let rows: [(user: Int32, movie: Int32, stars: UInt8)] = [
            (3, 30, 4), (1, 40, 5), (2, 20, 4), (9, 50, 1), (1, 10, 4), (3, 20, 5), (1, 20, 4), (3, 10, 4), (2, 10, 3),
        ]
        #expect(ratings(rows).binarized(threshold: 4).pivot() == matrix)
        #expect(ratings(rows.reversed()).binarized(threshold: 4).pivot() == matrix)
        #expect(matrix.shape.description == "(4, 3)")
        #expect(matrix.count == 7)
        #expect(matrix.density == 7.0 / 12)
    }

    @Test("pivot: ids as sparse as they come give the same matrix")
    func sparseIDs() {
        let far: Int32 = 2_000_000_000
        let pivoted = ratings([(far, 7, 5), (1, far, 5), (far, far, 5)]).binarized(threshold: 4).pivot()
        #expect(pivoted.users == [1, Int(far)])
        #expect(pivoted.movies == [7, Int(far)])
        #expect(pivoted.clicks == BinaryMatrix(columns: 2, rows: [[1], [0, 1]]))
    }

    @Test("pivot: no clicks, no matrix")
    func pivotNothing() {
        let pivoted = ratings([(1, 2, 3)]).binarized(threshold: 4).pivot()
        #expect(pivoted.shape == ClickMatrix.Shape(movies: 0, users: 0))
    }

    @Test("filter: both sums are taken before either is dropped, so some end below the minimum")
    func filter() {
        let kept = matrix.filtered(minimumPerMovie: 2, minimumPerUser: 2)
        #expect(kept.users == [1, 3])
        #expect(kept.movies == [10, 20])
        #expect(kept.clicks == BinaryMatrix(columns: 2, rows: [[0, 1], [0, 1]]))

        let fewer = matrix.filtered(minimumPerMovie: 3, minimumPerUser: 2)
        #expect(fewer.users == [1, 3])
        #expect(fewer.movies == [20])
        #expect(fewer.below(minimumPerMovie: 3, minimumPerUser: 2) == ClickMatrix.Shape(movies: 1, users: 2))
        #expect(matrix.filtered(minimumPerMovie: 0, minimumPerUser: 0) == matrix)
        #expect(matrix.filtered(minimumPerMovie: 9, minimumPerUser: 9).shape == ClickMatrix.Shape(movies: 0, users: 0))
    }

    @Test("shuffle: a fresh generator of the same seed for each axis, clicks moving along")
    func shuffle() {
        let shuffled = matrix.shuffled(seed: 42)
        // numpy.random.RandomState(42).permutation([1, 2, 3]), and the same of [10, 20, 30, 40].
        #expect(shuffled.users == [1, 2, 3])
        #expect(shuffled.movies == [20, 40, 10, 30])
        #expect(shuffled.clicks == BinaryMatrix(columns: 4, rows: [[0, 1, 2], [0], [0, 2, 3]]))
    }

    @Test("split: the last users test, those before validate, all before those train")
    func split() throws {
        let split = try matrix.split(validation: 1, test: 1)
        #expect(split.train.users == [1])
        #expect(split.validation.users == [2])
        #expect(split.test.users == [3])
        #expect(split.validation.movies == matrix.movies)
        #expect(split.train.clicks == BinaryMatrix(columns: 4, rows: [[0, 1, 3]]))
        #expect(split.validation.clicks == BinaryMatrix(columns: 4, rows: [[1]]))
        #expect(split.test.clicks == BinaryMatrix(columns: 4, rows: [[0, 1, 2]]))
    }

    @Test("split: someone has to be left to train on")
    func splitTooMuch() {
        do {
            _ = try matrix.split(validation: 2, test: 1)
            Issue.record("a split left no user to train on")
        } catch {
            #expect(
                error.description
                    == "split: expected more than 3 users, to set 2 aside for validation and 1 for test, found 3;"
                    + " set fewer aside or bring more ratings")
        }
    }

    @Test(
        "withholding: the same first movies for everyone, rounded up",
        arguments: [
            (0.0, 0, [[0, 1, 3], [1], [0, 1, 2]]),
            (0.2, 1, [[1, 3], [1], [1, 2]]),
            (0.25, 1, [[1, 3], [1], [1, 2]]),
            (0.26, 2, [[3], [], [2]]),
            (1.0, 4, [[], [], []]),
        ] as [(Double, Int, [[Int]])])
    func withholding(fraction: Double, withheld: Int, shown: [[Int]]) {
        let foldIn = matrix.withholding(fraction: fraction)
        #expect(foldIn.withheldMovies == withheld)
        #expect(foldIn.input.clicks == BinaryMatrix(columns: 4, rows: shown))
        #expect(foldIn.input.users == matrix.users && foldIn.input.movies == matrix.movies)
        #expect(foldIn.target == matrix)
    }
}
