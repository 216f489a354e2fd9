import Training

/// A recommender as chapter 13's table has it: its name, and where its settings come from.
package struct ContestModel: Sendable {
    /// Its name, in tables and recordings.
    package let name: String
    /// The type of its settings, by which recordings are read.
    package let kind: any RecommenderSettings.Type
    /// Where its settings come from.
    package let settings: Source

    /// Where settings come from.
    package enum Source: Sendable {
        /// They are given: by the notebook's recipe, or by how the paper's authors train.
        case given(@Sendable (_ notebook: Recipe, _ paper: PaperTraining) -> any RecommenderSettings)
        /// The validation users choose them, of as many tries for every model; its number seeds its tries and never changes.
        case searched(number: UInt64, @Sendable (PaperTraining) -> SearchSpace)
    }

    package init(_ name: String, of kind: any RecommenderSettings.Type, settings: Source) {
        self.name = name
        self.kind = kind
        self.settings = settings
    }

    /// Every recommender, in the order of the table.
    package static let all: [ContestModel] = [
        .asPublished, .repaired, .popularity, .itemKNN, .userKNN, .rp3Beta, .slim, .ials, .ease, .edlae, .multDAE,
        .tunedDAE,
        .multVAE, .tunedVAE,
    ]

    /// Those whose settings are searched.
    package static let searched = all.filter(\.isSearched)

    /// Whether the validation users choose its settings.
    package var isSearched: Bool { if case .searched = settings { true } else { false } }
}

extension ContestModel: Hashable {
    package static func == (first: ContestModel, second: ContestModel) -> Bool { first.name == second.name }
    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// Its name stands for it.
extension ContestModel: Codable {
    package init(from decoder: any Decoder) throws {
        let name = try decoder.singleValueContainer().decode(String.self)
        guard let model = Self.all.first(where: { $0.name == name }) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "expected the name of a recommender"))
        }
        self = model
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}

extension [ContestModel] {
    /// Their names, separated by commas.
    package var list: String { isEmpty ? "none" : map(\.name).joined(separator: ", ") }
}
