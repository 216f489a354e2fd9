/// A recommender with all its settings: what a contest fits, records and keeps.
///
/// In recordings and keys it is an object with one member: the settings, under the recommender's key.
package struct Candidate: Sendable {
    package let settings: any RecommenderSettings

    package init(_ settings: any RecommenderSettings) { self.settings = settings }

    /// The same under another seed; itself where nothing is drawn.
    package func seeded(_ seed: UInt32) -> Candidate { Candidate(settings.seeded(seed)) }

    /// The same, ended after so many epochs if it keeps its best one.
    package func ending(afterEpoch last: Int) -> Candidate { Candidate(settings.ending(afterEpoch: last)) }
}

extension Candidate: Hashable {
    package static func == (first: Candidate, second: Candidate) -> Bool {
        first.settings.isEqual(to: second.settings)
    }

    package func hash(into hasher: inout Hasher) { settings.hash(into: &hasher) }
}

extension RecommenderSettings {
    fileprivate func isEqual(to other: any RecommenderSettings) -> Bool { self == other as? Self }
}

extension Candidate: Codable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Reads what `encode(to:)` writes.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        guard let key = container.allKeys.first,
            let kind = ContestModel.all.map(\.kind).first(where: { $0.key == key.stringValue })
        else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "expected the key of a recommender"))
        }
        settings = try container.decode(kind, forKey: key)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(settings, forKey: Key(stringValue: type(of: settings).key))
    }
}
