import Foundation

extension Scorecard {
    /// One row of the scorecard: a measurement and, if there is one, its reference.
    package struct Row: Sendable, Hashable {
        /// The outcome of a comparison.
        package enum Verdict: String, Sendable, Hashable, Codable {
            case holds
            case fails
            case notCompared = "not compared"
        }

        /// The chapter that measured, such as `05-split`.
        package let chapter: String
        /// What was measured.
        package let name: String
        /// Where the reference comes from; `nil` without one.
        package let kind: Reference.Kind?
        /// The expected value; `nil` without a reference.
        package let reference: ScorecardValue?
        /// What this run found.
        package let measured: ScorecardValue
        /// The allowed difference between the two.
        package let tolerance: Tolerance
        /// Whether they agree.
        package let verdict: Verdict

        /// Creates a row for a measurement without a reference.
        package init(chapter: String, name: String, measured: some Scorable) {
            self.chapter = chapter
            self.name = name
            self.measured = measured.scorecardValue
            (kind, reference, tolerance, verdict) = (nil, nil, .exactly, .notCompared)
        }

        /// Compares a measurement with its reference.
        package init(chapter: String, reference: Reference, measured: some Scorable) {
            self.chapter = chapter
            name = reference.name
            kind = reference.kind
            self.reference = reference.value
            self.measured = measured.scorecardValue
            tolerance = reference.tolerance
            let agree = Self.agree(reference.value, measured.scorecardValue, reference.tolerance)
            verdict = !reference.isComparable ? .notCompared : agree ? .holds : .fails
        }

        private static func agree(
            _ reference: ScorecardValue, _ measured: ScorecardValue, _ tolerance: Tolerance
        ) -> Bool {
            guard let expected = reference.number, let found = measured.number else { return reference == measured }
            return switch tolerance {
            case .exactly: found == expected
            case .within(let allowed, _): abs(found - expected) <= allowed
            }
        }

        /// The measured value as a page shows it, with the digits that a comparison needs.
        package var measuredText: String { reference == nil ? measured.plainText : measured.text(tolerance) }

        /// The row as one item of a Markdown list: a mark, the name, what was found, and how that compares.
        package var line: String {
            let found = "\(name): \(measuredText)"
            guard let reference, let kind, verdict != .notCompared else { return "" }
            let expected = "\(kind.verb) \(reference.text(tolerance))"
            return switch (verdict, tolerance) {
            case (.holds, .exactly): "- ✓ \(found), as \(kind.verb)"
            case (.holds, .within(let allowed, let reason)):
                "- ✓ \(found), \(expected), within \(brief(allowed)): \(reason)"
            case (_, .exactly): "- ✗ \(found), \(expected)"
            case (_, .within(let allowed, let reason)):
                "- ✗ \(found), \(expected), not within \(brief(allowed)): \(reason)"
            }
        }
    }
}

extension Reference.Kind {
    /// The verb for the reference's kind, to be placed before the value or after "as".
    fileprivate var verb: String {
        switch self {
        case .printed: "printed"
        case .implied: "implied"
        case .rerun: "a rerun gives"
        case .engine: "the engine gives"
        case .recorded: "recorded"
        case .claimed: "claimed"
        }
    }
}

extension Scorecard.Row: Codable {
    private enum Key: String, CodingKey {
        case chapter, name, kind, reference, measured, tolerance, because, verdict
    }

    /// Reads a row as `encode(to:)` writes it.
    package init(from decoder: any Decoder) throws {
        let row = try decoder.container(keyedBy: Key.self)
        chapter = try row.decode(String.self, forKey: .chapter)
        name = try row.decode(String.self, forKey: .name)
        // The key is required; its value may be null.
        kind = try row.decode(Reference.Kind?.self, forKey: .kind)
        reference = try row.decode(ScorecardValue?.self, forKey: .reference)
        measured = try row.decode(ScorecardValue.self, forKey: .measured)
        verdict = try row.decode(Verdict.self, forKey: .verdict)
        if let allowed = try row.decodeIfPresent(Double.self, forKey: .tolerance) {
            tolerance = .within(allowed, because: try row.decode(String.self, forKey: .because))
        } else {
            tolerance = .exactly
        }
    }

    /// Writes one object; `kind` and `reference` are null without a reference, `tolerance` and `because` if the row
    /// must match exactly.
    package func encode(to encoder: any Encoder) throws {
        var row = encoder.container(keyedBy: Key.self)
        try row.encode(chapter, forKey: .chapter)
        try row.encode(name, forKey: .name)
        try row.encode(kind, forKey: .kind)
        try row.encode(reference, forKey: .reference)
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

/// A tolerance with two significant digits.
func brief(_ tolerance: Double) -> String { String(format: "%.2g", tolerance) }
