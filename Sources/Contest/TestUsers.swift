import Interactions
import LinearAlgebra
import Ranking

/// The users of chapter 13's table, numbered as `--export-splits` numbers them.
package struct TestUsers: Sendable {
    /// Their uids: row r of a file of scores is the user `uids.lowerBound + r`.
    package let uids: Range<Int>
    /// What is shown of them, and what counts as a hit.
    package let evaluation: Evaluation

    /// Takes the test users of some splits.
    package init(_ parts: StrongGeneralization) {
        self.init(from: parts.firstTestUID, Evaluation(heldOutOf: parts.test))
    }

    /// Numbers an evaluation's users from a uid on.
    package init(from first: Int, _ evaluation: Evaluation) {
        uids = first..<first + evaluation.input.rows
        self.evaluation = evaluation
    }

    /// The number of movies: sids are below it.
    package var movies: Int { evaluation.input.columns }

    /// How many have a held-out click; the metrics leave out the others.
    package var counted: Int { rowsThatCount.count }

    /// The rows of the users who have a held-out click.
    package var rowsThatCount: [Int] {
        uids.indices.map { $0 - uids.lowerBound }.filter { !evaluation.relevant[row: $0].isEmpty }
    }
}
