/// How far a measured value may lie from the published one.
public enum Tolerance: Sendable, Hashable {
    /// Every digit has to match.
    case exactly
    /// The absolute difference of two numbers may be this large, for a reason that is told; texts still match exactly.
    case within(Double, because: String)
}

extension Scorecard {
    /// One row of the scorecard: a number the notebook printed beside the number just measured.
    public struct Row: Sendable, Hashable {
        /// What a comparison came to.
        public enum Verdict: String, Sendable, Hashable, Codable {
            case holds
            case fails
            case notCompared = "not compared"
        }

        /// The chapter that measured, such as `05-split`.
        public let chapter: String
        /// What was measured.
        public let name: String
        /// What the notebook printed; `nil` where it printed nothing to compare with.
        public let published: ScorecardValue?
        /// What this run found.
        public let measured: ScorecardValue
        /// How far the two may lie apart.
        public let tolerance: Tolerance
        /// Whether they agree.
        public let verdict: Verdict

        /// Compares a measured value with the published one.
        ///
        /// - Parameter comparing: `false` lists the row without a verdict.
        public init(
            chapter: String, name: String, published: ScorecardValue?, measured: ScorecardValue,
            tolerance: Tolerance = .exactly, comparing: Bool = true
        ) {
            self.chapter = chapter
            self.name = name
            self.published = published
            self.measured = measured
            self.tolerance = tolerance
            if let published, comparing {
                verdict = Self.agree(published, measured, tolerance) ? .holds : .fails
            } else {
                verdict = .notCompared
            }
        }

        private static func agree(
            _ published: ScorecardValue, _ measured: ScorecardValue, _ tolerance: Tolerance
        ) -> Bool {
            guard let expected = published.number, let found = measured.number else { return published == measured }
            return switch tolerance {
            case .exactly: found == expected
            case .within(let allowed, _): abs(found - expected) <= allowed
            }
        }

        /// The measured value as a page shows it: with the digits that the comparison needs, if there is one.
        package var measuredText: String { published == nil ? measured.plainText : measured.text(tolerance) }

        /// The row as one item of a Markdown list: a mark, the name, and what was found.
        package var line: String {
            let found = measuredText
            let expected = published?.text(tolerance) ?? "nothing"
            return switch (verdict, tolerance) {
            case (.holds, .exactly):
                "- ✓ \(name): \(found), as published"
            case (.holds, .within(let allowed, let reason)):
                "- ✓ \(name): \(found), published \(expected), within \(allowed): \(reason)"
            case (.fails, .exactly):
                "- ✗ \(name): expected \(expected), measured \(found)"
            case (.fails, .within(let allowed, let reason)):
                "- ✗ \(name): expected \(expected) within \(allowed), measured \(found): \(reason)"
            case (.notCompared, _):
                "- – \(name): \(found), \(published == nil ? "nothing published" : "not compared")"
            }
        }
    }
}

extension Scorecard.Row: Codable {
    private enum Key: String, CodingKey {
        case chapter, name, published, measured, tolerance, because, verdict
    }

    /// Reads a row as `encode(to:)` writes it.
    public init(from decoder: any Decoder) throws {
        let row = try decoder.container(keyedBy: Key.self)
        chapter = try row.decode(String.self, forKey: .chapter)
        name = try row.decode(String.self, forKey: .name)
        published = try row.decodeIfPresent(ScorecardValue.self, forKey: .published)
        measured = try row.decode(ScorecardValue.self, forKey: .measured)
        verdict = try row.decode(Verdict.self, forKey: .verdict)
        if let allowed = try row.decodeIfPresent(Double.self, forKey: .tolerance) {
            tolerance = .within(allowed, because: try row.decode(String.self, forKey: .because))
        } else {
            tolerance = .exactly
        }
    }

    /// Writes one object; `published` is null where there is none, `tolerance` and `because` are null for an exact row.
    public func encode(to encoder: any Encoder) throws {
        var row = encoder.container(keyedBy: Key.self)
        try row.encode(chapter, forKey: .chapter)
        try row.encode(name, forKey: .name)
        try row.encode(published, forKey: .published)
        try row.encode(measured, forKey: .measured)
        try row.encode(verdict, forKey: .verdict)
        switch tolerance {
        case .exactly:
            try row.encodeNil(forKey: .tolerance)
            try row.encodeNil(forKey: .because)
        case .within(let allowed, let reason):
            try row.encode(allowed, forKey: .tolerance)
            try row.encode(reason, forKey: .because)
        }
    }
}
