/// The chapters of the study, in reading order.
package enum Chapter: Int, CaseIterable, Comparable, Sendable {
    case load = 1, binarize, filter, shuffle, split, mask, model, anneal, train, evaluate, diagnose, repair, paper,
        seeds, published

    /// The chapter's word, such as `split`.
    package var word: String { "\(self)" }

    /// The name of the chapter's files without their endings, such as `05-split`.
    package var name: String { (rawValue < 10 ? "0" : "") + "\(rawValue)-\(word)" }

    /// The chapter's title, such as `5 · Split`.
    package var title: String { "\(rawValue) · \(word.prefix(1).uppercased() + word.dropFirst())" }

    /// The chapter before it, if there is one.
    package var previous: Chapter? { Chapter(rawValue: rawValue - 1) }

    /// The chapter after it, if there is one.
    package var next: Chapter? { Chapter(rawValue: rawValue + 1) }

    package static func < (first: Chapter, second: Chapter) -> Bool { first.rawValue < second.rawValue }

    /// What the chapter does, in a line.
    package var summary: String {
        switch self {
        case .load: "read the ratings and identify them"
        case .binarize: "turn ratings into clicks, and clicks into a matrix"
        case .filter: "drop movies and users with too few clicks"
        case .shuffle: "put movies and users in NumPy's random order"
        case .split: "set users aside for validation and test"
        case .mask: "withhold some of the movies from the inputs"
        case .model: "define the variational autoencoder"
        case .anneal: "schedule the weight of the divergence"
        case .train: "train with early stopping"
        case .evaluate: "measure recall and NDCG on the test users"
        case .diagnose: "ask what the model has learnt, beside popularity"
        case .repair: "change one thing at a time, and see what makes it learn"
        case .paper: "the paper's own models and protocol, and strong baselines, on the same users"
        case .seeds: "train under many seeds, and see how sure a published number is"
        case .published: "hold the models against what others printed on NCF's test set of the same ratings"
        }
    }

    /// The chapter that a reader means by `05-split`, `5` or `split`; nil for anything else.
    package init?(named text: String) {
        guard
            let chapter = Chapter.allCases.first(where: {
                $0.name == text || $0.word == text || Int(text) == $0.rawValue
            })
        else { return nil }
        self = chapter
    }
}
