/// A value that a chapter's measurement is held against, known by the measurement's name.
package struct Reference: Sendable, Hashable {
    /// Where a reference comes from.
    package enum Kind: String, Sendable, Hashable, Codable {
        /// The original printed it.
        case printed
        /// It follows from what the original printed.
        case implied
        /// The original did not print it, but its own code gives it when run again.
        case rerun
        /// The kit's engine gives it, where a page's own lines are to give the same.
        case engine
        /// The page says so itself, in a conclusion that its prose draws.
        case claimed
    }

    /// What is measured.
    package let name: String
    /// What the measurement should come to.
    package let value: ScorecardValue
    /// Where the value comes from.
    package let kind: Kind
    /// How far the measurement may lie from it.
    package let tolerance: Tolerance
    /// Whether this run has what it takes to be compared: the same data and settings.
    package let isComparable: Bool

    /// Makes a reference.
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

/// How far a measured value may lie from its reference.
package enum Tolerance: Sendable, Hashable {
    /// Every digit has to match.
    case exactly
    /// The absolute difference of two numbers may be this large, for a reason that is told; texts still match exactly.
    case within(Double, because: String)

    /// For a distance that only the run can tell: zero, until a check names it.
    package static func within(because reason: String) -> Tolerance { .within(0, because: reason) }
}

extension Reference {
    /// The same with another distance, where one is given and any is allowed.
    func allowing(_ distance: Double?) -> Reference {
        guard let distance, case .within(_, let reason) = tolerance else { return self }
        return Reference(name, value, kind, .within(distance, because: reason), comparable: isComparable)
    }
}
