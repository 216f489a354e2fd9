import Interactions
import LinearAlgebra
import Random
import Ranking
import Study

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
package struct TestProtocols: Sendable {
    private let evaluations: [Evaluation]

    /// Shows the test users each way.
    ///
    /// - Parameters:
    ///   - test: The test users as the notebook masks them.
    ///   - clicks: All clicks; users' own are held out as vae_cf would, in this order.
    package init(_ test: FoldIn, inOrderOf clicks: Clicks) {
        var random = RandomState(seed: VAECF.seed)
        self.init(
            notebook: test,
            foldIn: test.target.holdingOut(fraction: VAECF.heldOut, inOrderOf: clicks, using: &random))
    }

    /// Takes users with movies withheld from everyone, and with their own clicks held out.
    package init(notebook test: FoldIn, foldIn: FoldIn) {
        evaluations = [
            Evaluation(asTheNotebook: test), Evaluation(heldOutOf: test), Evaluation(heldOutOf: foldIn),
        ]
    }

    /// The users under one of the protocols.
    package subscript(_ rule: TestProtocol) -> Evaluation {
        switch rule {
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
        for rule in TestProtocol.allCases {
            metrics[rule] = UserMetrics(try scores(self[rule].input), self[rule], threads: threads)
        }
        return metrics
    }
}

/// The users that trainings are compared on.
package struct Subjects: Sendable {
    /// Those that are trained on (U, I).
    package let train: BinaryMatrix
    /// Those whose loss and metrics are taken after every epoch.
    package let validation: FoldIn
    /// Those that are recommended to, under each protocol.
    package let test: TestProtocols

    package init(train: BinaryMatrix, validation: FoldIn, test: TestProtocols) {
        self.train = train
        self.validation = validation
        self.test = test
    }

    /// What a kept result's key has of them. O(clicks).
    var key: Key { Key(self) }

    struct Key: Encodable {
        private let train: String
        private let validation: [String]
        private let test: [String: [Evaluation.Key]]

        init(_ subjects: Subjects) {
            train = subjects.train.digest
            validation = subjects.validation.digests
            test = ["evaluations": TestProtocol.allCases.map { subjects.test[$0].key }]
        }
    }
}

extension StudyData {
    /// The study's users, the test users under every protocol. O(clicks log clicks of a user).
    package var subjects: Subjects {
        Subjects(train: train.clicks, validation: validation, test: TestProtocols(test, inOrderOf: clicks))
    }
}
