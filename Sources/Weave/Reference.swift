/// A value to compare a chapter's measurement with, found by the measurement's name.
package struct Reference: Sendable, Hashable {
    /// Where a reference comes from.
    package enum Kind: String, Sendable, Hashable, Codable {
        /// The original printed it.
        case printed
        /// It follows from what the original printed.
        case implied
        /// The original did not print it, but its own code gives it when run again.
        case rerun
        /// The kit's engine gives it, and a page's own code should give the same.
        case engine
        /// The kit recorded it in an earlier run.
        case recorded
        /// The page's prose claims it, as a conclusion.
        case claimed
    }

    /// The name of what is measured.
    package let name: String
    /// The expected value.
    package let value: ScorecardValue
    /// Where the value comes from.
    package let kind: Kind
    /// The allowed difference.
    package let tolerance: Tolerance
    /// Whether this run can be compared with it: the same data and settings.
    package let isComparable: Bool

    /// Creates a reference.
    package init(
        _ name: String, _ value: some Scorable, _ kind: Kind, _ tolerance: Tolerance = .exactly, comparable: Bool
    ) {
        self.name = name
        self.value = value.scorecardValue
        self.kind = kind
        self.tolerance = tolerance
        isComparable = comparable
    }
}

/// The allowed difference between a measured value and its reference.
package enum Tolerance: Sendable, Hashable {
    /// Every digit has to match.
    case exactly
    /// The absolute difference of two numbers may be this large, for the reason given; texts must match exactly.
    case within(Double, because: String)

    /// A tolerance that depends on the run: zero, until a check sets it.
    package static func within(because reason: String) -> Tolerance { .within(0, because: reason) }
}

extension Reference {
    /// The same reference with another tolerance, if one is given and the reference does not have to match exactly.
    func allowing(_ distance: Double?) -> Reference {
        guard let distance, case .within(_, let reason) = tolerance else { return self }
        return Reference(name, value, kind, .within(distance, because: reason), comparable: isComparable)
    }
}
