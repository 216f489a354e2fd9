import Interactions
import LinearAlgebra
import Random
import Ranking

/// A way to show the test users to a model and to count hits among what it recommends.
package enum TestProtocol: String, Sendable, Hashable, Codable, CaseIterable {
    /// The notebook's: the same movies are withheld from everyone, every click counts, and what was shown may be recommended.
    case notebook
    /// The notebook's inputs, but only what was withheld counts, and what was shown is left out.
    case withheldBlock
    /// The paper's: a fifth of each user's own clicks are held out at random and count, and what was shown is left out.
    case foldIn
}

/// The test users under each protocol.
package struct TestProtocols: Sendable, Encodable {
    private let evaluations: [Evaluation]

    /// Shows the test users each way.
    ///
    /// - Parameters:
    ///   - test: The test users as the notebook masks them.
    ///   - ratings: All ratings; users' own clicks are held out as vae_cf would, in the order of their file.
    package init(_ test: FoldIn, ratings: Ratings, settings: Settings) {
        var random = RandomState(seed: 98_765)
        let ownHeldOut = test.target.holdingOut(
            fraction: 0.2, inOrderOf: ratings.binarized(threshold: settings.threshold), using: &random)
        self.init(notebook: test, foldIn: ownHeldOut)
    }

    /// Takes users with movies withheld from everyone, and with their own clicks held out.
    package init(notebook test: FoldIn, foldIn: FoldIn) {
        evaluations = [
            Evaluation(asTheNotebook: test), Evaluation(heldOutOf: test), Evaluation(heldOutOf: foldIn),
        ]
    }

    /// The users under one of the protocols.
    package subscript(_ name: TestProtocol) -> Evaluation {
        switch name {
        case .notebook: evaluations[0]
        case .withheldBlock: evaluations[1]
        case .foldIn: evaluations[2]
        }
    }
}

extension TestProtocols {
    /// How a recommender does under each protocol, by the scores (U, I) that it gives to users' inputs (U, I).
    package func metrics(
        threads: Threads, _ scores: (BinaryMatrix) throws -> Matrix
    ) rethrows -> [TestProtocol: UserMetrics] {
        var metrics: [TestProtocol: UserMetrics] = [:]
        for name in TestProtocol.allCases {
            metrics[name] = UserMetrics(try scores(self[name].input), self[name], threads: threads)
        }
        return metrics
    }
}
