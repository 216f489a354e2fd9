import Foundation
import Interactions
import LinearAlgebra
import Random
import Testing

/// What the authors' own steps make of a small ratings file: Fixtures/vae_cf.py wrote both.
@Suite("vae_cf's protocol") struct StrongGeneralizationTests {
    private let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Fixtures/vae_cf")

    private func fixture(threads: Int = 1) throws -> (splits: StrongGeneralization, clicks: Clicks) {
        let clicks = try loadRatings(at: folder.path, threads: threads).binarized(threshold: 4)
        let splits = try clicks.pivot().filteredInTurn().shufflingUsers().split(validation: 6, test: 6)
            .strongGeneralization(inOrderOf: clicks)
        return (splits, clicks)
    }

    @Test("the files are those that vae_cf writes, byte for byte")
    func files() throws {
        let (splits, clicks) = try fixture()
        let files = splits.exported(inOrderOf: clicks)
        #expect(
            files.map(\.name) == [
                "unique_sid.txt", "train.csv", "validation_tr.csv", "validation_te.csv", "test_tr.csv", "test_te.csv",
            ])
        for (name, bytes) in files {
            let expected = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            #expect(String(decoding: bytes, as: UTF8.self) == expected, "\(name)")
        }
    }

    @Test("clicks are shown or held out, never both, and movies are those of users who train")
    func parts() throws {
        let splits = try fixture().splits
        #expect(splits.train.shape.description == "(48, 12)")
        #expect(splits.train.clicks.columnSums.allSatisfy { $0 > 0 })
        for part in [splits.validation, splits.test] {
            #expect(part.target.shape.description == "(48, 6)")
            #expect(part.withheldMovies == 0)
            for row in 0..<6 {
                let shown = Set(part.input.clicks[row: row])
                let heldOut = Set(part.heldOut.clicks[row: row])
                #expect(shown.isDisjoint(with: heldOut))
                #expect(shown.union(heldOut) == Set(part.target.clicks[row: row]))
                // A fifth, rounded down; one test user has four clicks left, too few to hold any out.
                let clicks = shown.count + heldOut.count
                #expect(heldOut.count == (clicks < 5 ? 0 : clicks / 5))
            }
        }
        #expect(splits.test.target.clicks.rowSums.min() == 4)
    }

    @Test("movies are filtered before users, and those without clicks are gone")
    func filteredInTurn() {
        //     movie 10 has 3 clicks, 20 has 2, 30 has 1
        let matrix = ClickMatrix(
            users: [1, 2, 3], movies: [10, 20, 30], clicks: BinaryMatrix(columns: 3, rows: [[0, 2], [0, 1], [0, 1]]))
        #expect(matrix.filteredInTurn(minimumPerMovie: 2, minimumPerUser: 2).users == [2, 3])
        #expect(matrix.filteredInTurn(minimumPerMovie: 0, minimumPerUser: 2) == matrix)
        // On sums taken at the same time user 1 would stay.
        #expect(matrix.filtered(minimumPerMovie: 2, minimumPerUser: 2).users == [1, 2, 3])
        let movieless = ClickMatrix(
            users: [1, 2], movies: [10, 20], clicks: BinaryMatrix(columns: 2, rows: [[0], [0, 1]]))
        #expect(movieless.filteredInTurn(minimumPerMovie: 0, minimumPerUser: 3).shape.description == "(0, 0)")
    }
}

@Suite struct HoldingOutTests {
    private let matrix = ClickMatrix(
        users: [8, 3, 5], movies: [10, 20, 30, 40, 50, 60],
        clicks: BinaryMatrix(columns: 6, rows: [[0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 5], [0, 1, 2, 3]]))

    @Test("users draw in row order, each among their columns")
    func rowOrder() {
        // r = numpy.random.RandomState(98765); r.choice(5, 2, replace=False), r.choice(6, 2, replace=False)
        var random = RandomState(seed: 98_765)
        let foldIn = matrix.holdingOut(fraction: 0.4, using: &random)
        #expect(foldIn.heldOut.clicks == BinaryMatrix(columns: 6, rows: [[2, 4], [2, 4], []]))
        #expect(foldIn.input.clicks == BinaryMatrix(columns: 6, rows: [[0, 1, 3], [0, 1, 3, 5], [0, 1, 2, 3]]))
        #expect(foldIn.target == matrix)
        #expect(foldIn.input.users == matrix.users && foldIn.heldOut.movies == matrix.movies)
    }

    @Test("users draw by ascending id, each among their clicks in the file's order")
    func fileOrder() {
        let user3: [Int32] = [60, 10, 50, 20, 40, 30]
        let user8: [Int32] = [30, 20, 10, 50, 40]
        // Other users and movies stand between, and the two users' lines alternate.
        var rows: [(user: Int32, movie: Int32, stars: UInt8)] = [(4, 10, 5), (3, 70, 5)]
        for index in 0..<6 {
            if index < 5 { rows.append((8, user8[index], 5)) }
            rows.append((3, user3[index], 4))
            rows.append((7, Int32(index), 5))
        }
        for movie: Int32 in [40, 30, 20, 10] { rows.append((5, movie, 5)) }
        var random = RandomState(seed: 98_765)
        let foldIn = matrix.holdingOut(
            fraction: 0.4, inOrderOf: ratings(rows).binarized(threshold: 4), using: &random)
        // r = numpy.random.RandomState(98765); r.choice(6, 2, replace=False), r.choice(5, 2, replace=False)
        func columns(_ chosen: [Int], of movies: [Int32]) -> [Int] { chosen.map { Int(movies[$0]) / 10 - 1 } }
        #expect(
            foldIn.heldOut.clicks
                == BinaryMatrix(
                    columns: 6, rows: [columns([3, 4], of: user8), columns([4, 2], of: user3), []]))
    }

    @Test("nothing held out, everything held out")
    func extremes() {
        var random = RandomState(seed: 1)
        #expect(matrix.holdingOut(fraction: 0, using: &random).input == matrix)
        let all = matrix.holdingOut(fraction: 1, using: &random)
        #expect(all.heldOut.clicks.rowSums == [5, 6, 0])
    }

    @Test("what is withheld from everyone is held out")
    func withheld() {
        let foldIn = matrix.withholding(fraction: 0.5)
        #expect(foldIn.heldOut.clicks == BinaryMatrix(columns: 6, rows: [[0, 1, 2], [0, 1, 2], [0, 1, 2]]))
        #expect(foldIn.input.clicks == BinaryMatrix(columns: 6, rows: [[3, 4], [3, 4, 5], [3]]))
    }
}
